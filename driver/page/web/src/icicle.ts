// A chain of coroutines as an icicle: below each frame are the frames that it
// awaits at its worst moment. The widest path has strong colours.

import {Child, h, s} from './dom';
import {bytes, count, cut, number, place, shortName} from './format';
import {Link, Links, Report} from './report';
import {toHash} from './route';
import {Flag} from './wire';

const rowHeight = 38;
const deepest = 30;
const mostNodes = 600;
const mostSteps = 12;

/** Formats as in "at least 6,864 B in 4 allocations". */
export function chainWords(report: Report, index: number): string {
  const allocations = report.columns.allocations[index];
  return (report.has(index, Flag.unbounded) ? 'unbounded, ' : '') +
      (report.has(index, Flag.atLeast) ? 'at least ' : '') +
      `${bytes(report.chain[index])} in ${
          count(allocations, 'allocation', 'allocations')}` +
      (report.has(index, Flag.unbounded) ? ' for one turn' : '');
}

function linkWords(link: Link): string {
  return [link.elided && 'in the frame of its caller',
          link.repeated && 'for each turn of a loop',
          !link.runs && 'not running, its frame alone'].filter(Boolean).join(', ');
}

/** The coroutines of the widest path, from `root` on; one that comes again is the
    last. */
export function widestPath(links: Links, root: number): number[] {
  const path = [root];
  const seen = new Set(path);
  for (let at = root;;) {
    const next = links.of(at)[0];
    if (!next || next.callee < 0)
      return path;
    at = next.callee;
    path.push(at);
    if (!next.runs || seen.has(at))
      return path;
    seen.add(at);
  }
}

export function drawIcicle(report: Report, links: Links, root: number,
                           width: number): SVGElement {
  const whole = Math.max(1, report.chain[root]);
  const nodes: Child[] = [];
  let depth = 0, drawn = 0;
  const draw = (index: number, link: Link | null, x: number, value: number,
                level: number, isWidest: boolean, path: Set<number>) => {
    const wide = width * value / whole;
    if (wide < 2 || ++drawn > mostNodes)
      return;
    depth = Math.max(depth, level + 1);
    const name = report.columns.name[index];
    const own = report.columns.size[index];
    const words = `${name}\n${place(report.file(index), report.columns.line[index])}` +
        `\n${bytes(own)} of its own, ${bytes(value)} here` +
        (link && linkWords(link) ? `\n${linkWords(link)}` : '') +
        (links.line(index) ? `\nwaits at line ${links.line(index)}` : '');
    const box = s('svg', {x, y: level * rowHeight, width: Math.max(1, wide - 1),
                          height: rowHeight - 1},
      s('rect', {width: '100%', height: '100%',
                 class: 'ice' + (isWidest ? ' widest' : '') +
                     (link?.elided ? ' elided' : '')}));
    if (wide > 34)
      box.append(s('text', {x: 5, y: 15}, shortName(name)),
                 s('text', {x: 5, y: 30, class: 'minor'}, number(value) +
                     (value !== own ? `, own ${number(own)}` : '') +
                     (link?.elided ? ', in its caller' : '')));
    nodes.push(s('a', {href: toHash('coroutine', report.key(index)),
                       tabindex: level === 0 ? 0 : -1,
                       'aria-label': words.replace(/\n/g, ', ')},
                 s('title', {}, words), box));
    if (level === deepest || path.has(index) || link && !link.runs)
      return;
    path.add(index);
    let left = x;
    links.of(index).forEach((next, i) => {
      if (next.callee < 0)
        return;
      draw(next.callee, next, left, next.size, level + 1, isWidest && i === 0, path);
      left += width * next.size / whole;
    });
    path.delete(index);
  };
  draw(root, null, 0, whole, 0, true, new Set());
  return s('svg', {class: 'icicle', width, height: depth * rowHeight, role: 'group',
                   viewBox: `0 0 ${width} ${depth * rowHeight}`,
                   'aria-label': 'chain of ' + report.columns.name[root]}, nodes);
}

/** Describes the picture: the widest path, and the unknown callees. */
export function pathList(report: Report, links: Links, root: number): HTMLElement {
  const path = widestPath(links, root);
  const unknown = links.of(root).filter(link => link.callee < 0);
  return h('div', {},
    path.length > 1 && h('ol', {class: 'widest-path', 'aria-label': 'widest path'},
      path.slice(0, mostSteps).map((index, i) => h('li', {},
        i ? h('a', {href: toHash('coroutine', report.key(index))},
              cut(report.columns.name[index], 100)) :
            cut(report.columns.name[index], 100),
        h('span', {class: 'minor'}, ` ${number(report.columns.size[index])} B` +
          (path.indexOf(index) < i ? ', again' :
           links.line(index) ? `, waits at line ${links.line(index)}` : '')))),
      path.length > mostSteps && h('li', {class: 'minor'},
        `${number(path.length - mostSteps)} more`)),
    unknown.length > 0 && h('p', {class: 'note'}, 'It also awaits what is not known: ',
      unknown.slice(0, 8).map((link, i) => [i ? ', ' : '', h('code', {},
        cut(link.name, 60)), link.fromParameter ? ' (a parameter)' : '']),
      unknown.length > 8 ? ' and more' : ''));
}

/** An icicle that is redrawn when its size changes. */
export function icicleBox(report: Report, links: Links, root: number): HTMLElement {
  const box = h('div', {class: 'icicle-box'});
  let width = 0;
  new ResizeObserver(() => {
    if (box.clientWidth === width || !box.clientWidth)
      return;
    width = box.clientWidth;
    box.replaceChildren(drawIcicle(report, links, root, width));
  }).observe(box);
  return box;
}
