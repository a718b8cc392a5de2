// All coroutines of a report: their sums, a map of their files, and a table.

import {append, Child, h, hidden, s, sized} from '../dom';
import {fileTree, isBelow} from '../filetree';
import {bytes, count, number, percent, place} from '../format';
import {chip, kindNames, legend} from '../kinds';
import {choice, figure, figures, section, shareBar, whereabouts} from '../parts';
import {Report} from '../report';
import {keep, Route, toHash} from '../route';
import {Table} from '../table';
import {drawTreemap} from '../treemap';
import {Flag} from '../wire';

/** The measures that the areas of the treemap can stand for. */
const measures: Record<string, {title: string, of: (r: Report) => ArrayLike<number>,
                                words: string}> = {
  size: {title: 'Size', of: r => r.columns.size, words: 'bytes of frames'},
  waste: {title: 'Waste', of: r => r.waste, words: 'wasted bytes'},
  chain: {title: 'Chain', of: r => r.chain, words: 'bytes of chains'},
};

type Params = Record<string, string>;

export class Overview {
  readonly element: HTMLElement;
  private table: Table;
  private map = h('div', {class: 'map'});
  private path = h('nav', {class: 'path', 'aria-label': 'folder'});
  private byChoice = h('div');
  private chips = h('div', {class: 'chips'});
  private histogram = h('div');
  private rules = h('div');
  private filter: HTMLInputElement;
  private params: Params = {};
  /** The rows that match except for their size, and those that match. */
  private anySize: Uint32Array = new Uint32Array();
  private rows: Uint32Array = new Uint32Array();
  private shownFor = '';
  private typing = 0;
  /** The size that the treemap was drawn for. */
  private mapSize = '';

  constructor(private report: Report) {
    this.filter = h('input', {
      type: 'search', id: 'filter', placeholder: 'Filter by name or file',
      autocomplete: 'off', spellcheck: 'false', 'aria-label':
          'filter by name or file; words in any order, a minus excludes one',
      input: () => {
        clearTimeout(this.typing);
        this.typing = window.setTimeout(
            () => this.change({q: this.filter.value.trim()}), 120);
      },
    });
    const {columns} = report;
    this.table = new Table({
      caption: 'coroutines', rowHeight: 40, order: '-size',
      nouns: ['coroutine', 'coroutines'],
      empty: 'no coroutine matches',
      href: row => toHash('coroutine', report.key(row)),
      ordered: sort => this.change({sort}),
      columns: [
        {id: 'name', title: 'Coroutine', width: 'auto',
         cell: row => [
           h('span', {class: 'name', title: columns.name[row]}, chip(report.kind(row)),
             columns.name[row]),
           whereabouts(place(report.file(row), columns.line[row]) +
             (report.has(row, Flag.variants) ? ' · varies by unit' : ''), 'inset'),
         ],
         order: row => columns.name[row]},
        {id: 'size', title: 'Size', width: '4.8rem', numeric: true,
         hint: 'bytes of the frame', cell: row => number(columns.size[row]),
         order: row => columns.size[row]},
        {id: 'live', title: 'Peak live', width: '5.2rem', numeric: true,
         hint: 'bytes really needed across one suspension, at most',
         cell: row => number(report.needed(row)),
         order: row => report.needed(row)},
        {id: 'waste', title: 'Waste', width: '4.8rem', numeric: true,
         hint: 'bytes that hold nothing needed when most is needed',
         cell: row => report.waste[row] ? number(report.waste[row]) : zero(),
         order: row => report.waste[row]},
        {id: 'chain', title: 'Chain', width: '5.8rem', numeric: true,
         hint: 'bytes of the frame and all that it awaits, at the worst moment',
         cell: row => columns.below[row] || report.has(row, Flag.atLeast) ?
             [report.has(row, Flag.atLeast) && '≥ ',
              number(report.chain[row])] : zero(),
         order: row => report.chain[row]},
        {id: 'findings', title: 'Findings', width: '4.9rem', numeric: true,
         cell: row => columns.findings[row] ? severity(report, row) : zero(),
         order: row => columns.severity[row] * 1000 + columns.findings[row]},
      ],
    });
    this.element = h('div', {class: 'overview'},
      h('h1', {class: 'sr', tabindex: -1}, 'All coroutines'), this.summary(), h('div', {
      class: 'toolbar',
    }, h('div', {class: 'search'}, this.filter), this.byChoice, this.chips), h(
      'div', {class: 'split'},
      h('section', {class: 'part', 'aria-label': 'treemap'}, this.path, this.map,
        legend(this.kindsThatThereAre())),
      h('section', {class: 'part', 'aria-label': 'table of coroutines'},
        this.table.element)),
      report.leftOut() > 0 && h('p', {class: 'note'}, `There was no room for the ` +
          `details of ${count(report.leftOut(), 'coroutine', 'coroutines')}, ` +
          'the smallest ones without findings; their figures are all here.'));
    new ResizeObserver(() => {
      if (this.element.isConnected && this.mapSize !== this.sizeOfMap())
        this.drawMap();
    }).observe(this.map);
  }

  private kindsThatThereAre(): Set<string> {
    const kinds = new Set<string>();
    for (let i = 0; i < this.report.count; ++i)
      kinds.add(this.report.kind(i));
    return kinds;
  }

  show(route: Route): void {
    const params = route.params;
    const wanted = ['q', 'in', 'rule', 'size', 'kind', 'by'].map(
        key => params[key] ?? '').join('\n');
    this.params = params;
    this.table.setOrder(params.sort ?? '');
    if (document.activeElement !== this.filter)
      this.filter.value = params.q ?? '';
    if (wanted === this.shownFor) {
      this.table.restore();
      return;
    }
    this.shownFor = wanted;
    this.anySize = this.matching();
    this.rows = this.anySize;
    if (params.size) {
      const [least, most] = params.size.split('-').map(Number);
      const {size} = this.report.columns;
      this.rows = this.anySize.filter(row => size[row] >= least && size[row] <= most);
    }
    this.drawBar();
    this.drawMap();
    this.table.show(this.rows);
  }

  focusFilter(): void {
    this.filter.focus();
    this.filter.select();
  }

  /** Returns the address with some parameters changed. */
  private address(changes: Params): string {
    return toHash('overview', '', {...this.params, ...changes});
  }

  private change(changes: Params): void {
    const address = this.address(changes);
    keep(address);
    this.show({view: 'overview', name: '',
               params: {...this.params, ...changes}});
  }

  //---- Matching ----

  private matching(): Uint32Array {
    const {report, params} = this;
    const {columns} = report;
    const words = (params.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = words.filter(word => !word.startsWith('-'));
    const unwanted = words.filter(word => word.startsWith('-') && word.length > 1)
                         .map(word => word.slice(1));
    const rule = report.words.rules.findIndex(([name]) => name === params.rule);
    const inScope = report.files.map(file => isBelow(file, params.in ?? ''));
    const rows: number[] = [];
    for (let i = 0; i < report.count; ++i) {
      if (!inScope[columns.file[i]] ||
          rule >= 0 && !(columns.rules[i] >>> rule & 1) ||
          params.rule === 'any' && !columns.findings[i] ||
          params.kind && report.kind(i) !== params.kind)
        continue;
      if (words.length) {
        const text = report.searchText(i);
        if (!wanted.every(word => text.includes(word)) ||
            unwanted.some(word => text.includes(word)))
          continue;
      }
      rows.push(i);
    }
    return Uint32Array.from(rows);
  }

  //---- Drawing ----

  private summary(): Child {
    const {report} = this;
    const {totals, units} = report.head;
    const {columns} = report;
    let size = 0, dead = 0, overlap = 0, padding = 0;
    for (let i = 0; i < report.count; ++i) {
      size += columns.size[i];
      dead += columns.dead[i];
      overlap += columns.overlap[i];
      padding += columns.padding[i];
    }
    const waste = dead + overlap + padding;
    const failed = units.failed.length + units.missing.length;
    return h('div', {class: 'summary'}, figures(
      figure('Coroutines', number(report.count),
             totals.systemCoroutines > 0 && report.count < totals.coroutines ?
                 `and ${number(totals.systemCoroutines)} of system headers` : null),
      figure('All frames', bytes(size)),
      figure('Peak live', bytes(size - waste), percent(size - waste, size)),
      figure('Waste', bytes(waste), percent(waste, size)),
      figure('Findings', number(totals.findings)),
      figure('Units', number(units.total),
             failed ? h('span', {class: 'bad'}, `${number(failed)} not analyzed`) :
                      units.skipped ? `${number(units.skipped)} without coroutines` :
                                      'all analyzed')),
      h('div', {class: 'whole'}, shareBar(
        `of ${bytes(size)}: ${bytes(size - waste)} peak live, ${
            bytes(dead)} dead values, ${bytes(overlap)} no overlap, ${
            bytes(padding)} padding`,
        [{label: 'peak live', value: size - waste, class: 'share-live'},
         {label: 'dead values', value: dead, class: 'share-dead'},
         {label: 'no overlap', value: overlap, class: 'share-overlap'},
         {label: 'padding', value: padding, class: 'kind-padding'}]),
        h('ul', {class: 'legend'},
          share('share-live', 'peak live', size - waste),
          share('share-dead', 'dead values', dead),
          share('share-overlap', 'needed at different times', overlap),
          share('kind-padding', 'padding', padding))),
      h('div', {class: 'panels'},
        h('section', {class: 'part', 'aria-label': 'findings'},
          h('h2', {}, 'Coroutines with findings'), this.rules),
        h('section', {class: 'part', 'aria-label': 'sizes'},
          h('h2', {}, 'Sizes'), this.histogram),
        this.failedPanel()));
  }

  /** Draws rules by the number of coroutines; each bar is a filter. */
  private drawRules(): void {
    const {report, params} = this;
    const counts = report.words.rules.map(() => 0);
    for (let i = 0; i < report.count; ++i)
      for (let rest = report.columns.rules[i], r = 0; rest; rest >>>= 1, ++r)
        if (rest & 1 && r < counts.length)
          ++counts[r];
    const most = Math.max(1, ...counts);
    const found = report.words.rules.map(([name, title], r) => ({name, title,
                                                                 n: counts[r]}))
                      .filter(rule => rule.n)
                      .sort((a, b) => b.n - a.n);
    this.rules.replaceChildren(found.length ? h('ul', {class: 'bars'},
      found.map(rule => h('li', {}, h('a', {
        href: this.address({rule: params.rule === rule.name ? '' : rule.name}),
        title: rule.title,
        'aria-current': params.rule === rule.name ? 'true' : undefined},
        h('span', {class: 'bar-label'}, rule.name),
        h('span', {class: 'bar-track', 'aria-hidden': 'true'},
          sized(h('span', {class: 'bar'}), {width: 100 * rule.n / most + '%'})),
        h('span', {class: 'bar-value'}, number(rule.n)))))) :
      h('p', {class: 'empty'}, 'none'));
  }

  private failedPanel(): Child {
    const {failed, missing} = this.report.head.units;
    if (!failed.length && !missing.length)
      return null;
    const most = 200;
    return section('failed', 'Units that could not be analyzed',
      h('ul', {class: 'failed', tabindex: 0, 'aria-label': 'units'},
        failed.slice(0, most).map(([file, status, reason]) => h('li', {},
          h('code', {}, file), ' ', h('span', {class: 'bad'}, status),
          reason ? h('span', {class: 'reason'}, reason) : null)),
        missing.slice(0, most).map(file => h('li', {}, h('code', {}, file), ' ',
          h('span', {class: 'bad'}, 'in no part'))),
        failed.length + missing.length > 2 * most &&
            h('li', {}, 'and more')));
  }

  /** Draws sizes by powers of two; each bar is a filter. */
  private drawHistogram(): void {
    const {report, anySize: rows, params} = this;
    const bins: number[] = [];
    let first = 99;
    for (const row of rows) {
      const bin = Math.floor(Math.log2(Math.max(1, report.columns.size[row])));
      bins[bin] = (bins[bin] ?? 0) + 1;
      first = Math.min(first, bin);
    }
    if (!rows.length) {
      this.histogram.replaceChildren(h('p', {class: 'empty'}, 'none'));
      return;
    }
    const shown = [];
    for (let bin = first; bin < bins.length; ++bin)
      shown.push({low: 2 ** bin, n: bins[bin] ?? 0});
    const most = Math.max(...shown.map(bin => bin.n));
    const width = 100 / shown.length;
    const svg = s('svg', {class: 'histogram', role: 'group',
                          'aria-label': 'coroutines by size'});
    shown.forEach(({low, n}, i) => {
      const tall = n ? Math.max(2, 74 * n / most) : 0;
      const range = `${low}-${2 * low - 1}`;
      const isOn = params.size === range;
      const words = `${bytes(low)} to ${bytes(2 * low - 1)}: ${
          count(n, 'coroutine', 'coroutines')}`;
      svg.append(s('a', {
        href: this.address({size: isOn ? '' : range}), 'aria-label': words,
        'aria-current': isOn ? 'true' : undefined, tabindex: n ? 0 : -1,
      }, s('title', {}, words),
         s('rect', {class: 'hit', x: i * width + '%', width: width + '%', y: 0,
                    height: 104}),
         s('rect', {class: 'bar', x: i * width + width * 0.08 + '%',
                    width: width * 0.84 + '%', y: 88 - tall, height: tall, rx: 1}),
         n > 0 && s('text', {class: 'minor middle', x: (i + 0.5) * width + '%',
                             y: 84 - tall}, short(n)),
         s('text', {class: 'minor middle', x: (i + 0.5) * width + '%', y: 102},
           low < 1024 ? low : low < 2 ** 20 ? low / 1024 + 'K' : low / 2 ** 20 + 'M')));
    });
    this.histogram.replaceChildren(svg);
  }

  private drawBar(): void {
    const {params} = this;
    this.drawRules();
    this.drawHistogram();
    const by = this.measure();
    this.byChoice.replaceChildren(choice('Area', Object.entries(measures).map(
        ([key, {title}]) => ({
          text: title, href: this.address({by: key === 'size' ? '' : key}),
          isOn: by === key,
        }))));
    const chips: Child = [
      ['rule', params.rule === 'any' ? 'any finding' : params.rule],
      ['size', params.size && params.size.replace('-', ' to ') + ' B'],
      ['kind', params.kind && (Object.hasOwn(kindNames, params.kind) ?
          kindNames[params.kind] : params.kind)],
    ].map(([key, text]) => text && h(
        'a', {class: 'clear', href: this.address({[key!]: ''})}, text,
        h('span', {'aria-hidden': 'true'}, ' ×'), hidden(', remove this filter')));
    this.chips.replaceChildren();
    append(this.chips, [chips, h('span', {class: 'matches'}, this.rows.length ===
        this.report.count ? count(this.report.count, 'coroutine', 'coroutines') :
        `${number(this.rows.length)} of ${number(this.report.count)}`)]);

    const values = measures[by].of(this.report);
    let sum = 0;
    for (const row of this.rows)
      sum += values[row];
    const scope = params.in ?? '';
    const steps = scope.split('/').filter(Boolean);
    const isAbsolute = scope.startsWith('/');
    this.path.replaceChildren(h('ol', {}, h('li', {}, scope ?
        h('a', {href: this.address({in: ''})}, 'all folders') : 'all folders'),
      steps.map((step, i) => {
        const path = (isAbsolute ? '/' : '') + steps.slice(0, i + 1).join('/');
        return h('li', {}, i + 1 < steps.length ?
            h('a', {href: this.address({in: path})}, step) : step);
      })), h('span', {class: 'minor'}, bytes(sum)));
  }

  /** Returns the measure of areas; an address may have any text. */
  private measure(): string {
    return Object.hasOwn(measures, this.params.by ?? '') ? this.params.by : 'size';
  }

  private sizeOfMap(): string {
    return `${this.map.clientWidth} ${this.map.clientHeight}`;
  }

  private drawMap(): void {
    const {report, params} = this;
    const width = this.map.clientWidth, height = this.map.clientHeight;
    this.mapSize = this.sizeOfMap();
    if (width < 50 || height < 50)
      return;
    const measure = measures[this.measure()];
    const values = measure.of(report);
    const tree = fileTree(this.rows, report.columns.file, report.files,
                          row => values[row]);
    this.map.replaceChildren(drawTreemap(tree, params.in ?? '', width, height, {
      name: row => report.columns.name[row],
      kind: row => report.kind(row),
      href: row => toHash('coroutine', report.key(row)),
      hrefOf: path => this.address({in: path}),
      measure: measure.words,
    }));
  }
}

function zero(): Child {
  return h('span', {class: 'zero'}, '–');
}

function share(className: string, words: string, value: number): Child {
  return h('li', {}, s('svg', {class: 'chip', width: 12, height: 12,
                               'aria-hidden': 'true'},
                       s('rect', {width: 12, height: 12, rx: 2,
                                  class: className})),
           ` ${words} `, h('span', {class: 'minor'}, bytes(value)));
}

/** Formats as in "1.2k". */
function short(value: number): string {
  return value < 1e4 ? number(value) : Math.round(value / 1000) + 'k';
}

function severity(report: Report, row: number): Child {
  const worst = report.words.severities[report.columns.severity[row] - 1];
  return h('span', {class: 'severity ' + worst,
                    title: `worst: ${worst}`}, mark(worst), ' ',
           number(report.columns.findings[row]), hidden(' worst: ' + worst));
}

/** Returns a shape for each severity: colour alone is not enough. */
export function mark(severityName: string): Child {
  return h('span', {'aria-hidden': 'true'},
           {error: '◆', warning: '▲', note: '●'}[severityName] ?? '●');
}
