// A frame as a ruler of bytes: one lane for values that lie alone, more lanes
// where values share their bytes, hatching for padding.

import {h, s} from './dom';
import {Value} from './frame';
import {bytes, number} from './format';
import {kindNames} from './kinds';
import {padding, Range} from './wire';

const lane = 24;
const mostLanes = 8;

export interface RulerOptions {
  label: string;
  width: number;
  size: number;
  ranges: Range[];
  values: Value[];
  /** True if all bytes have the same width. */
  toScale: boolean;
  /** Bytes that the width stands for, to compare two frames; or the size. */
  whole?: number;
  selected?: string;
  /** A suspension: values that it does not need are pale. */
  at?: number | null;
  href?(value: Value): string;
}

/** Returns widths of ranges, none too narrow to be seen or hit. */
function widthsOf(ranges: Range[], width: number, whole: number, isTrue: boolean):
    {widths: number[], isWidened: boolean} {
  const exact = ranges.map(range => width * range.size / whole);
  if (isTrue)
    return {widths: exact, isWidened: false};
  const total = exact.reduce((sum, w) => sum + w, 0);
  const least = Math.min(14, total / ranges.length / 1.5);
  // Widened ranges take room from others, which may get too narrow as well.
  let narrow = new Set<number>();
  for (;;) {
    const free = total - narrow.size * least;
    const rest = exact.reduce((sum, w, i) => narrow.has(i) ? sum : sum + w, 0);
    const more = exact.findIndex((w, i) => !narrow.has(i) && w * free / rest < least);
    if (more < 0)
      return {
        widths: exact.map((w, i) => narrow.has(i) ? least : w * free / rest),
        isWidened: narrow.size > 0,
      };
    narrow = narrow.add(more);
  }
}

/** Draws one value, or a piece of it, from `x` on. */
function piece(x: number, y: number, width: number, height: number, kind: string,
               name: string, size: number): SVGSVGElement {
  const box = s('svg', {x, y, width: Math.max(width, 1), height},
                s('rect', {class: 'piece kind-' + kind, width: '100%', height}));
  if (width > 26)
    box.append(s('text', {x: 4, y: height / 2 + 4}, name));
  if (width > 26 + 6.6 * name.length + 7 * number(size).length)
    box.append(s('text', {x: width - 4, y: height / 2 + 4, class: 'end minor'},
                 number(size)));
  return box;
}

/** Describes a value with its size and place. */
function titleOf(value: Value): string {
  const o = value.occupant;
  return `${o.name || kindNames[o.kind]}${o.type ? ': ' + o.type : ''}\n` +
      `${bytes(o.size)} at ${value.offset}, ${kindNames[o.kind]}` +
      (value.times > 1 ? `, ${value.times} of them` : '');
}

export function drawRuler(options: RulerOptions): {svg: SVGElement,
                                                   isWidened: boolean} {
  const {ranges, values, size, at} = options;
  const whole = options.whole ?? size;
  const width = Math.max(options.width, 2 * ranges.length);
  const {widths, isWidened} =
      widthsOf(ranges, width, Math.max(whole, 1), options.toScale);
  const byRange: Value[][] = ranges.map(() => []);
  for (const value of values)
    byRange[value.range].push(value);
  // The contents of a callee's frame lie below it.
  const lanesOf = byRange.map(all => all.reduce(
      (lanes, value) => lanes + (value.occupant.nested.length ? 2 : 1), 0));
  const lanes = Math.min(mostLanes, Math.max(1, ...lanesOf));
  const height = lanes * lane;
  const svg = s('svg', {class: 'ruler', width, height: height + 34, role: 'group',
                        viewBox: `0 0 ${width} ${height + 34}`,
                        'aria-label': options.label});
  const axis = s('g', {class: 'axis', 'aria-hidden': 'true'});
  let x = 0, lastLabel = -Infinity;
  const mark = (position: number, offset: number, isEnd: boolean) => {
    const wide = 7 * number(offset).length + 6;
    axis.append(s('line', {x1: position, x2: position, y1: height,
                           y2: height + 5}));
    if (position - lastLabel < wide || !isEnd && width - position < wide + 24)
      return;
    lastLabel = position;
    axis.append(s('text', {x: position, y: height + 17,
                           class: position === 0 ? '' : isEnd ? 'end' : 'middle'},
                  number(offset)));
  };
  ranges.forEach((range, r) => {
    const wide = widths[r];
    mark(x, range.offset, false);
    if (!range.occupants.length)
      svg.append(s('g', {},
                   s('title', {}, `padding\n${bytes(range.size)} at ${range.offset}`),
                   s('rect', {class: 'piece kind-' + padding, x, y: 0,
                              width: Math.max(wide - 1, 0.5), height: lane - 1})));
    else if (lanesOf[r] > 1)
      svg.append(s('rect', {class: 'slot', x, y: 0, width: Math.max(wide - 1, 1),
                            height: Math.min(lanesOf[r], mostLanes) * lane - 1}));
    let line = 0;
    for (const value of byRange[r]) {
      const o = value.occupant;
      if (line >= mostLanes) {
        svg.append(s('text', {x: x + 2, y: height + 30, class: 'minor'},
                     `+${byRange[r].length - byRange[r].indexOf(value)} more`));
        break;
      }
      const own = Math.max(wide * Math.min(1, o.size / range.size) - 1,
                           Math.min(3, wide - 1));
      const isPale = at !== undefined && at !== null && !value.live.has(at);
      const link = s('a', {
        href: options.href?.(value), class: (isPale ?
            value.held.has(at!) ? 'waits' : 'pale' : ''),
        'data-value': value.id, 'aria-label': titleOf(value).replace(/\n/g, ', '),
        'aria-current': options.selected === value.id ? 'true' : undefined,
        // The table below has the same values, and is easier to navigate.
        tabindex: -1,
      }, s('title', {}, titleOf(value)),
         piece(x, line * lane, own, lane - 1, o.kind, o.name || kindNames[o.kind],
               o.size));
      svg.append(link);
      ++line;
      if (o.nested.length && line < mostLanes) {
        let inner = x;
        for (const part of o.nested) {
          const partWidth = own * part.size / Math.max(o.size, 1);
          const main = part.occupants[0];
          const words = main ? main.name || kindNames[main.kind] : 'padding';
          link.append(s('g', {}, s('title', {}, `${words}\n${bytes(part.size)} at ${
                                    range.offset} + ${part.offset}`),
                        piece(inner, line * lane, Math.max(partWidth - 0.5, 0.5),
                              lane - 5, main?.kind ?? padding,
                              words, part.size)));
          inner += partWidth;
        }
        ++line;
      }
    }
    x += wide;
  });
  mark(x, size, true);
  svg.append(axis);
  return {svg, isWidened};
}

/** A ruler that is redrawn when its size changes. */
export function rulerBox(options: Omit<RulerOptions, 'width'>,
                         note?: HTMLElement): HTMLElement {
  const box = h('div', {class: 'ruler-box', tabindex: 0, role: 'group',
                        'aria-label': options.label});
  let width = 0;
  new ResizeObserver(() => {
    if (box.clientWidth === width || !box.clientWidth)
      return;
    width = box.clientWidth;
    const {svg, isWidened} = drawRuler({...options, width: width - 2});
    box.replaceChildren(svg);
    if (note)
      note.hidden = !isWidened;
  }).observe(box);
  return box;
}
