// The page: reads its data and shows the view in the address.

import {append, Child, h} from './dom';
import {Comparison, ComparisonHead} from './comparison';
import {Head, Report} from './report';
import {fromHash, Route, toHash} from './route';
import {unpack} from './unpack';
import {ChainsView} from './views/chains';
import {ChangesView, changeView} from './views/changes';
import {coroutineView} from './views/coroutine';
import {Overview} from './views/overview';
import {stepView, TrendHead, trendView} from './views/trend';

const main = document.querySelector('main')!;
const nav = document.querySelector('header nav')!;
const about = document.getElementById('about')!;

/** A view shows a route; it returns its title and its contents. */
type View = (route: Route) =>
    Promise<{title: string, element: HTMLElement} | null>;

interface Pages {
  start: string;
  tabs: [view: string, title: string][];
  views: Record<string, View>;
  about: Child;
  /** Focuses the filter, where there is one. */
  search?: () => void;
}

let title = '';
let shown: Route | null = null;
let turn = 0;
/** The scroll positions at which lists were left. */
const left = new Map<string, number>();

function heading(element: HTMLElement): HTMLElement | null {
  return element.querySelector('h1');
}

async function show(pages: Pages): Promise<void> {
  const route = fromHash(location.hash, pages.start);
  const own = ++turn;
  const view = Object.hasOwn(pages.views, route.view) && pages.views[route.view];
  const made = view ? await view(route) : null;
  if (own !== turn)
    return; // The reader has moved on.
  const {element, title: name} = made ?? {
    title: 'not here',
    element: h('div', {class: 'missing'}, h('h1', {tabindex: -1}, 'Not here'),
               h('p', {}, 'This page has nothing of that name: ',
                 h('code', {}, route.name || route.view)),
               h('p', {}, h('a', {href: toHash(pages.start)}, 'Back to the start'))),
  };
  document.title = name ? `${name} · ${title}` : title;
  append(nav, []);
  nav.replaceChildren();
  append(nav, pages.tabs.map(([tab, words]) => h('a', {
    href: toHash(tab),
    'aria-current': tab === route.view ? 'page' : undefined}, words)));
  const key = document.activeElement?.getAttribute('data-key');
  const isOther = !shown || shown.view !== route.view || shown.name !== route.name;
  const isFirst = !shown;
  shown = route;
  if (element !== main.firstElementChild)
    main.replaceChildren(element);
  if (isOther && !isFirst) {
    // Readers who come back to a list want to continue where they left it.
    window.scrollTo(0, route.name ? 0 : left.get(route.view) ?? 0);
    heading(element)?.focus({preventScroll: true});
  } else if (key) // The same view, redrawn.
    element.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)
        ?.focus({preventScroll: true});
}

function start(pages: Pages): void {
  append(about, pages.about);
  window.addEventListener('hashchange', () => show(pages).catch(failed));
  window.addEventListener('scroll', () => {
    if (shown && !shown.name)
      left.set(shown.view, window.scrollY);
  }, {passive: true});
  window.addEventListener('keydown', event => {
    const target = event.target as HTMLElement;
    if (event.key === '/' && !event.ctrlKey && !event.metaKey &&
        target.tagName !== 'INPUT' && pages.search) {
      event.preventDefault();
      pages.search();
    }
  });
  show(pages).then(() => document.documentElement.dataset.ready = 'true', failed);
}

function facts(...all: (string | false)[]): Child {
  return all.filter(Boolean).map(fact => h('li', {}, fact));
}

async function reportPages(head: Head): Promise<Pages> {
  const report = await Report.read(head);
  const overview = new Overview(report);
  const chains = new ChainsView(report);
  const view = (element: HTMLElement, words: string) =>
      Promise.resolve({title: words, element});
  return {
    start: head.opens,
    tabs: [['overview', 'Overview'], ['chains', 'Chains']],
    about: facts(head.label, head.compiler, head.target,
                 !head.complete && 'incomplete'),
    search: () => {
      if (shown?.view !== 'overview')
        location.hash = toHash('overview');
      setTimeout(() => overview.focusFilter(), 50);
    },
    views: {
      overview: async route => {
        // The overview measures the room that it has.
        if (!overview.element.isConnected)
          main.replaceChildren(overview.element);
        overview.show(route);
        return view(overview.element, '');
      },
      chains: async route => {
        if (!chains.element.isConnected)
          main.replaceChildren(chains.element);
        await chains.show(route);
        return view(chains.element, 'chains');
      },
      coroutine: async route => {
        const index = report.find(route.name);
        return index < 0 ? null : {
          title: report.columns.name[index],
          element: await coroutineView(report, index, route),
        };
      },
    },
  };
}

async function comparisonPages(head: ComparisonHead): Promise<Pages> {
  const comparison = await Comparison.read(head);
  const changes = new ChangesView(comparison);
  return {
    start: 'changes',
    tabs: [['changes', 'Changes']],
    search: () => {
      if (shown?.view !== 'changes')
        location.hash = toHash('changes');
      setTimeout(() => changes.focusFilter(), 50);
    },
    about: facts('comparison', head.head.compiler, head.head.target),
    views: {
      changes: async route => {
        if (!changes.element.isConnected)
          main.replaceChildren(changes.element);
        changes.show(route);
        return {title: '', element: changes.element};
      },
      change: async route => {
        const index = comparison.columns.key.indexOf(route.name);
        return index < 0 ? null : {
          title: comparison.columns.name[index],
          element: await changeView(comparison, index, route),
        };
      },
    },
  };
}

function trendPages(head: TrendHead): Pages {
  const last = head.points[head.points.length - 1];
  return {
    start: 'trend',
    tabs: [['trend', 'Trend']],
    about: facts('trend', last.compiler),
    views: {
      trend: async () => ({title: '', element: trendView(head)}),
      step: async route => {
        const step = Number(route.name);
        return head.steps[step - 1] ?
            {title: `step ${step}`, element: stepView(head, step)} : null;
      },
    },
  };
}

function failed(error: unknown): void {
  main.replaceChildren(h('div', {class: 'missing'}, h('h1', {}, 'This page cannot be shown'),
    h('p', {}, typeof DecompressionStream === 'undefined' ?
        'It needs a browser of 2023 or later.' :
        `Its data cannot be read: ${error instanceof Error ? error.message : error}`)));
  document.documentElement.dataset.ready = 'failed';
}

async function begin(): Promise<void> {
  title = document.title;
  const head = await unpack<Head | ComparisonHead | TrendHead>('data');
  start(head.kind === 'comparison' ? await comparisonPages(head) :
        head.kind === 'trend' ? trendPages(head) : await reportPages(head));
}

begin().catch(failed);
