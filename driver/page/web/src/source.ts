// The source lines of interest for a coroutine, with their meaning for its
// frame beside them.

import {Child, h} from './dom';
import {bytes, cut} from './format';
import {suspendWords, Values} from './frame';
import {chip} from './kinds';
import {Details, Place} from './wire';

/** Returns an id for a line, as a target of links. */
export function lineId(place: Place): string {
  return `line-${place.file}-${place.line}`;
}

/** Returns true if the page has that line. */
export function hasLine(details: Details, place: Place): boolean {
  return details.sources.some(run => run.file === place.file &&
      run.first <= place.line && place.line < run.first + run.lines.length);
}

/** Returns the remarks on each line. */
function remarksOf(details: Details, frame: Values): Map<string, Child[]> {
  const remarks = new Map<string, Child[]>();
  const add = (place: Place, remark: Child) => {
    if (!place.line)
      return;
    const id = lineId(place);
    remarks.set(id, [...remarks.get(id) ?? [], remark]);
  };
  details.suspends.forEach((suspend, id) => {
    if (suspend.kind === 'await' || suspend.kind === 'yield')
      add(suspend.at, h('span', {class: 'remark suspends'}, `${
          suspendWords[suspend.kind]} ${id}: ${bytes(suspend.live)} needed`));
  });
  for (const {occupant} of frame.values)
    if (occupant.kind === 'local' || occupant.kind === 'parameter')
      add(occupant.declared, h('span', {class: 'remark'}, chip(occupant.kind),
                               ` ${cut(occupant.name, 24)} ${bytes(occupant.size)}`));
  for (const finding of details.findings)
    add(finding.at, h('span', {class: 'remark severity ' + finding.severity},
                      finding.severity));
  return remarks;
}

export function drawSource(details: Details, frame: Values, files: string[]):
    HTMLElement {
  const remarks = remarksOf(details, frame);
  const own = details.sources.filter(run => run.file === details.at.file);
  const others = details.sources.filter(run => run.file !== details.at.file);
  let last = -1;
  return h('div', {class: 'source', tabindex: 0, role: 'group',
                   'aria-label': 'source lines'},
    [...own, ...others].map(run => {
      const isNew = run.file !== last;
      last = run.file;
      return [
        isNew && h('h3', {}, files[run.file]),
        !isNew && h('div', {class: 'gap', 'aria-hidden': 'true'}, '⋯'),
        h('ol', {}, run.lines.map((text, i) => {
          const line = run.first + i;
          const id = lineId({file: run.file, line});
          const said = remarks.get(id);
          return h('li', {id, value: line, class: said ? 'marked' : '', tabindex: -1},
                   h('span', {class: 'line-number', 'aria-hidden': 'true'}, line),
                   h('code', {}, text || ' '),
                   said ? h('span', {class: 'remarks'}, said) : null);
        })),
      ];
    }));
}
