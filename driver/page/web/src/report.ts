// A report in the data of the page: figures of all coroutines, and rows that
// are unpacked on demand.

import {Blocks, unpack} from './unpack';
import {Details, Flag, LinkFlag, readDetails, Words} from './wire';

export interface Head {
  kind: 'report';
  opens: string;
  tool: string;
  compiler: string;
  target: string;
  label: string;
  complete: number;
  totals: {coroutines: number, systemCoroutines: number, findings: number,
           frames: number, needed: number, padding: number, unknown: number};
  units: {total: number, analyzed: number, skipped: number,
          failed: [file: string, status: string, reason: string][],
          missing: string[]};
  words: Words;
  files: string[];
  details: {atATime: number, kept?: number[]};
  roots?: number[];
}

interface Columns {
  name: string[];
  keys: (number | string)[];
  file: number[];
  line: number[];
  level: string[];
  size: number[];
  dead: number[];
  overlap: number[];
  padding: number[];
  below: number[];
  allocations: number[];
  kind: number[];
  flags: number[];
  findings: number[];
  severity: number[];
  rules: number[];
}

/** A callee at the worst moment of its caller. */
export interface Link {
  /** Index of a coroutine; -1 if the page does not have it. */
  callee: number;
  /** The name of a callee that the page does not have. */
  name: string;
  size: number;
  runs: boolean;
  elided: boolean;
  repeated: boolean;
  fromParameter: boolean;
}

export class Links {
  private first: Uint32Array;
  private unknown = new Map<number, string>();

  constructor(private columns: {count: number[], callee: number[],
                                size: number[], flags: number[],
                                names: string[], line: number[]}) {
    this.first = new Uint32Array(columns.count.length + 1);
    columns.count.forEach((count, i) => this.first[i + 1] = this.first[i] + count);
    let name = 0;
    columns.callee.forEach((callee, i) => {
      if (!callee)
        this.unknown.set(i, columns.names[name++]);
    });
  }

  /** Returns the callees of a coroutine at its worst moment, largest first. */
  of(index: number): Link[] {
    const links: Link[] = [];
    for (let i = this.first[index]; i < this.first[index + 1]; ++i) {
      const flags = this.columns.flags[i];
      links.push({
        callee: this.columns.callee[i] - 1,
        name: this.unknown.get(i) ?? '',
        size: this.columns.size[i],
        runs: !!(flags & LinkFlag.runs),
        elided: !!(flags & LinkFlag.elided),
        repeated: !!(flags & LinkFlag.repeated),
        fromParameter: !!(flags & LinkFlag.parameter),
      });
    }
    return links.sort((a, b) => b.size - a.size);
  }

  /** Returns the line where a coroutine waits then; 0 if it awaits nothing. */
  line(index: number): number {
    return this.columns.line[index];
  }
}

export class Report {
  readonly count: number;
  readonly words: Words;
  readonly files: string[];
  readonly waste: Uint32Array | Float64Array;
  readonly chain: Float64Array;
  private blocks: Blocks;
  private texts: Promise<string[]> | null = null;
  private linksRead: Promise<Links> | null = null;
  private byKey: Map<string, number> | null = null;
  private keys = new Map<number, string>();
  private lower: string[] | null = null;

  private constructor(readonly head: Head, readonly columns: Columns) {
    this.count = columns.name.length;
    this.words = head.words;
    this.files = head.files;
    this.waste = new Float64Array(this.count);
    this.chain = new Float64Array(this.count);
    for (let i = 0; i < this.count; ++i) {
      this.waste[i] = columns.dead[i] + columns.overlap[i] + columns.padding[i];
      this.chain[i] = columns.size[i] + columns.below[i];
    }
    for (let i = 0; i < columns.keys.length; i += 2)
      this.keys.set(columns.keys[i] as number, columns.keys[i + 1] as string);
    this.blocks = new Blocks(head.details);
  }

  static async read(head: Head): Promise<Report> {
    return new Report(head, await unpack<Columns>('columns'));
  }

  has(index: number, flag: number): boolean {
    return (this.columns.flags[index] & flag) !== 0;
  }

  file(index: number): string {
    return this.files[this.columns.file[index]];
  }

  /** Returns the kind of most of the bytes. */
  kind(index: number): string {
    return this.words.kinds[this.columns.kind[index]] ?? 'padding';
  }

  needed(index: number): number {
    return this.columns.size[index] - this.waste[index];
  }

  /** Returns the key of a coroutine, in this report and in others. */
  key(index: number): string {
    return this.keys.get(index) ??
        (this.has(index, Flag.keyHasFile) ? this.file(index) + ':' : '') +
        this.columns.name[index];
  }

  /** Returns the coroutine of a key; -1 if there is none. */
  find(key: string): number {
    if (!this.byKey) {
      this.byKey = new Map();
      for (let i = 0; i < this.count; ++i)
        this.byKey.set(this.key(i), i);
    }
    return this.byKey.get(key) ?? -1;
  }

  /** Returns name and place in lower case, for the filter. */
  searchText(index: number): string {
    this.lower ??= this.columns.name.map(
        (name, i) => `${name}\n${this.file(i)}:${this.columns.line[i]}`
                         .toLowerCase());
    return this.lower[index];
  }

  /** Returns the row; null if there was no room for it. */
  async details(index: number): Promise<Details | null> {
    this.texts ??= unpack<string[]>('texts');
    const [row, texts] = await Promise.all([this.blocks.row(index), this.texts]);
    return row && readDetails(row, this.columns.file[index],
                              this.columns.line[index], this.words, texts);
  }

  links(): Promise<Links> {
    this.linksRead ??= unpack<any>('links').then(columns => new Links(columns));
    return this.linksRead;
  }

  leftOut(): number {
    return this.blocks.leftOut();
  }
}
