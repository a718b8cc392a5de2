// A comparison in the data of the page.

import {Blocks, unpack} from './unpack';
import {Details, readDetails, Words} from './wire';

export interface Side {
  label: string;
  compiler: string;
  target: string;
  complete: number;
  coroutines: number;
  findings: number;
  frames: number;
}

export type Elision = [isLost: number, caller: string, words: string, file: number,
                       line: number];
export type Blame = [words: string, growth: number, kind: number];

export interface ComparisonHead {
  kind: 'comparison';
  tool: string;
  base: Side;
  head: Side;
  unchanged: number;
  exceeds: string[];
  doubts: string[];
  elisions: Elision[];
  words: Words;
  files: string[];
  details: {atATime: number, kept?: number[]};
}

export interface ChangeColumns {
  change: string[];
  key: string[];
  name: string[];
  file: number[];
  line: number[];
  level: string[];
  before: number[];
  after: number[];
  exceeds: number[];
  blame: string[];
}

/** A frame as it was or is. */
export interface FrameThen {
  size: number;
  details: Details;
}

export interface ChangeDetails {
  oldName: string;
  oldPlace: [file: number, line: number] | null;
  blame: Blame[];
  exceeds: string[];
  before: FrameThen | null;
  after: FrameThen | null;
}

export class Comparison {
  readonly count: number;
  private blocks: Blocks;
  private texts: Promise<string[]> | null = null;

  private constructor(readonly head: ComparisonHead,
                      readonly columns: ChangeColumns) {
    this.count = columns.name.length;
    this.blocks = new Blocks(head.details);
  }

  static async read(head: ComparisonHead): Promise<Comparison> {
    return new Comparison(head, await unpack<ChangeColumns>('columns'));
  }

  growth(index: number): number {
    return this.columns.after[index] - this.columns.before[index];
  }

  async details(index: number): Promise<ChangeDetails | null> {
    this.texts ??= unpack<string[]>('texts');
    const [row, texts] = await Promise.all([this.blocks.row(index), this.texts]);
    if (!row)
      return null;
    const frame = (value: any[]): FrameThen | null => value.length ? {
      size: value[2],
      details: readDetails(value[3], value[0], value[1], this.head.words, texts),
    } : null;
    return {
      oldName: row[0],
      oldPlace: row[1].length ? row[1] : null,
      blame: row[2],
      exceeds: row[3],
      before: frame(row[4]),
      after: frame(row[5]),
    };
  }
}
