// The values of a frame as readers see them: values that look the same are one,
// and so are suspensions that store the same values.

import {Details, Occupant, Place, Range} from './wire';

/** One or several occupants of one range that look the same. */
export interface Value {
  /** "RANGE.OCCUPANT" of the first one. */
  id: string;
  range: number;
  offset: number;
  occupant: Occupant;
  /** The number of occupants. */
  times: number;
  held: Set<number>;
  live: Set<number>;
}

/** Consecutive suspensions of the same kind that store the same values. */
export interface Group {
  first: number;
  last: number;
  kind: string;
  at: Place;
  operand: string;
  held: number;
  live: number;
  /** Indices of groups; its own if a run comes back to itself. */
  next: number[];
  mayEnd: boolean;
}

export interface Values {
  values: Value[];
  groups: Group[];
  /** The groups that can be the first. */
  entry: number[];
  /** The group at which the most bytes are needed. */
  peak: number;
}

function union(into: Set<number>, from: Set<number>): void {
  for (const id of from)
    into.add(id);
}

export function valuesOf(ranges: Range[]): Value[] {
  const values: Value[] = [];
  ranges.forEach((range, r) => {
    const known = new Map<string, Value>();
    range.occupants.forEach((occupant, i) => {
      const look = [occupant.kind, occupant.name, occupant.type, occupant.size]
                       .join('\n');
      // Awaiters of the same expression are one value to a reader, unless
      // their contents differ.
      const same = occupant.nested.length ? undefined : known.get(look);
      if (same) {
        ++same.times;
        union(same.held, occupant.held);
        union(same.live, occupant.live);
        return;
      }
      const value = {id: `${r}.${i}`, range: r, offset: range.offset, occupant,
                     times: 1, held: new Set(occupant.held),
                     live: new Set(occupant.live)};
      known.set(look, value);
      values.push(value);
    });
  });
  return values;
}

export function readFrame(details: Details): Values {
  const values = valuesOf(details.ranges);
  const {suspends} = details;
  const looks = suspends.map((suspend, id) => suspend.kind + values.map(
      value => value.live.has(id) ? 'L' : value.held.has(id) ? 'H' : '.').join(''));
  const groups: Group[] = [];
  const groupOf: number[] = [];
  suspends.forEach((suspend, id) => {
    const last = groups[groups.length - 1];
    if (last && looks[id] === looks[last.first]) {
      last.last = id;
      last.mayEnd ||= suspend.mayEnd;
      last.live = Math.max(last.live, suspend.live);
      last.held = Math.max(last.held, suspend.held);
    } else
      groups.push({first: id, last: id, kind: suspend.kind, at: suspend.at,
                   operand: suspend.operand, held: suspend.held,
                   live: suspend.live, next: [], mayEnd: suspend.mayEnd});
    groupOf.push(groups.length - 1);
  });
  for (const group of groups) {
    const next = new Set<number>();
    for (let id = group.first; id <= group.last; ++id)
      for (const to of suspends[id].next)
        // Steps within a run need no arrow.
        if (to <= id || groupOf[to] !== groupOf[id])
          next.add(groupOf[to]);
    group.next = [...next].sort((a, b) => a - b);
  }
  let peak = 0;
  groups.forEach((group, g) => {
    if (group.live > groups[peak].live)
      peak = g;
  });
  return {values, groups, peak,
          entry: [...new Set([...details.entry].map(id => groupOf[id]))]
                     .sort((a, b) => a - b)};
}

/** Formats as in "3" or "3–7". */
export function idsOf(group: Group): string {
  return group.first === group.last ? String(group.first) :
                                      `${group.first}–${group.last}`;
}

/** The words for kinds of suspensions. */
export const suspendWords: Record<string, string> = {
  initial: 'start', await: 'co_await', yield: 'co_yield', final: 'end'};
