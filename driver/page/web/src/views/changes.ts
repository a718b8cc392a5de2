// Two reports side by side.

import {Child, h, sized} from '../dom';
import {Blame, ChangeDetails, Comparison, Elision, Side} from '../comparison';
import {drawFinding} from '../findings';
import {bytes, count, cut, number, percent, place, signed} from '../format';
import {readFrame, valuesOf} from '../frame';
import {chip} from '../kinds';
import {choice, figure, figures, section, whereabouts} from '../parts';
import {keep, Route, toHash} from '../route';
import {rulerBox} from '../ruler';
import {Table} from '../table';
import {drawFrame, FrameView, placeTextOf} from './coroutine';

export const changeWords: Record<string, string> = {
  grown: 'grown', added: 'new', renamed: 'renamed', shrunk: 'smaller',
  removed: 'gone'};

/** A growth with a bar to the right, a shrinking with one to the left. */
export function growthBar(growth: number, most: number): Child {
  const width = 50 * Math.abs(growth) / Math.max(most, 1) + '%';
  return h('span', {class: 'growth ' + (growth > 0 ? 'worse' : 'better')},
    h('span', {class: 'growth-track', 'aria-hidden': 'true'},
      sized(h('span', {class: 'growth-bar'}),
            growth > 0 ? {left: '50%', width} : {right: '50%', width})),
    h('span', {class: 'growth-value'}, signed(growth)));
}

/** Shares of values in a growth; they add up to it. */
export function blameList(blame: Blame[], kinds: string[]): Child {
  if (!blame.length)
    return null;
  const most = Math.max(...blame.map(([, growth]) => Math.abs(growth)));
  return h('ul', {class: 'blame'}, blame.map(([words, growth, kind]) => h('li', {},
    growthBar(growth, most),
    h('span', {}, chip(kinds[kind] ?? 'padding'), ' ', words))));
}

/** Lists the shares where the words alone are enough. */
export function blameWords(blame: Blame[], kinds: string[]): Child {
  return blame.length > 0 && h('ul', {class: 'blame-words'}, blame.map(
      ([words, , kind]) => h('li', {}, chip(kinds[kind] ?? 'padding'), words)));
}

export function elisionList(elisions: Elision[], files: string[]): Child {
  const list = (title: string, isLost: boolean) => {
    const own = elisions.filter(([lost]) => !!lost === isLost);
    return own.length > 0 && [h('h3', {}, title), h('ul', {class: 'list'},
      own.slice(0, 200).map(([, caller, words, file, line]) => h('li', {},
        h('span', {class: 'mono'}, `in ${cut(caller, 120)}`), ` ${words} `,
        h('span', {class: 'minor'}, place(files[file], line)))))];
  };
  return [list('Lost', true), list('Gained', false)];
}

function sideFigures(base: Side, head: Side): Child {
  const delta = (before: number, after: number) => h('span', {
    class: after > before ? 'bad' : after < before ? 'good' : '',
  }, after === before ? 'as before' : signed(after - before));
  const pair = (title: string, before: number, after: number,
                words: (value: number) => string) =>
      figure(title, [h('span', {class: 'was'}, words(before)), ' → ', words(after)],
             delta(before, after));
  return figures(
    pair('All frames', base.frames, head.frames, bytes),
    pair('Coroutines', base.coroutines, head.coroutines, number),
    pair('Findings', base.findings, head.findings, number));
}

export class ChangesView {
  readonly element: HTMLElement;
  private table: Table;
  private filters = h('div');
  private filter: HTMLInputElement;
  private params: Record<string, string> = {};
  private typing = 0;
  private shownFor = 'nothing';

  constructor(private comparison: Comparison) {
    const {columns, head} = comparison;
    this.filter = h('input', {
      type: 'search', placeholder: 'Filter by name, file or value',
      autocomplete: 'off', spellcheck: 'false',
      'aria-label': 'filter by name, file or value', input: () => {
        clearTimeout(this.typing);
        this.typing = window.setTimeout(() => {
          const params = {...this.params, q: this.filter.value.trim()};
          keep(toHash('changes', '', params));
          this.show({view: 'changes', name: '', params});
        }, 120);
      },
    });
    let most = 0;
    for (let i = 0; i < comparison.count; ++i)
      most = Math.max(most, Math.abs(comparison.growth(i)));
    this.table = new Table({
      caption: 'changes', rowHeight: 40, order: '-growth',
      nouns: ['change', 'changes'], empty: 'nothing of that kind has changed',
      href: row => toHash('change', columns.key[row]),
      ordered: sort => {
        this.params = {...this.params, sort};
        keep(toHash('changes', '', this.params));
      },
      columns: [
        {id: 'name', title: 'Coroutine', width: 'auto', cell: row => [
          h('span', {class: 'name', title: columns.name[row]},
            columns.exceeds[row] ? h('span', {class: 'bad', title:
              'more than is allowed'}, '! ') : null, columns.name[row]),
          whereabouts(place(head.files[columns.file[row]], columns.line[row]))],
         order: row => columns.name[row]},
        {id: 'change', title: 'Change', width: '6rem',
         cell: row => changeWords[columns.change[row]],
         order: row => columns.change[row]},
        {id: 'before', title: 'Before', width: '6rem', numeric: true,
         cell: row => columns.change[row] === 'added' ? '' :
             number(columns.before[row]), order: row => columns.before[row]},
        {id: 'after', title: 'After', width: '6rem', numeric: true,
         cell: row => columns.change[row] === 'removed' ? '' :
             number(columns.after[row]), order: row => columns.after[row]},
        {id: 'growth', title: 'Growth', width: '11rem', numeric: true,
         cell: row => growthBar(comparison.growth(row), most),
         order: row => comparison.growth(row)},
        {id: 'blame', title: 'Mostly because', width: '34%', cell: row =>
          h('span', {class: 'because', title: columns.blame[row]},
            columns.blame[row])},
      ],
    });
    const growth = columns.name.map((_, i) => comparison.growth(i));
    const grown = growth.filter(g => g > 0), shrunk = growth.filter(g => g < 0);
    const sum = (all: number[]) => all.reduce((a, b) => a + b, 0);
    const name = (side: Side, words: string) => side.label || words;
    this.element = h('div', {class: 'changes'},
      h('div', {class: 'head'}, h('h1', {tabindex: -1}, name(head.base, 'before'),
        h('span', {class: 'minor'}, ' → '), name(head.head, 'now')),
      h('p', {class: 'lead'}, [
        grown.length && `${signed(sum(grown))} B in ${
            count(grown.length, 'coroutine', 'coroutines')}`,
        shrunk.length && `${signed(sum(shrunk))} B in ${number(shrunk.length)}`,
        `${count(head.unchanged, 'coroutine is', 'coroutines are')} unchanged`,
      ].filter(Boolean).join(', ') + '.')),
      head.doubts.length > 0 && h('div', {class: 'warning', role: 'note'},
        h('strong', {}, 'These reports should not be compared: '),
        h('ul', {}, head.doubts.slice(0, 20).map(doubt => h('li', {}, doubt)))),
      head.exceeds.length > 0 && h('div', {class: 'warning', role: 'note'},
        h('strong', {}, 'More than is allowed: '),
        h('ul', {}, head.exceeds.map(why => h('li', {}, why)))),
      !head.head.complete && h('div', {class: 'warning', role: 'note'},
        'Some units could not be analyzed, before and after.'),
      sideFigures(head.base, head.head),
      h('div', {class: 'toolbar'}, h('div', {class: 'search'}, this.filter),
        this.filters),
      h('section', {class: 'part', 'aria-label': 'changes'}, this.table.element),
      head.elisions.length > 0 && section('elisions', 'Elision',
        elisionList(head.elisions, head.files)));
  }

  focusFilter(): void {
    this.filter.focus();
    this.filter.select();
  }

  show(route: Route): void {
    const {columns, head} = this.comparison;
    this.params = route.params;
    this.table.setOrder(route.params.sort ?? '');
    const only = route.params.change ?? '', q = route.params.q ?? '';
    if (document.activeElement !== this.filter)
      this.filter.value = q;
    if (only + '\n' + q === this.shownFor) {
      this.table.restore();
      return;
    }
    this.shownFor = only + '\n' + q;
    const kinds = ['grown', 'added', 'shrunk', 'removed', 'renamed'].filter(
        kind => columns.change.includes(kind));
    const address = (change: string) =>
        toHash('changes', '', {...this.params, change});
    this.filters.replaceChildren(choice('Show', [
      {text: 'all', href: address(''), isOn: !only},
      ...kinds.map(kind => ({text: changeWords[kind], isOn: only === kind,
                             href: address(kind)})),
    ]));
    const words = q.toLowerCase().split(/\s+/).filter(Boolean);
    const rows: number[] = [];
    columns.change.forEach((kind, i) => {
      const text = words.length && [columns.name[i], head.files[columns.file[i]],
                                    columns.blame[i]].join('\n').toLowerCase();
      if ((!only || kind === only) &&
          words.every(word => (text as string).includes(word)))
        rows.push(i);
    });
    this.table.show(Uint32Array.from(rows));
  }
}

function sideRulers(comparison: Comparison, details: ChangeDetails): Child {
  const {before, after} = details;
  const whole = Math.max(before?.size ?? 0, after?.size ?? 0);
  const ruler = (title: string, side: typeof before) => side && [
    h('h3', {}, title, h('span', {class: 'minor'}, ` ${bytes(side.size)}`)),
    rulerBox({label: `${title}: frame of ${bytes(side.size)}`, size: side.size,
              ranges: side.details.ranges, values: valuesOf(side.details.ranges),
              toScale: true, whole}),
  ];
  const name = (label: string, words: string) => label || words;
  return [ruler(name(comparison.head.base.label, 'Before'), before),
          ruler(name(comparison.head.head.label, 'Now'), after)];
}

export async function changeView(comparison: Comparison, index: number,
                                 route: Route): Promise<HTMLElement> {
  const {columns, head} = comparison;
  const details = await comparison.details(index);
  const before = columns.before[index], after = columns.after[index];
  const kind = columns.change[index];
  const kinds = head.words.kinds;
  const growth = comparison.growth(index);
  const side = details && (details.after ?? details.before);
  const frame = side && readFrame(side.details);
  const view: FrameView | null = side && {
    details: side.details, size: side.size, words: head.words, files: head.files,
    params: route.params,
    address: changes => toHash('change', columns.key[index],
                               {...route.params, ...changes}),
  };
  return h('div', {class: 'coroutine'},
    h('div', {class: 'head'},
    h('p', {class: 'crumbs'}, h('a', {href: toHash('changes')}, 'Changes'), ' / ',
      changeWords[kind]),
    h('h1', {class: 'mono', tabindex: -1}, columns.name[index]),
    h('p', {class: 'facts'}, place(head.files[columns.file[index]],
                                   columns.line[index]),
      ` · -${columns.level[index]}`,
      details?.oldName ? [' · it was ', h('code', {}, details.oldName)] : null,
      details?.oldPlace ? ` · it was in ${place(head.files[details.oldPlace[0]],
                                                details.oldPlace[1])}` : null)),
    figures(
      kind !== 'added' && figure('Before', bytes(before)),
      kind !== 'removed' && figure('Now', bytes(after)),
      figure('Growth', [signed(growth), ' B'],
             kind === 'added' || kind === 'removed' ? changeWords[kind] :
                 percent(Math.abs(growth), before))),
    details && details.exceeds.length > 0 && h('div', {class: 'warning', role: 'note'},
      h('strong', {}, 'More than is allowed: '),
      h('ul', {}, details.exceeds.map(why => h('li', {}, why)))),
    details && details.blame.length > 0 && section('blame', 'What it has grown by',
      blameList(details.blame, kinds)),
    details ? section('rulers', 'Frames, to the same scale',
                      sideRulers(comparison, details)) :
              h('p', {class: 'note'}, 'There was no room for the frames of this ' +
                'change in the page.'),
    side && view && side.details.findings.length > 0 && section('findings', 'Findings',
      side.details.findings.map(finding => drawFinding(
        finding, side.size, head.words, placeTextOf(view),
        at => h('span', {class: 'minor'}, placeTextOf(view)(at))))),
    view && frame && section('frame', details!.after ? 'Frame now' : 'Frame before',
                             drawFrame(view, frame)));
}
