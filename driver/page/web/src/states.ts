// A coroutine as a state machine: a line for each state in the order of the
// source, arrows back on the left, arrows ahead on the right.

import {Child, h, s, sized} from './dom';
import {bytes, cut, number} from './format';
import {Group, idsOf, suspendWords, Values} from './frame';
import {Place} from './wire';

const rowHeight = 34;
const middle = 64;
const radius = 11;
const mostStates = 120;

/** Lines between rows, the short ones inside. */
function arcs(edges: [from: number, to: number][], sign: number, room: number):
    Child[] {
  const longest = Math.max(1, ...edges.map(([a, b]) => Math.abs(a - b)));
  return edges.map(([from, to]) => {
    const y1 = (from + 0.5) * rowHeight, y2 = (to + 0.5) * rowHeight;
    const start = middle + sign * radius;
    if (from === to)
      return s('path', {class: 'edge', 'marker-end': 'url(#arrow)', d:
          `M ${start - sign * 2} ${y1 - 6} C ${start + sign * 22} ${y1 - 16} ${
              start + sign * 22} ${y1 + 16} ${start + sign * 1} ${y1 + 5}`});
    const reach = 14 + (room - 20) * Math.abs(from - to) / longest;
    return s('path', {class: 'edge', 'marker-end': 'url(#arrow)', d:
        `M ${start} ${y1} C ${start + sign * reach} ${y1} ${
            start + sign * reach} ${y2} ${start + sign * 2} ${y2}`});
  });
}

function label(group: Group, placeText: (place: Place) => string): string {
  return `${suspendWords[group.kind]}${
      group.first === group.last && group.operand ? ' ' + group.operand : ''}` +
      (group.at.line ? `, ${placeText(group.at)}` : '');
}

export function drawStates(frame: Values, placeText: (place: Place) => string,
                           href: (id: number) => string): HTMLElement {
  const {groups, entry, peak} = frame;
  if (!groups.length)
    return h('p', {class: 'empty'}, 'it never waits');
  if (groups.length > mostStates)
    return h('p', {class: 'empty'}, `${number(groups.length)} states are too many ` +
             `to draw; 'coroscope show --states' lists them`);
  // The first row is the begin of the coroutine, the last its end.
  const end = groups.length + 1;
  const edges: [number, number][] = entry.map(to => [0, to + 1]);
  groups.forEach((group, g) => {
    for (const to of group.next)
      edges.push([g + 1, to + 1]);
    if (group.mayEnd)
      edges.push([g + 1, end]);
  });
  const straight = edges.filter(([from, to]) => to === from + 1);
  const ahead = edges.filter(([from, to]) => to > from + 1);
  const back = edges.filter(([from, to]) => to <= from);
  const height = (end + 1) * rowHeight;
  const right = ahead.length ? 46 : 8;
  const width = middle + radius + right;
  const svg = s('svg', {class: 'states', width, height, 'aria-hidden': 'true',
                        viewBox: `0 0 ${width} ${height}`},
    s('defs', {}, s('marker', {id: 'arrow', viewBox: '0 0 8 8', refX: 7, refY: 4,
                               markerWidth: 6, markerHeight: 6, orient: 'auto'},
                    s('path', {d: 'M 0 0 L 8 4 L 0 8 z', class: 'arrow-head'}))),
    straight.map(([from, to]) => s('line', {
      class: 'edge', 'marker-end': 'url(#arrow)', x1: middle, x2: middle,
      y1: (from + 0.5) * rowHeight + (from ? radius : 5),
      y2: (to + 0.5) * rowHeight - (to === end ? 7 : radius) - 1})),
    arcs(back, -1, middle - radius - 4), arcs(ahead, 1, right),
    s('circle', {cx: middle, cy: 0.5 * rowHeight, r: 5, class: 'begin'}),
    groups.map((group, g) => s('g', {},
      s('rect', {class: 'state' + (g === peak ? ' peak' : ''),
                 x: middle - (group.first === group.last ? radius : 20),
                 y: (g + 1.5) * rowHeight - radius, height: 2 * radius,
                 width: group.first === group.last ? 2 * radius : 40, rx: radius}),
      s('text', {class: 'middle', x: middle, y: (g + 1.5) * rowHeight + 4},
        idsOf(group)))),
    s('circle', {cx: middle, cy: (end + 0.5) * rowHeight, r: 6, class: 'finish'}),
    s('circle', {cx: middle, cy: (end + 0.5) * rowHeight, r: 3, class: 'begin'}));
  const most = Math.max(1, ...groups.map(group => group.held));
  const names = (list: number[], mayEnd: boolean) =>
      [...list.map(g => idsOf(groups[g])), ...(mayEnd ? ['the end'] : [])].join(', ');
  const rows = groups.map((group, g) => h('li', {class: g === peak ? 'peak' : ''},
    h('a', {href: href(group.first), 'data-key': `state-${group.first}`, title: label(group, placeText)},
      h('span', {class: 'sr'}, `state ${idsOf(group)}: `),
      cut(label(group, placeText), 90)),
    h('span', {class: 'track', 'aria-hidden': 'true'},
      sized(h('span', {class: 'track-held'}), {width: 100 * group.held / most + '%'}),
      sized(h('span', {class: 'track-live'}), {width: 100 * group.live / most + '%'})),
    h('span', {class: 'minor'}, `${bytes(group.live)} needed` +
      (group.held > group.live ? `, ${bytes(group.held)} held` : '')),
    h('span', {class: 'sr'}, group.next.length || group.mayEnd ?
      `; then ${names(group.next, group.mayEnd)}` : '')));
  return h('div', {class: 'states-box', tabindex: 0, role: 'group',
                   'aria-label': 'states'},
    svg, h('ol', {class: 'state-list'}, h('li', {class: 'minor'}, 'called'), rows,
           h('li', {class: 'minor'}, 'done')));
}
