// The treemap: folders, files and coroutines as areas.
//
// Items that are too small to see form one pale area for each kind, with their
// number; opening the folder shows them.

import {hierarchy, HierarchyRectangularNode, treemap, treemapSquarify} from 'd3-hierarchy';

import {h, s} from './dom';
import {FileNode, Folder} from './filetree';
import {bytes, count, shortName} from './format';
import {kindNames} from './kinds';

export interface TreemapOptions {
  name(row: number): string;
  kind(row: number): string;
  href(row: number): string;
  /** The address that a folder or a file links to. */
  hrefOf(path: string): string;
  /** The unit of values, such as "bytes of frames". */
  measure: string;
}

interface Item {
  type: 'folder' | 'file' | 'coroutine' | 'rest';
  label: string;
  path: string;
  row: number;
  /** The number of items that are too small, and their main kind. */
  number?: number;
  kind?: string;
  value: number;
  children?: Item[];
}

/** The smallest area that is worth an element. Units: square pixels. */
const smallest = 64;

/** The limit for areas, so that the browser stays quick. */
const mostAreas = 2200;

const headHeight = 17;

/** The items that are too small to be drawn, by kind. */
class Rest {
  private kinds = new Map<string, {value: number, number: number}>();

  constructor(private kindOf: (row: number) => string) {}

  add(items: {index: number, value: number}[]): void {
    for (const {index, value} of items) {
      const kind = this.kindOf(index);
      const known = this.kinds.get(kind);
      if (known) {
        known.value += value;
        ++known.number;
      } else
        this.kinds.set(kind, {value, number: 1});
    }
  }

  addFolder(folder: Folder): void {
    for (const file of folder.files)
      this.add(file.items);
    folder.folders.forEach(child => this.addFolder(child));
  }

  items(path: string): Item[] {
    return [...this.kinds].map(([kind, {value, number}]) => ({
      type: 'rest', label: count(number, 'smaller one', 'smaller ones'), path,
      row: -1, number, kind, value}));
  }
}

/** Returns the items below `folder`, none smaller than `least`. */
function itemsOf(folder: Folder, least: number, kindOf: (row: number) => string):
    Item[] {
  const items: Item[] = [];
  const rest = new Rest(kindOf);
  for (let child of folder.folders) {
    if (child.value < least) {
      rest.addFolder(child);
      continue;
    }
    // A folder that contains only a folder is shown as one with it.
    let label = child.name;
    while (child.folders.length === 1 && !child.files.length) {
      child = child.folders[0];
      label += (label.endsWith('/') ? '' : '/') + child.name;
    }
    items.push({type: 'folder', label, path: child.path, row: -1,
                value: child.value, children: itemsOf(child, least, kindOf)});
  }
  for (const file of folder.files)
    if (file.value < least)
      rest.add(file.items);
    else
      items.push(fileItem(file, least, kindOf));
  return [...items, ...rest.items(folder.path)];
}

function areasOf(item: Item): number {
  return (item.children ?? []).reduce((sum, child) => sum + areasOf(child), 1);
}

function fileItem(file: FileNode, least: number, kindOf: (row: number) => string):
    Item {
  const rest = new Rest(kindOf);
  rest.add(file.items.filter(item => item.value < least));
  const children: Item[] = file.items.filter(item => item.value >= least).map(
      ({index, value}) => ({type: 'coroutine', label: '', path: file.path,
                            row: index, value}));
  return {type: 'file', label: file.name, path: file.path, row: -1,
          value: file.value, children: [...children, ...rest.items(file.path)]};
}

/** Returns the folder or file of a path in the tree. */
function find(folder: Folder, path: string): Folder | FileNode | null {
  if (folder.path === path)
    return folder;
  for (const file of folder.files)
    if (file.path === path)
      return file;
  for (const child of folder.folders) {
    const found = path === child.path || path.startsWith(child.path) ?
        find(child, path) : null;
    if (found)
      return found;
  }
  return null;
}

/** Draws the part at `scope` of the tree `root` into a box of that size. */
export function drawTreemap(root: Folder, scope: string, width: number,
                            height: number, options: TreemapOptions): Element {
  const at = find(root, scope);
  if (!at || !at.value)
    return h('p', {class: 'empty'}, 'nothing here has any ' + options.measure);
  const itemsFrom = (least: number): Item => 'items' in at ?
      fileItem(at, least, options.kind) :
      {type: 'folder', label: at.name, path: at.path, row: -1, value: at.value,
       children: itemsOf(at, least, options.kind)};
  let least = at.value * smallest / (width * height);
  let top = itemsFrom(least);
  while (areasOf(top) > mostAreas)
    top = itemsFrom(least *= 1.25);
  // The path above names the whole. An item that is too small for a head is
  // only an outline around its contents.
  const hasHead = (node: HierarchyRectangularNode<Item>) => node.depth > 0 &&
      node.y1 - node.y0 > 2 * headHeight && node.x1 - node.x0 > 34;
  const layout = treemap<Item>()
                     .tile(treemapSquarify.ratio(1.3))
                     .size([width, height])
                     .round(true)
                     .paddingInner(1)
                     .paddingOuter(node => node.depth === 0 ? 0 : hasHead(node) ? 2 : 1)
                     .paddingTop(node => node.depth === 0 ? 0 : hasHead(node) ?
                                 headHeight : 1);
  // Only leaves have values: parents have their sums.
  const tree = layout(hierarchy(top)
                          .sum(item => item.children?.length ? 0 : item.value)
                          .sort((a, b) => (b.value ?? 0) - (a.value ?? 0)));
  const svg = s('svg', {
    class: 'treemap', width, height, viewBox: `0 0 ${width} ${height}`,
    role: 'group', 'aria-label': `${options.measure} by folder, file and coroutine`,
    keydown: moveFocus, pointerover: addTitle,
  });
  for (const node of tree.descendants().slice(1)) {
    const item = node.data;
    const w = node.x1 - node.x0, tall = node.y1 - node.y0;
    if (w < 2 || tall < 2)
      continue;
    const isLeaf = item.type === 'coroutine', isRest = item.type === 'rest';
    const name = isLeaf ? options.name(item.row) : item.label;
    const title = `${isLeaf ? name + '\n' : ''}${item.path}` +
        (isRest ? ': ' + item.label : '') + `\n${bytes(item.value)}` +
        (isLeaf ? `, mostly ${kindNames[options.kind(item.row)]}` :
         isRest ? `, mostly ${kindNames[item.kind!]}` : '');
    const rect = s('rect', {
      width: w, height: tall,
      class: isLeaf ? 'cell kind-' + options.kind(item.row) :
             isRest ? 'rest kind-' + item.kind : item.type,
    });
    const texts: SVGElement[] = [];
    if (isLeaf || isRest) {
      if (w > 28 && tall > 13)
        texts.push(s('text', {x: 4, y: Math.min(14, tall / 2 + 4)},
                     isLeaf ? shortName(name) : w < 100 ? '+' + item.number : name));
      if (tall > 32 && w > 44)
        texts.push(s('text', {x: 4, y: 28, class: 'minor'}, bytes(item.value)));
    } else if (hasHead(node)) {
      texts.push(s('text', {x: 4, y: 12.5}, name));
      if (w > 7 * name.length + 80)
        texts.push(s('text', {x: w - 5, y: 12.5, class: 'minor end'},
                     bytes(item.value)));
    }
    // An inner picture ends at its border, and so do texts in it.
    const cell = texts.length ?
        s('svg', {x: node.x0, y: node.y0, width: w, height: tall}, rect, texts) : rect;
    if (!texts.length) {
      rect.setAttribute('x', String(node.x0));
      rect.setAttribute('y', String(node.y0));
    }
    svg.append(s('a', {
      href: isLeaf ? options.href(item.row) : options.hrefOf(item.path),
      tabindex: svg.childElementCount ? -1 : 0,
      'aria-label': title,
    }, cell));
  }
  return svg;
}

/** Adds a tip to the item under the pointer only, since there are many. */
function addTitle(event: PointerEvent): void {
  const link = (event.target as Element).closest('a');
  if (link && !link.querySelector('title'))
    link.prepend(s('title', {}, link.getAttribute('aria-label')!));
}

/** Moves by arrow keys to the nearest area in their direction. */
function moveFocus(event: KeyboardEvent): void {
  const steps: Record<string, [number, number]> = {
    ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};
  const step = steps[event.key];
  const svg = event.currentTarget as SVGElement;
  const current = (event.target as Element).closest('a');
  if (!step || !current)
    return;
  event.preventDefault();
  const middle = (element: Element) => {
    const box = element.querySelector('rect')!.getBoundingClientRect();
    // Only the head of an item with others inside is visible.
    return [box.left + Math.min(box.width / 2, 40),
            box.top + Math.min(box.height / 2, 9)];
  };
  const [x, y] = middle(current);
  let best: SVGElement | null = null, nearest = Infinity;
  for (const link of svg.querySelectorAll<SVGAElement>('a')) {
    const [otherX, otherY] = middle(link);
    const along = (otherX - x) * step[0] + (otherY - y) * step[1];
    const across = Math.abs((otherX - x) * step[1]) +
        Math.abs((otherY - y) * step[0]);
    const distance = along + 2 * across;
    if (along > 1 && distance < nearest) {
      nearest = distance;
      best = link;
    }
  }
  if (!best)
    return;
  current.setAttribute('tabindex', '-1');
  best.setAttribute('tabindex', '0');
  best.focus();
}
