// Reports of one project over time.

import {Blame, Elision} from '../comparison';
import {Child, h} from '../dom';
import {bytes, count, cut, number, place, signed} from '../format';
import {lineChart} from '../linechart';
import {figure, figures, section} from '../parts';
import {toHash} from '../route';
import {Words} from '../wire';
import {blameWords, changeWords, elisionList, growthBar} from './changes';

interface Point {
  label: string;
  compiler: string;
  complete: number;
  coroutines: number;
  frames: number;
  needed: number;
  findings: [rule: string, count: number][];
}

type Change = [kind: string, name: string, file: number, line: number,
               before: number, after: number, oldName: string, blame: Blame[],
               key: string];

interface Step {
  changes: Change[];
  /** Counts of all changes, including those left out. */
  grown: number;
  shrunk: number;
  more: number;
  unchanged: number;
  elisions: Elision[];
  doubts: string[];
}

export interface TrendHead {
  kind: 'trend';
  tool: string;
  points: Point[];
  steps: Step[];
  largest: {key: string, name: string, file: number, line: number,
            sizes: (number | null)[]}[];
  words: Words;
  files: string[];
}

function findingsOf(point: Point): number {
  return point.findings.reduce((sum, [, n]) => sum + n, 0);
}

/** The number of lines that readers can tell apart. */
const mostLines = 8;

function stepTable(head: TrendHead): Child {
  const growths = head.steps.map((_, i) =>
      head.points[i + 1].frames - head.points[i].frames);
  const most = Math.max(1, ...growths.map(Math.abs));
  return h('div', {class: 'wide'}, h('table', {class: 'plain'},
    h('thead', {}, h('tr', {}, [
      'Report', 'All frames', 'Growth', 'Coroutines', 'Findings', 'Grown', 'Smaller',
      'Most of it'].map((title, i) => h('th', {
        scope: 'col', class: i > 0 && i < 7 && 'number'}, title)))),
    h('tbody', {}, head.points.map((point, i) => {
      const step = head.steps[i - 1];
      const first = step?.changes.find(c => c[5] > c[4]);
      return h('tr', {},
        h('th', {scope: 'row'}, step ?
          h('a', {href: toHash('step', String(i))}, point.label) : point.label,
          !point.complete && h('span', {class: 'bad'}, ' incomplete')),
        h('td', {class: 'number'}, bytes(point.frames)),
        h('td', {class: 'number'}, step ? growthBar(growths[i - 1], most) : ''),
        h('td', {class: 'number'}, number(point.coroutines)),
        h('td', {class: 'number'}, number(findingsOf(point))),
        h('td', {class: 'number'}, step ? number(step.grown) : ''),
        h('td', {class: 'number'}, step ? number(step.shrunk) : ''),
        h('td', {}, first ? [h('span', {class: 'mono'}, cut(first[1], 50)), ' ',
                             h('span', {class: 'bad'}, signed(first[5] - first[4]))] :
                            ''));
    }).reverse())));
}

export function trendView(head: TrendHead): HTMLElement {
  const {points, steps} = head;
  const labels = points.map(point => point.label);
  const grew = new Map(steps.flatMap((_, i): [number, string][] => {
    const growth = points[i + 1].frames - points[i].frames;
    return growth > 0 ? [[i + 1, signed(growth)]] : [];
  }));
  const lines = head.largest.slice(0, mostLines);
  const largestGrew = new Map(lines.length ? steps.flatMap(
      (_, i): [number, string][] => {
        const growth = Math.max(...lines.map(
            ({sizes}) => (sizes[i + 1] ?? 0) - (sizes[i] ?? sizes[i + 1] ?? 0)));
        return growth > 0 ? [[i + 1, signed(growth)]] : [];
      }) : []);
  const href = (point: number) =>
      point ? toHash('step', String(point)) : toHash('trend');
  const first = points[0], last = points[points.length - 1];
  const rules = [...new Set(points.flatMap(point => point.findings.map(([r]) => r)))];
  const totalOf = (rule: string) => points.map(
      point => point.findings.find(([name]) => name === rule)?.[1] ?? 0);
  rules.sort((a, b) => Math.max(...totalOf(b)) - Math.max(...totalOf(a)));
  const delta = (before: number, after: number, words: string) =>
      points.length > 1 ? `${signed(after - before)}${words} since ${first.label}` : '';
  return h('div', {class: 'trend'},
    h('h1', {tabindex: -1}, points.length > 1 ? [first.label,
      h('span', {class: 'minor'}, ' → '), last.label] : first.label),
    figures(
      figure('All frames', bytes(last.frames), delta(first.frames, last.frames, ' B')),
      figure('Peak live', bytes(last.needed), delta(first.needed, last.needed, ' B')),
      figure('Coroutines', number(last.coroutines),
             delta(first.coroutines, last.coroutines, '')),
      figure('Findings', number(findingsOf(last)),
             delta(findingsOf(first), findingsOf(last), ''))),
    h('div', {class: 'pair'},
      section('bytes', 'All frames', lineChart({
        label: 'bytes of all frames', points: labels, steps: grew, href,
        format: bytes, isBytes: true, height: 240, series: [
          {label: 'frames', values: points.map(p => p.frames), class: 'line-0'},
          {label: 'peak live', values: points.map(p => p.needed), class: 'line-2'}]})),
      section('findings', 'Findings', rules.length ? lineChart({
        label: 'findings by rule', points: labels, steps: new Map(), href,
        format: number, height: 240,
        series: rules.slice(0, mostLines).map((rule, i) => ({
          label: rule, values: totalOf(rule), class: 'line-' + i}))}) :
        h('p', {class: 'empty'}, 'none'))),
    section('largest', 'Largest coroutines', lineChart({
      label: 'bytes of the largest coroutines', points: labels, href,
      steps: largestGrew,
      format: bytes, isBytes: true, height: 320,
      series: lines.map((line, i) => ({
        label: line.name, values: line.sizes, class: 'line-' + i}))})),
    section('steps', 'Step by step', stepTable(head)));
}

export function stepView(head: TrendHead, index: number): HTMLElement {
  const step = head.steps[index - 1];
  const before = head.points[index - 1], after = head.points[index];
  const most = Math.max(1, ...step.changes.map(c => Math.abs(c[5] - c[4])));
  return h('div', {class: 'step'},
    h('div', {class: 'head'},
    h('p', {class: 'crumbs'}, h('a', {href: toHash('trend')}, 'Trend'), ' / step ',
      number(index), ' of ', number(head.steps.length),
      index > 1 && [' · ', h('a', {href: toHash('step', String(index - 1))},
                            'step before')],
      index < head.steps.length && [' · ', h('a', {
        href: toHash('step', String(index + 1))}, 'next step')]),
    h('h1', {tabindex: -1}, before.label, h('span', {class: 'minor'}, ' → '),
      after.label)),
    step.doubts.length > 0 && h('div', {class: 'warning', role: 'note'},
      h('strong', {}, 'These reports do not compare well: '),
      h('ul', {}, step.doubts.slice(0, 20).map(doubt => h('li', {}, doubt)))),
    figures(
      figure('All frames', bytes(after.frames),
             `${signed(after.frames - before.frames)} B`),
      figure('Coroutines', number(after.coroutines),
             signed(after.coroutines - before.coroutines)),
      figure('Findings', number(findingsOf(after)),
             signed(findingsOf(after) - findingsOf(before)))),
    section('changes', 'Changes', step.changes.length ? h('ul', {class: 'change-list'},
      step.changes.map(([kind, name, file, line, was, is, oldName, blame]) =>
        h('li', {}, h('div', {class: 'change-head'},
          growthBar(is - was, most),
          h('div', {}, h('span', {class: 'mono'}, name), ' ',
            h('span', {class: 'minor'}, [changeWords[kind],
              kind === 'grown' || kind === 'shrunk' ?
                  `${number(was)} → ${number(is)}` : '',
              oldName && `it was ${oldName}`,
              place(head.files[file], line)].filter(Boolean).join(' · ')))),
          blameWords(blame, head.words.kinds)))) :
      h('p', {class: 'empty'}, 'no frame has changed'),
      step.more > 0 && h('p', {class: 'note'},
        `${count(step.more, 'smaller change is', 'smaller changes are')} left out`)),
    step.elisions.length > 0 && section('elisions', 'Elision',
      elisionList(step.elisions, head.files)));
}
