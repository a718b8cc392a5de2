// Values against suspensions: a field is full where a value is needed, and
// hatched where the frame keeps it for nothing.

import {append, Child, h, hidden, s, sized} from './dom';
import {bytes, cut, number} from './format';
import {Group, idsOf, suspendWords, Value, Values} from './frame';
import {chip, kindNames} from './kinds';
import {Place} from './wire';

const mostRows = 60;

export interface GridOptions {
  frame: Values;
  size: number;
  placeText(place: Place): string;
  href(changes: {value?: string, at?: string}): string;
  selected?: string;
  at?: number | null;
}

const reasonWords: Record<string, string> = {
  'used-after': 'used afterwards',
  'destroyed-after': 'destroyed afterwards',
  'escapes': 'its address got out',
  'conservative': 'nothing uses it; the compiler keeps it',
  'always': 'part of every frame',
  'unknown': '',
};

/** Says why a value is kept, with the place. */
export function reasonOf(value: Value, placeText: (place: Place) => string):
    string {
  const o = value.occupant;
  if (!value.live.size && value.held.size)
    return 'not needed after any suspension';
  let text = reasonWords[o.reason] ?? o.reason;
  if (o.escapesTo)
    text += `, passed to ${cut(o.escapesTo, 60)}`;
  if (o.usedAt.line)
    text += (text ? ', ' : '') + placeText(o.usedAt);
  return text;
}

/** A field of the grid, which says in words what it shows. */
function field(value: Value, group: Group): Child {
  const isLive = value.live.has(group.first);
  const isHeld = value.held.has(group.first);
  if (!isLive && !isHeld)
    return h('td', {class: 'cell'});
  const words = isLive ? 'needed' : 'only held';
  return h('td', {class: 'cell', title: words}, s(
      'svg', {width: 16, height: 14, 'aria-hidden': 'true'},
      s('rect', {width: 16, height: 14, rx: 2,
                 class: isLive ? 'kind-' + value.occupant.kind : 'held'})),
      hidden(words));
}

function nestedRows(value: Value, columns: number): Child[] {
  return value.occupant.nested.flatMap(part => part.occupants.slice(0, 1).map(
      o => h('tr', {class: 'nested'},
             h('th', {scope: 'row'}, chip(o.kind), o.name || kindNames[o.kind],
               o.type ? h('span', {class: 'type'}, cut(o.type, 80)) : null),
             h('td', {class: 'number'}, number(o.size)),
             h('td', {colspan: columns - 2, class: 'minor'},
               `in the frame of the callee, at ${part.offset}`))));
}

export function drawGrid(options: GridOptions): HTMLElement {
  const {frame, at} = options;
  const {groups, values, peak} = frame;
  const columns = groups.length + 3;
  const head = h('tr', {},
    h('th', {scope: 'col', class: 'value-head'}, 'Value'),
    h('th', {scope: 'col', class: 'number'}, 'Bytes'),
    groups.map((group, g) => {
      const isOn = at === group.first;
      const words = `${suspendWords[group.kind]} ${group.operand}`.trim();
      return h('th', {scope: 'col', class: 'cell' + (isOn ? ' on' : '') +
                          (g === peak ? ' peak' : '')},
        h('a', {href: options.href({at: isOn ? '' : String(group.first)}),
                'data-key': `at-${group.first}`,
                title: `${words}\n${options.placeText(group.at)}\n` +
                    `${bytes(group.live)} needed, ${bytes(group.held)} held`,
                'aria-label': `suspension ${idsOf(group)}, ${words}, line ${
                    group.at.line}`,
                'aria-current': isOn ? 'true' : undefined},
          h('span', {class: 'id'}, idsOf(group)),
          h('span', {class: 'line'}, group.at.line ? ':' + group.at.line : '')));
    }),
    h('th', {scope: 'col', class: 'why-head'}, 'Why it is kept'));
  const body = h('tbody');
  const row = (value: Value): Child[] => {
    const o = value.occupant;
    const isOn = options.selected === value.id;
    return [
      h('tr', {class: isOn ? 'on' : '', 'data-value': value.id,
               id: isOn ? 'selected-value' : undefined},
        h('th', {scope: 'row'},
          h('a', {href: options.href({value: isOn ? '' : value.id}),
                  'data-key': 'value-' + value.id,
                  'aria-current': isOn ? 'true' : undefined},
            chip(o.kind), h('span', {class: 'name'}, o.name || kindNames[o.kind]),
            value.times > 1 ? ` ×${value.times}` : null),
          h('span', {class: 'type', title: o.type},
            [o.type && cut(o.type, 80), kindNames[o.kind],
             o.declared.line ? options.placeText(o.declared) : '']
                .filter(Boolean).join(' · '))),
        h('td', {class: 'number'}, number(o.size)),
        groups.map(group => field(value, group)),
        h('td', {class: 'why'}, reasonOf(value, options.placeText))),
      ...nestedRows(value, columns),
    ];
  };
  const fill = (shown: Value[]) => {
    body.replaceChildren();
    append(body, shown.map(row));
    const rest = values.length - shown.length;
    if (rest)
      append(body, h('tr', {}, h('td', {colspan: columns, class: 'more'},
        h('button', {type: 'button', click: () => fill(values)},
          `Show ${number(rest)} smaller values`))));
  };
  const largest = new Set([...values].sort(
      (a, b) => b.occupant.size - a.occupant.size).slice(0, mostRows));
  fill(values.length > mostRows + 10 ?
       values.filter(value => largest.has(value) || value.id === options.selected) :
       values);
  const most = Math.max(1, ...groups.map(group => group.held));
  const sum = (title: string, hint: string, valueOf: (group: Group) => number,
               className: string) =>
      h('tr', {class: 'sum'}, h('th', {scope: 'row', title: hint}, title), h('td'),
        groups.map((group, g) => h('td', {
          class: 'cell' + (g === peak ? ' peak' : ''),
          title: bytes(valueOf(group)),
        }, h('span', {class: 'sum-box'}, sized(h('span', {class: className}), {
          height: 40 * valueOf(group) / most + 'px'})),
           hidden(bytes(valueOf(group))))),
        h('td', {class: 'why'}, className === 'sum-live' && groups.length ?
            `peak ${bytes(groups[peak].live)} at suspension ${idsOf(groups[peak])}` :
            className === 'sum-held' ? hint : ''));
  return h('div', {class: 'grid-box', tabindex: 0, role: 'group',
                   'aria-label': 'values and suspensions'},
    h('table', {class: 'grid'},
      h('thead', {}, head), body,
      groups.length > 0 && h('tfoot', {},
        sum('Needed', 'really needed there', group => group.live, 'sum-live'),
        sum('Held', 'in the frame there, needed or not', group => group.held,
            'sum-held'))));
}
