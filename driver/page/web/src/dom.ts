// Elements, made in one expression. Texts only become text nodes: a name from a
// source is never read as markup.

export type Child = Node | string | number | false | null | undefined | Child[];

type Handler = (event: any) => void;
type Value = string | number | boolean | null | undefined | Handler;
export type Props = Record<string, Value>;

function fill<T extends Element>(element: T, props: Props, children: Child[]): T {
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function')
      element.addEventListener(name, value);
    else if (value === true)
      element.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined)
      element.setAttribute(name, String(value));
  }
  append(element, children);
  return element;
}

export function append(parent: Node, children: Child): void {
  if (Array.isArray(children))
    for (const child of children)
      append(parent, child);
  else if (children instanceof Node)
    parent.appendChild(children);
  else if (children !== false && children !== null && children !== undefined)
    parent.appendChild(document.createTextNode(String(children)));
}

/** An element of HTML. A function in `props` listens to the event of its name. */
export function h<K extends keyof HTMLElementTagNameMap>(
    tag: K, props: Props = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), props, children);
}

/** An element of SVG. */
export function s<K extends keyof SVGElementTagNameMap>(
    tag: K, props: Props = {}, ...children: Child[]): SVGElementTagNameMap[K] {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), props,
              children);
}

/** Sets a length by CSS: attributes named "style" are against the policy. */
export function sized<T extends HTMLElement | SVGElement>(
    element: T, styles: Record<string, string>): T {
  for (const [name, value] of Object.entries(styles))
    element.style.setProperty(name, value);
  return element;
}

/** Text for screen readers only. */
export function hidden(text: string): HTMLElement {
  return h('span', {class: 'sr'}, text);
}

/** Says `text` to screen readers, once it has stopped changing. */
let saying = 0;
export function say(text: string): void {
  clearTimeout(saying);
  saying = window.setTimeout(() => {
    document.getElementById('said')!.textContent = text;
  }, 300);
}
