// Figures over time, as lines. A few points need no library.

import {Child, h, s} from './dom';
import {cut} from './format';

export interface Series {
  label: string;
  /** Null where there is nothing. */
  values: (number | null)[];
  class: string;
  href?: string;
}

export interface LineChartOptions {
  label: string;
  /** Labels of the points, from left to right. */
  points: string[];
  series: Series[];
  /** The points at which something has grown, and their remarks. */
  steps: Map<number, string>;
  format(value: number): string;
  /** True if round numbers are those of KiB and MiB. */
  isBytes?: boolean;
  href(point: number): string;
  height: number;
}

/** A round number at or above `value`, in thirds or quarters of which to count. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  for (const factor of [1, 1.5, 2, 3, 4, 5, 6, 8, 10])
    if (factor * power >= value)
      return factor * power;
  return 10 * power;
}

/** Moves overlapping labels apart. */
function spread(positions: {y: number, i: number}[], least: number,
                bottom: number): Map<number, number> {
  const sorted = [...positions].sort((a, b) => a.y - b.y);
  for (let i = 1; i < sorted.length; ++i)
    sorted[i].y = Math.max(sorted[i].y, sorted[i - 1].y + least);
  for (let i = sorted.length - 1, limit = bottom; i >= 0; --i, limit -= least)
    sorted[i].y = Math.min(sorted[i].y, limit);
  return new Map(sorted.map(({y, i}) => [i, y]));
}

function draw(options: LineChartOptions, width: number): SVGElement {
  const {points, series, height, steps} = options;
  const left = 64, top = 18, bottom = 26;
  // Names stand at the ends of lines, so that no legend is needed.
  const isNamed = series.length > 1;
  const right = isNamed ? Math.min(260, width * 0.35, 24 + 6.6 * Math.max(
      ...series.map(own => own.label.length))) : 24;
  const greatest = Math.max(1, ...series.flatMap(
      own => own.values.map(value => value ?? 0)));
  const unit = options.isBytes && greatest >= 1e5 ?
      1024 ** Math.floor(Math.log(greatest) / Math.log(1024)) : 1;
  const most = unit * roundUp(greatest / unit);
  const x = (point: number) => points.length < 2 ? left + (width - left - right) / 2 :
      left + (width - left - right) * point / (points.length - 1);
  const y = (value: number) => top + (height - top - bottom) * (1 - value / most);
  const svg = s('svg', {class: 'chart', width, height, role: 'group',
                        viewBox: `0 0 ${width} ${height}`,
                        'aria-label': options.label});
  for (const part of [0, 0.5, 1])
    svg.append(
        s('line', {class: 'rule', x1: left, x2: width - right, y1: y(part * most),
                   y2: y(part * most)}),
        s('text', {class: 'end minor', x: left - 8, y: y(part * most) + 4},
          options.format(part * most)));
  let labelEnd = -Infinity;
  points.forEach((label, point) => {
    const words = cut(label, 16);
    const wide = 7 * words.length + 14;
    const step = steps.get(point);
    if (step !== undefined)
      svg.append(s('line', {class: 'step', x1: x(point), x2: x(point), y1: top - 2,
                            y2: height - bottom}),
                 s('text', {class: 'step-words end', x: x(point) - 4, y: top + 6},
                   step));
    if (x(point) - wide / 2 < labelEnd)
      return;
    labelEnd = x(point) + wide / 2;
    svg.append(s('text', {class: 'middle minor', x: x(point), y: height - 8}, words));
  });
  const ends: {y: number, i: number}[] = [];
  series.forEach((own, i) => {
    let path = '';
    let isOpen = false;
    own.values.forEach((value, point) => {
      if (value === null) {
        isOpen = false;
        return;
      }
      path += `${isOpen ? 'L' : 'M'} ${x(point).toFixed(1)} ${y(value).toFixed(1)} `;
      isOpen = true;
    });
    svg.append(s('path', {class: 'series ' + own.class, d: path}));
    own.values.forEach((value, point) => {
      if (value !== null)
        svg.append(s('circle', {class: 'point ' + own.class, cx: x(point),
                                cy: y(value), r: 2.5}));
    });
    let last = own.values.length - 1;
    while (last > 0 && own.values[last] === null)
      --last;
    ends.push({y: y(own.values[last] ?? 0) + 4, i});
  });
  if (isNamed) {
    const place = spread(ends, 14, height - bottom);
    series.forEach((own, i) => svg.append(s('text', {
      class: 'series-name ' + own.class, x: width - right + 10, y: place.get(i)},
      s('title', {}, own.label), cut(own.label, Math.floor((right - 12) / 6.4)))));
  }
  // A strip for each point has its values, and a link to its step.
  points.forEach((label, point) => {
    const half = points.length < 2 ? 20 : (x(1) - x(0)) / 2;
    const words = label + '\n' + series.filter(own => own.values[point] !== null)
        .map(own => `${own.label}: ${options.format(own.values[point]!)}`)
        .join('\n');
    svg.append(s('a', {href: options.href(point), tabindex: point ? -1 : 0,
                       'aria-label': words.replace(/\n/g, ', ')},
                 s('title', {}, words),
                 s('rect', {class: 'hit', x: x(point) - half, y: top, width: 2 * half,
                            height: height - top - bottom})));
  });
  svg.addEventListener('keydown', event => {
    const step = {ArrowLeft: -1, ArrowRight: 1}[event.key];
    const links = [...svg.querySelectorAll<SVGAElement>('a')];
    const at = links.indexOf(event.target as SVGAElement);
    const next = step && links[at + step];
    if (!next)
      return;
    event.preventDefault();
    links[at].setAttribute('tabindex', '-1');
    next.setAttribute('tabindex', '0');
    next.focus();
  });
  return svg;
}

/** A chart that is redrawn when its size changes. */
export function lineChart(options: LineChartOptions): Child {
  const box = h('div', {class: 'chart-box'});
  let width = 0;
  new ResizeObserver(() => {
    if (box.clientWidth === width || !box.clientWidth)
      return;
    width = box.clientWidth;
    box.replaceChildren(draw(options, width));
  }).observe(box);
  return box;
}
