// Kinds of occupants, in words for readers.

import {h, s} from './dom';

/** In the order of legends. */
export const kindNames: Record<string, string> = {
  'local': 'local variable',
  'parameter': 'parameter',
  'temporary': 'temporary',
  'awaiter': 'awaiter',
  'callee-frame': 'frame of a callee',
  'spill': 'computed value',
  'promise': 'promise',
  'resume-pointer': 'resume pointer',
  'destroy-pointer': 'destroy pointer',
  'suspend-index': 'suspend index',
  'exception-state': 'exception state',
  'unknown': 'unknown',
  'padding': 'padding',
};

/** Returns true for the kinds that every frame has and nobody writes. */
export function isBookkeeping(kind: string): boolean {
  return kind === 'resume-pointer' || kind === 'destroy-pointer' ||
      kind === 'promise' || kind === 'suspend-index';
}

export function chip(kind: string): SVGElement {
  return s('svg', {class: 'chip', width: 12, height: 12, 'aria-hidden': 'true'},
           s('rect', {width: 12, height: 12, rx: 2, class: 'kind-' + kind}));
}

/** Draws a legend of the kinds present, each with its colour. */
export function legend(kinds: Iterable<string>): HTMLElement {
  const known = new Set(kinds);
  return h('ul', {class: 'legend', 'aria-label': 'colours'},
           Object.keys(kindNames).filter(kind => known.has(kind)).map(
               kind => h('li', {}, chip(kind), ' ', kindNames[kind])));
}
