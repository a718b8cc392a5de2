// One coroutine: its frame, the values needed at each suspension, its callees.

import {Child, h, hidden} from '../dom';
import {drawFinding} from '../findings';
import {bytes, count, cut, number, percent, place} from '../format';
import {readFrame, Values} from '../frame';
import {drawGrid} from '../grid';
import {chainWords, icicleBox, pathList} from '../icicle';
import {legend} from '../kinds';
import {command, figure, figures, section} from '../parts';
import {Links, Report} from '../report';
import {Route, toHash} from '../route';
import {rulerBox} from '../ruler';
import {drawSource, hasLine, lineId} from '../source';
import {drawStates} from '../states';
import {Details, Flag, Place, Words} from '../wire';

const mostListed = 50;

/** A frame with its parts; also for one side of a comparison. */
export interface FrameView {
  details: Details;
  size: number;
  words: Words;
  files: string[];
  /** Returns the address of this view with other parameters. */
  address(changes: Record<string, string>): string;
  params: Record<string, string>;
}

export function placeTextOf(view: {details: Details, files: string[]}):
    (place: Place) => string {
  return at => !at.line ? '' : at.file === view.details.at.file ?
      `line ${at.line}` : place(view.files[at.file], at.line);
}

/** A place as a link to its line, if the page has it. */
function placeLinkOf(view: FrameView): (place: Place) => Child {
  const placeText = placeTextOf(view);
  return at => !at.line ? null : hasLine(view.details, at) ?
      h('a', {href: '#' + lineId(at), class: 'minor', click: (event: Event) => {
        // The address holds the view, not a line of it.
        event.preventDefault();
        const line = document.getElementById(lineId(at));
        line?.scrollIntoView({block: 'center'});
        line?.focus({preventScroll: true});
      }}, placeText(at)) : h('span', {class: 'minor'}, placeText(at));
}

/** Highlights a value in ruler and grid when the pointer is on either. */
function light(element: HTMLElement): HTMLElement {
  let lit = '';
  element.addEventListener('pointerover', event => {
    const id = (event.target as Element).closest('[data-value]')
                   ?.getAttribute('data-value') ?? '';
    if (id === lit)
      return;
    lit = id;
    for (const other of element.querySelectorAll('[data-value]'))
      other.toggleAttribute('data-lit', other.getAttribute('data-value') === id);
  });
  return element;
}

/** Draws ruler and grid. */
export function drawFrame(view: FrameView, frame: Values): HTMLElement {
  const {details, params} = view;
  const toScale = params.scale === 'true';
  const at = params.at ? Number(params.at) : null;
  const note = h('p', {class: 'note'}, 'Narrow ranges are widened. ',
                 h('a', {href: view.address({scale: 'true'})}, 'Show it to scale'));
  note.hidden = true;
  const kinds = new Set(frame.values.map(value => value.occupant.kind));
  for (const value of frame.values)
    for (const part of value.occupant.nested)
      part.occupants.forEach(o => kinds.add(o.kind));
  if (details.ranges.some(range => !range.occupants.length))
    kinds.add('padding');
  return light(h('div', {},
    rulerBox({label: `frame of ${bytes(view.size)}`, size: view.size,
              ranges: details.ranges, values: frame.values, toScale, at,
              selected: params.value,
              href: value => view.address(
                  {value: params.value === value.id ? '' : value.id})}, note),
    h('div', {class: 'under-ruler'}, legend(kinds), h('ul', {class: 'legend'},
      h('li', {}, h('span', {class: 'key-needed', 'aria-hidden': 'true'}),
        ' needed'),
      h('li', {}, h('span', {class: 'key-held', 'aria-hidden': 'true'}),
        ' held, not needed')),
      toScale ? h('p', {class: 'note'}, 'To scale. ',
                  h('a', {href: view.address({scale: ''})}, 'Widen narrow ranges')) :
                note),
    drawGrid({frame, size: view.size, placeText: placeTextOf(view),
              href: changes => view.address(changes as Record<string, string>),
              selected: params.value, at})));
}

function callersSection(report: Report, details: Details,
                        placeText: (place: Place) => string): Child {
  const {callers, sites} = details;
  const elisions = report.words.elisions;
  if (!callers.length && !sites.length)
    return section('callers', 'Called by',
                   h('p', {class: 'empty'}, 'no call is known'));
  const line = (name: Child, at: Place, elision: number, moved: number) =>
      h('li', {}, name, h('span', {class: 'minor'}, ` ${placeText(at)}: ` +
        elisions[elision].replace('lies in the frame of its caller',
                                  moved ? 'elided, on its stack' : 'elided')));
  return section('callers', 'Called by', h('ul', {class: 'list'},
    callers.slice(0, mostListed).map(caller => line(
      h('a', {href: toHash('coroutine', report.key(caller.index))},
        cut(report.columns.name[caller.index], 120)),
      caller.at, caller.elision, 0)),
    sites.slice(0, mostListed).map(site => line(
      [h('span', {class: 'mono'}, cut(site.caller, 120)),
       h('span', {class: 'minor'}, ' (a function)')],
      site.at, site.elision, site.moved)),
    callers.length + sites.length > 2 * mostListed &&
        h('li', {class: 'minor'}, 'and more')));
}

function callsSection(report: Report, details: Details,
                      placeText: (place: Place) => string): Child {
  const {calls} = details;
  if (!calls.length)
    return null;
  return section('calls', 'Awaits', h('ul', {class: 'list'},
    calls.slice(0, mostListed).map(call => h('li', {},
      call.callee >= 0 ? h('a', {
        href: toHash('coroutine', report.key(call.callee))},
        cut(report.columns.name[call.callee], 120)) :
        h('span', {class: 'mono'}, cut(call.name, 120) || call.kind),
      h('span', {class: 'minor'}, ' ' + [
        placeText(call.at),
        call.kind === 'parameter' ? 'a task that came as a parameter' :
            call.kind === 'unknown' ? 'not known which coroutine' :
            report.words.elisions[call.elision],
        call.repeated && 'for each turn of a loop',
        call.moved && `${bytes(call.moved)} of it here`].filter(Boolean).join(', ')))),
    calls.length > mostListed && h('li', {class: 'minor'},
      `and ${number(calls.length - mostListed)} more`)));
}

function unitsSection(details: Details): Child {
  const {variants, units} = details;
  return section('units', 'Units',
    variants.length > 0 && [
      h('p', {}, 'It came out different in other units:'),
      h('table', {class: 'plain'}, h('thead', {}, h('tr', {},
        ['Unit', 'Level', 'Size', 'Alignment'].map((title, i) =>
          h('th', {scope: 'col', class: i > 1 && 'number'}, title)))),
        h('tbody', {}, variants.map(v => h('tr', {}, h('td', {}, v.unit),
          h('td', {}, '-' + v.level), h('td', {class: 'number'}, number(v.size)),
          h('td', {class: 'number'}, number(v.align))))))],
    h('ul', {class: 'list mono'}, units.slice(0, mostListed).map(
      unit => h('li', {}, unit)),
      units.length > mostListed && h('li', {class: 'minor'},
        `and ${number(units.length - mostListed)} more`)));
}

/** Quotes a name for a command line. */
function quoted(text: string): string {
  return `'${text.replace(/'/g, `'\\''`)}'`;
}

function heading(report: Report, index: number, details: Details | null): Child {
  const {columns} = report;
  const size = columns.size[index];
  const waste = report.waste[index];
  return [
    h('div', {class: 'head'},
    h('p', {class: 'crumbs'}, h('a', {href: toHash('overview')}, 'Overview'), ' / ',
      h('a', {href: toHash('overview', '', {in: report.file(index)})},
        report.file(index) || 'no file')),
    h('h1', {class: 'mono', tabindex: -1}, columns.name[index]),
    h('p', {class: 'facts'}, place(report.file(index), columns.line[index]),
      ` · -${columns.level[index]}`,
      report.has(index, Flag.lazy) ? ' · starts when it is awaited' : '',
      report.has(index, Flag.system) ? ' · in a system header' : '',
      details && details.units.length > 1 ?
          ` · in ${count(details.units.length, 'unit', 'units')}` : '',
      details?.budget ? ` · budget ${bytes(details.budget.bytes)}` +
          (details.budget.reason ? `, ${details.budget.reason}` : '') : '')),
    figures(
      figure('Frame', bytes(size), details ? `aligned to ${details.align}` : null),
      figure('Peak live', bytes(size - waste), percent(size - waste, size)),
      figure('Waste', bytes(waste), waste ? [
        columns.dead[index] && `dead values ${number(columns.dead[index])}`,
        columns.overlap[index] && `no overlap ${number(columns.overlap[index])}`,
        columns.padding[index] && `padding ${number(columns.padding[index])}`,
      ].filter(Boolean).join(', ') : null),
      figure('Chain', bytes(report.chain[index]),
             chainWords(report, index).replace(/^(.*) B? ?in /, (_, bound) =>
                 /least|unbounded/.test(bound) ? 'at least, in ' : 'in '))),
  ];
}

export async function coroutineView(report: Report, index: number, route: Route):
    Promise<HTMLElement> {
  const details = await report.details(index);
  const key = report.key(index);
  const show = command(`coroscope show ${quoted(key)}`);
  if (!details)
    return h('div', {class: 'coroutine'}, heading(report, index, null),
      h('p', {class: 'note'}, 'There was no room for more of this coroutine in ' +
        'the page. The program shows all of it:'), show);
  const links: Links = await report.links();
  const frame = readFrame(details);
  const view: FrameView = {
    details, size: report.columns.size[index], words: report.words,
    files: report.files, params: route.params,
    address: changes => toHash('coroutine', key, {...route.params, ...changes}),
  };
  const placeText = placeTextOf(view);
  const placeLink = placeLinkOf(view);
  const awaits = links.of(index).length > 0;
  return h('div', {class: 'coroutine'},
    heading(report, index, details),
    details.findings.length > 0 && section('findings', 'Findings',
      details.findings.map(finding => drawFinding(
        finding, view.size, report.words, placeText, placeLink))),
    section('frame', 'Frame', drawFrame(view, frame)),
    h('div', {class: 'pair'},
      section('states', 'States', drawStates(frame, placeText, id => view.address(
        {at: route.params.at === String(id) ? '' : String(id)}))),
      section('chain', 'Chain', h('p', {}, chainWords(report, index) + '.'),
        awaits ? [icicleBox(report, links, index), pathList(report, links, index)] :
                 h('p', {class: 'empty'}, 'it awaits no coroutine'))),
    h('div', {class: 'pair'}, callersSection(report, details, placeText),
      h('div', {}, callsSection(report, details, placeText), unitsSection(details))),
    details.sources.length > 0 && section('source', 'Source',
      drawSource(details, frame, report.files)),
    section('more', 'In the terminal', show, hidden('')));
}
