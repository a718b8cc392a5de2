// Pieces that several views share.

import {Child, h, s} from './dom';

/** A figure with its meaning, and a remark on it. */
export function figure(label: string, value: Child, remark?: Child): HTMLElement {
  return h('div', {class: 'figure'}, h('dt', {}, label),
           h('dd', {}, h('span', {class: 'value'}, value),
             remark ? h('span', {class: 'remark'}, remark) : null));
}

export function figures(...all: Child[]): HTMLElement {
  return h('dl', {class: 'figures'}, all);
}

export function section(id: string, title: Child, ...children: Child[]):
    HTMLElement {
  return h('section', {class: 'part', id, 'aria-labelledby': id + '-title'},
           h('h2', {id: id + '-title'}, title), children);
}

/** A choice between a few options, as links: each is an address. */
export function choice(label: string,
                       options: {text: string, href: string, isOn: boolean}[]):
    HTMLElement {
  return h('div', {class: 'choice', role: 'group', 'aria-label': label},
           h('span', {class: 'choice-label', 'aria-hidden': 'true'}, label),
           options.map(o => h('a', {href: o.href,
                                    'aria-current': o.isOn ? 'true' : undefined},
                              o.text)));
}

/** A place below a name; where there is no room, its end stays. */
export function whereabouts(text: string, className = ''): HTMLElement {
  return h('span', {class: 'where ' + className, title: text},
           h('bdi', {dir: 'ltr'}, text));
}

export interface Share {
  label: string;
  value: number;
  class: string;
}

/** Shares of a whole, as one bar. */
export function shareBar(label: string, shares: Share[]): SVGElement {
  const whole = shares.reduce((sum, share) => sum + share.value, 0) || 1;
  let x = 0;
  return s('svg', {class: 'shares', viewBox: '0 0 1000 10', role: 'img',
                   preserveAspectRatio: 'none', 'aria-label': label},
           shares.filter(share => share.value).map(share => {
             const width = 1000 * share.value / whole;
             const rect = s('rect', {x, width, height: 10, class: share.class},
                            s('title', {}, share.label));
             x += width;
             return rect;
           }));
}

/** A text that can be copied by a click. */
export function command(text: string): HTMLElement {
  const button = h('button', {type: 'button', click: async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'copied';
    } catch {
      getSelection()?.selectAllChildren(code);
      button.textContent = 'selected';
    }
  }}, 'copy');
  const code = h('code', {}, text);
  return h('p', {class: 'command'}, code, ' ', button);
}
