// The roots of chains, and the chain of one of them.

import {Child, h} from '../dom';
import {number, place} from '../format';
import {chainWords, icicleBox, pathList} from '../icicle';
import {section, whereabouts} from '../parts';
import {Report} from '../report';
import {keep, Route, toHash} from '../route';
import {Table} from '../table';
import {Flag} from '../wire';

export class ChainsView {
  readonly element: HTMLElement;
  private table: Table;
  private chain = h('div', {class: 'chosen'});
  private roots: Uint32Array;
  private isFilled = false;
  private shown = -1;
  private name = '';
  private sort = '';

  constructor(private report: Report) {
    const {columns, head} = report;
    const roots: number[] = head.roots ? [...head.roots] : [];
    if (!head.roots)
      for (let i = 0; i < report.count; ++i)
        if (report.has(i, Flag.root) && !report.has(i, Flag.system))
          roots.push(i);
    this.roots = Uint32Array.from(roots);
    const zero = () => h('span', {class: 'zero'}, '–');
    this.table = new Table({
      caption: 'roots of chains', rowHeight: 40, order: '-chain',
      nouns: ['root', 'roots'], empty: 'no coroutine is a root here',
      href: row => toHash('chains', report.key(row), {sort: this.sort}),
      ordered: sort => {
        this.sort = sort;
        keep(toHash('chains', this.name, {sort}));
      },
      isCurrent: row => row === this.shown,
      columns: [
        {id: 'name', title: 'Root', width: 'auto', cell: row => [
          h('span', {class: 'name', title: columns.name[row]}, columns.name[row]),
          whereabouts(place(report.file(row), columns.line[row])),
        ], order: row => columns.name[row]},
        {id: 'chain', title: 'Chain', width: '7rem', numeric: true,
         hint: 'bytes of the frame and all that it awaits, at the worst moment',
         cell: row => this.bound(row), order: row => report.chain[row]},
        {id: 'size', title: 'Own frame', width: '6.4rem', numeric: true,
         cell: row => number(columns.size[row]), order: row => columns.size[row]},
        {id: 'allocations', title: 'Allocations', width: '7rem', numeric: true,
         cell: row => columns.allocations[row] > 1 ?
             number(columns.allocations[row]) : zero(),
         order: row => columns.allocations[row]},
      ],
    });
    this.element = h('div', {class: 'chains'},
      h('div', {class: 'head'}, h('h1', {tabindex: -1}, 'Chains'), h('p', {class: 'lead'}, 'A task that awaits a task is a chain of frames. ' +
        'Roots are what no other coroutine awaits' +
        (head.roots ? ', or what was asked for' : '') + '.')),
      h('div', {class: 'split'},
        h('section', {class: 'part', 'aria-label': 'roots'}, this.table.element),
        this.chain));
  }

  private bound(row: number): Child {
    return [this.report.has(row, Flag.unbounded) ? '∞ ' :
            this.report.has(row, Flag.atLeast) ? '≥ ' : '',
            number(this.report.chain[row])];
  }

  async show(route: Route): Promise<void> {
    const {report} = this;
    let index = route.name ? report.find(route.name) : -1;
    if (index < 0 && this.roots.length)
      index = this.roots.reduce((best, row) =>
        report.chain[row] > report.chain[best] ? row : best);
    this.shown = index;
    this.name = route.name;
    this.sort = route.params.sort ?? '';
    this.table.setOrder(this.sort);
    if (this.isFilled)
      this.table.restore();
    else
      this.table.show(this.roots);
    this.isFilled = true;
    this.chain.replaceChildren();
    if (index < 0)
      return;
    const links = await report.links();
    this.chain.replaceChildren(section('chosen', report.columns.name[index],
      h('p', {}, chainWords(report, index), '. ',
        h('a', {href: toHash('coroutine', report.key(index))}, 'Show its frame')),
      icicleBox(report, links, index), pathList(report, links, index)));
  }
}
