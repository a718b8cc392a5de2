// The data of the page: packed text in elements that a browser does not run.

/** Unpacks `text`, which is base64 of zlib's format. */
async function unpackText(text: string): Promise<unknown> {
  const letters = atob(text.trim());
  const packed = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; ++i)
    packed[i] = letters.charCodeAt(i);
  const stream = new Blob([packed]).stream().pipeThrough(
      new DecompressionStream('deflate'));
  return JSON.parse(await new Response(stream).text());
}

/** Returns the text of the elements of `part`, and removes them from the document. */
function take(part: string): string {
  return Array.from(
      document.querySelectorAll(`script[data-part="${part}"]`), element => {
        element.remove();
        return element.textContent;
      }).join('');
}

/** Unpacks the elements of `part`, once. */
export async function unpack<T>(part: string): Promise<T> {
  return await unpackText(take(part)) as T;
}

/** Rows in packed blocks, see driver/page/Details.h. */
export class Blocks {
  private lines: string[] | null = null;
  private unpacked = new Map<number, unknown[]>();
  private position: ((row: number) => number) | null = null;

  constructor(private index: {atATime: number, kept?: number[]}) {}

  /** Returns the position of a row among the kept ones; -1 if left out. */
  private positionOf(row: number): number {
    if (!this.index.kept)
      return row;
    if (!this.position) {
      const ends: number[] = [], before: number[] = [];
      let end = 0, kept = 0;
      this.index.kept.forEach((length, run) => {
        before.push(kept);
        end += length;
        ends.push(end);
        if (run % 2 === 0)
          kept += length;
      });
      this.position = wanted => {
        let low = 0, high = ends.length - 1;
        while (low < high) {
          const middle = (low + high) >> 1;
          if (ends[middle] > wanted)
            high = middle;
          else
            low = middle + 1;
        }
        if (low % 2 !== 0)
          return -1;
        return before[low] + wanted - (low ? ends[low - 1] : 0);
      };
    }
    return this.position(row);
  }

  /** The number of rows that are left out. */
  leftOut(): number {
    return (this.index.kept ?? []).reduce(
        (sum, length, run) => run % 2 ? sum + length : sum, 0);
  }

  /** Returns a row; null if there was no room for it. */
  async row(row: number): Promise<any> {
    const position = this.positionOf(row);
    if (position < 0)
      return null;
    this.lines ??= take('details').split('\n');
    const block = Math.floor(position / this.index.atATime);
    let rows = this.unpacked.get(block);
    if (!rows) {
      rows = await unpackText(this.lines[block]) as unknown[];
      if (this.unpacked.size > 64)
        this.unpacked.clear();
      this.unpacked.set(block, rows);
    }
    return rows[position % this.index.atATime];
  }
}
