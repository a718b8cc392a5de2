// The layout of the data, which driver/page/CoroutineRows.cpp writes.

import {isBookkeeping} from './kinds';

/** The spellings of values that rows have as numbers. */
export interface Words {
  kinds: string[];
  reasons: string[];
  suspends: string[];
  severities: string[];
  advice: string[];
  callees: string[];
  elisions: string[];
  rules: [name: string, title: string][];
}

/** A place; `file` is an index, `line` is 0 if it is not known. */
export interface Place {
  file: number;
  line: number;
}

export interface Occupant {
  kind: string;
  name: string;
  type: string;
  size: number;
  align: number;
  declared: Place;
  held: Set<number>;
  live: Set<number>;
  reason: string;
  usedAt: Place;
  escapesTo: string;
  nested: Range[];
}

export interface Range {
  offset: number;
  size: number;
  /** Largest first; empty for padding. */
  occupants: Occupant[];
}

export interface Suspend {
  kind: string;
  at: Place;
  operand: string;
  live: number;
  held: number;
  next: Set<number>;
  mayEnd: boolean;
}

export interface Call {
  kind: string;
  /** Index of a coroutine; -1 if the page does not have it. */
  callee: number;
  name: string;
  at: Place;
  alive: Set<number>;
  runs: Set<number>;
  repeated: boolean;
  elision: number;
  moved: number;
}

export interface Caller {
  index: number;
  at: Place;
  elision: number;
}

export interface Site {
  caller: string;
  at: Place;
  elision: number;
  moved: number;
}

export interface Variant {
  unit: string;
  level: string;
  size: number;
  align: number;
}

export interface Advice {
  kind: string;
  text: string;
  measured: boolean;
  size: number;
  heap: number;
  /** Its lines; empty if it is not known. */
  diff: string[];
  hasEdits: boolean;
}

export interface Finding {
  rule: number;
  severity: string;
  message: string;
  at: Place;
  value: string;
  bytes: number;
  limit: number | null;
  notes: {message: string, at: Place}[];
  advice: Advice[];
}

/** Lines of a file that follow each other. */
export interface Source {
  file: number;
  first: number;
  lines: string[];
}

/** The data of a coroutine beside its figures. */
export interface Details {
  at: Place;
  align: number;
  units: string[];
  entry: Set<number>;
  suspends: Suspend[];
  ranges: Range[];
  calls: Call[];
  callers: Caller[];
  sites: Site[];
  variants: Variant[];
  budget: {bytes: number, reason: string, at: Place} | null;
  findings: Finding[];
  sources: Source[];
}

/** Bits of the column "flags". */
export const Flag = {
  system: 1,
  lazy: 2,
  atLeast: 4,
  unbounded: 8,
  root: 16,
  variants: 32,
  keyHasFile: 64,
};

/** Bits of the flags of links in chains. */
export const LinkFlag = {runs: 1, elided: 2, repeated: 4, parameter: 8};

/** The last kind, which is not a kind of occupant. */
export const padding = 'padding';

/** Returns the bytes of the largest `wanted` occupant of each range. */
function sum(ranges: Range[], wanted: (o: Occupant) => boolean): number {
  let bytes = 0;
  for (const range of ranges)
    bytes += range.occupants.find(wanted)?.size ?? 0; // Largest first.
  return bytes;
}

/** Reads the row of the coroutine that stands at `file` and `line`. */
export function readDetails(row: any, file: number, line: number, words: Words,
                            texts: string[]): Details {
  const text = (value: number | string): string =>
      typeof value === 'number' ? texts[value] : value;
  const place = (value: number | number[]): Place =>
      typeof value === 'number' ? {file, line: line + value} :
      value.length ? {file: value[1] - 1, line: value[0]} : {file, line: 0};
  const set = (value: number | string): Set<number> => {
    const ids = new Set<number>();
    for (const run of text(value).split(',')) {
      if (!run)
        continue;
      const [first, last = first] = run.split('-').map(Number);
      for (let id = first; id <= last; ++id)
        ids.add(id);
    }
    return ids;
  };
  const occupant = (o: any[]): Occupant => {
    const held = set(o[6]);
    return {
      kind: words.kinds[o[0]], name: text(o[1]), type: text(o[2]), size: o[3],
      align: o[4], declared: place(o[5]), held,
      live: o[7] === -1 ? held : set(o[7]), reason: words.reasons[o[8]],
      usedAt: place(o[9]), escapesTo: text(o[10]),
      nested: o[11] ? ranges(o[11]) : [],
    };
  };
  const ranges = (all: any[][]): Range[] => {
    let offset = 0;
    return all.map(([size, ...occupants]) => {
      const range = {offset, size,
                     occupants: occupants.map(occupant).sort(
                         (a, b) => b.size - a.size)};
      offset += size;
      return range;
    });
  };
  const [align, units, entry, suspends, frame, calls, callers, sites,
         variants, budget, findings, sources] = row;
  const all = ranges(frame);
  return {
    at: {file, line},
    align,
    units: units.map(text),
    entry: set(entry),
    suspends: suspends.map((v: any[], id: number): Suspend => ({
      kind: words.suspends[v[0]], at: place(v[1]), operand: text(v[2]),
      live: sum(all, o => isBookkeeping(o.kind) || o.live.has(id)),
      held: sum(all, o => o.held.has(id)),
      next: set(v[3]), mayEnd: !!v[4],
    })),
    ranges: all,
    calls: calls.map((v: any[]): Call => ({
      kind: words.callees[v[0]], callee: v[1] - 1, name: text(v[2]),
      at: place(v[3]), alive: set(v[4]), runs: set(v[5]), repeated: !!v[6],
      elision: v[7], moved: v[8],
    })),
    callers: callers.map((v: any[]): Caller => ({
      index: v[0], at: place(v[1]), elision: v[2]})),
    sites: sites.map((v: any[]): Site => ({
      caller: text(v[0]), at: place(v[1]), elision: v[2], moved: v[3]})),
    variants: variants.map((v: any[]): Variant => ({
      unit: text(v[0]), level: text(v[1]), size: v[2], align: v[3]})),
    budget: budget.length ?
        {bytes: budget[0], reason: text(budget[1]), at: place(budget[2])} : null,
    findings: findings.map((v: any[]): Finding => ({
      rule: v[0], severity: words.severities[v[1]], message: text(v[2]),
      at: place(v[3]), value: text(v[4]), bytes: v[5],
      limit: v[6] ? v[6] - 1 : null,
      notes: v[7].map((n: any[]) => ({message: text(n[0]), at: place(n[1])})),
      advice: v[8].map((a: any[]): Advice => ({
        kind: words.advice[a[0]], text: text(a[1]), measured: !!a[2],
        size: a[3], heap: a[4], diff: a[5], hasEdits: !!a[6]})),
    })),
    sources: sources.map(([of, first, ...lines]: any[]): Source => ({
      file: of, first, lines})),
  };
}
