// A table of any length: only the rows that can be seen are in the document.
//
// For screen readers it is a grid, which tells the number of rows and the
// visible ones. The Tab key stops at one link in it; arrow keys move on from
// there.

import {append, Child, h, say, sized} from './dom';
import {count} from './format';

export interface Column {
  id: string;
  title: string;
  /** A longer text, shown when the pointer is on the title. */
  hint?: string;
  width: string;
  numeric?: boolean;
  cell(row: number): Child;
  /** The sort key of a row; a column without one cannot be sorted. */
  order?: (row: number) => number | string;
}

export interface TableOptions {
  caption: string;
  columns: Column[];
  /** The address that a row links to. */
  href(row: number): string;
  rowHeight: number;
  /** The column to sort by, with a minus for descending order. */
  order: string;
  /** Called when the reader has chosen another order. */
  ordered(order: string): void;
  empty: string;
  /** Returns true if a row is shown beside the table. */
  isCurrent?(row: number): boolean;
  /** The words for one row and several: "coroutine", "coroutines". */
  nouns: [string, string];
}

/** The largest height: browsers limit elements to little more. */
const tallest = 15_000_000;

/** The number of rows that are printed of a long table. */
const mostPrinted = 200;

export class Table {
  readonly element: HTMLElement;
  private scroller: HTMLElement;
  private body: HTMLElement;
  private head: HTMLTableSectionElement;
  private table: HTMLTableElement;
  private note: HTMLElement;
  private rows: Uint32Array = new Uint32Array();
  private active = 0;
  private from = -1;
  private to = -1;
  private printing = false;
  private waiting = false;
  private top = 0;
  private sort = '';
  private descending = false;

  constructor(private options: TableOptions) {
    this.head = h('thead');
    this.body = h('tbody', {
      keydown: (event: KeyboardEvent) => this.key(event),
      focusin: (event: FocusEvent) => this.focused(event),
    });
    this.table = h('table', {class: 'rows', role: 'grid',
                             'aria-label': options.caption},
                   h('colgroup', {}, options.columns.map(
                       c => sized(h('col'), {width: c.width}))),
                   this.head, this.body);
    this.note = h('p', {class: 'note'});
    this.scroller = h('div', {class: 'scroller'}, this.table);
    this.scroller.addEventListener('scroll', () => {
      this.top = this.scroller.scrollTop;
      this.later();
    }, {passive: true});
    this.element = h('div', {class: 'table'}, this.scroller, this.note);
    new ResizeObserver(() => this.later()).observe(this.scroller);
    window.addEventListener('beforeprint', () => this.print(true));
    window.addEventListener('afterprint', () => this.print(false));
    this.setOrder('');
  }

  /** Sorts by `order`, or in the original order. */
  setOrder(order: string): void {
    const {columns} = this.options;
    const isKnown = columns.some(c => c.order && c.id === order.replace(/^-/, ''));
    const wanted = isKnown ? order : this.options.order;
    const isOther = wanted !== (this.descending ? '-' : '') + this.sort;
    if (!isOther)
      return;
    this.sort = wanted.replace(/^-/, '');
    this.descending = wanted.startsWith('-');
    this.drawHead();
    this.sortRows();
    this.active = this.top = 0;
    this.scroller.scrollTop = 0;
    this.refresh();
  }

  /** Shows `rows` in the current order. */
  show(rows: Uint32Array): void {
    this.rows = rows.slice();
    this.sortRows();
    this.active = 0;
    this.scroller.scrollTop = 0;
    this.refresh();
    say(count(rows.length, ...this.options.nouns));
  }

  /** Restores the scroll position, once it is in the document again. */
  restore(): void {
    this.scroller.scrollTop = this.top;
    this.refresh();
  }

  private drawHead(): void {
    const {sort, descending} = this;
    const {columns} = this.options;
    this.head.replaceChildren(h('tr', {'aria-rowindex': 1}, columns.map(column => {
      const isSorted = column.id === sort;
      return h('th', {
        scope: 'col', class: column.numeric && 'number', title: column.hint,
        'aria-sort': isSorted ? (descending ? 'descending' : 'ascending') :
                     column.order ? 'none' : undefined,
      }, column.order ? h('button', {
        type: 'button', click: () => this.sortBy(column),
      }, column.title, h('span', {class: 'arrow', 'aria-hidden': 'true'},
                         isSorted ? (descending ? ' ↓' : ' ↑') : '')) :
                        column.title);
    })));
  }

  private sortBy(column: Column): void {
    const isSame = this.sort === column.id;
    const descending = isSame ? !this.descending : !!column.numeric;
    const order = (descending ? '-' : '') + column.id;
    this.setOrder(order);
    (this.head.querySelector('[aria-sort$="scending"] button') as HTMLElement)
        .focus();
    say(`sorted by ${column.title}`);
    this.options.ordered(order === this.options.order ? '' : order);
  }

  private sortRows(): void {
    const {sort, descending} = this;
    const {columns} = this.options;
    const order = columns.find(c => c.id === sort)?.order;
    if (!order)
      return;
    const sign = descending ? -1 : 1;
    const keys = new Map<number, number | string>();
    for (const row of this.rows)
      keys.set(row, order(row));
    this.rows.sort((a, b) => {
      const x = keys.get(a)!, y = keys.get(b)!;
      return x < y ? -sign : x > y ? sign : a - b;
    });
  }

  private refresh(): void {
    this.from = this.to = -1;
    this.draw();
  }

  /** Draws once before the next frame, however often it is called. */
  private later(): void {
    if (this.waiting)
      return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.draw();
    });
  }

  private shown(): number {
    return Math.min(this.rows.length,
                    this.printing ? mostPrinted :
                        Math.floor(tallest / this.options.rowHeight));
  }

  private draw(): void {
    const {rowHeight, columns, href} = this.options;
    const length = this.shown();
    let from = 0, to = length;
    if (!this.printing) {
      const top = this.scroller.scrollTop, height = this.scroller.clientHeight;
      from = Math.max(0, Math.floor(top / rowHeight) - 8);
      to = Math.min(length, Math.ceil((top + height) / rowHeight) + 8);
    }
    if (from === this.from && to === this.to)
      return;
    this.from = from;
    this.to = to;
    const hadFocus = this.body.contains(document.activeElement);
    this.table.setAttribute('aria-rowcount', String(this.rows.length + 1));
    const spacer = (rows: number) => rows > 0 && sized(
        h('tr', {'aria-hidden': 'true', class: 'spacer'},
          h('td', {colspan: columns.length})),
        {height: rows * rowHeight + 'px'});
    const lines: Child[] = [spacer(from)];
    for (let i = from; i < to; ++i) {
      const row = this.rows[i];
      lines.push(sized(
          h('tr', {'aria-rowindex': i + 2, 'data-at': i,
                   class: this.options.isCurrent?.(row) && 'current',
                   click: (event: MouseEvent) => this.clicked(event, row)},
            columns.map((column, c) => h(
                c ? 'td' : 'th',
                {class: column.numeric && 'number', scope: c ? undefined : 'row'},
                c ? column.cell(row) :
                    h('a', {href: href(row), tabindex: i === this.active ? 0 : -1},
                      column.cell(row))))),
          {height: rowHeight + 'px'}));
    }
    lines.push(spacer(length - to));
    if (!this.rows.length)
      lines.push(h('tr', {}, h('td', {colspan: columns.length, class: 'empty'},
                               this.options.empty)));
    this.body.replaceChildren();
    append(this.body, lines);
    if (hadFocus)
      (this.link(this.active) ?? this.link(from))?.focus({preventScroll: true});
    else if (!this.link(this.active))
      this.link(from)?.setAttribute('tabindex', '0');
    const rest = this.rows.length - length;
    this.note.textContent =
        rest ? `${count(rest, 'row is', 'rows are')} not shown here` : '';
  }

  private link(at: number): HTMLElement | null {
    return this.body.querySelector(`[data-at="${at}"] a`);
  }

  private clicked(event: MouseEvent, row: number): void {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (isPlain && !(event.target as Element).closest('a') &&
        !getSelection()?.toString())
      location.hash = this.options.href(row);
  }

  private focused(event: FocusEvent): void {
    const at = (event.target as Element).closest('tr')?.getAttribute('data-at');
    if (at)
      this.active = Number(at);
  }

  private key(event: KeyboardEvent): void {
    const page = Math.max(
        1, Math.floor(this.scroller.clientHeight / this.options.rowHeight) - 2);
    const last = this.shown() - 1;
    const to: Record<string, number> = {
      ArrowDown: this.active + 1, ArrowUp: this.active - 1,
      PageDown: this.active + page, PageUp: this.active - page,
      Home: 0, End: last,
    };
    if (!(event.key in to) || event.ctrlKey || event.metaKey || event.altKey)
      return;
    event.preventDefault();
    this.active = Math.max(0, Math.min(last, to[event.key]));
    const {rowHeight} = this.options;
    const head = this.head.offsetHeight;
    const top = this.active * rowHeight;
    const height = this.scroller.clientHeight - head;
    if (top < this.scroller.scrollTop)
      this.scroller.scrollTop = top;
    else if (top + rowHeight > this.scroller.scrollTop + height)
      this.scroller.scrollTop = top + rowHeight - height;
    this.refresh();
    this.link(this.active)?.focus({preventScroll: true});
  }

  private print(begins: boolean): void {
    if (!this.element.isConnected)
      return;
    this.printing = begins;
    this.refresh();
  }
}
