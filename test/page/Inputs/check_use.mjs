// What readers do with a report: sort, filter, follow links, use the keyboard,
// send somebody the address.
//
// check_use.mjs PAGE JSON

import {go, inBrowser, is, number, ok, open, readJson, settled, texts} from
    './browser.mjs';

const [path, json] = process.argv.slice(2);
const all = readJson(json).coroutines;
const byKey = new Map(all.map(c => [c.key, c]));

const names = page => page.$$eval('.rows tbody .name', all => all.map(
    one => one.textContent));
const column = (page, n) => page.$$eval(
    `.rows tbody tr[data-at] > :nth-child(${n})`, all => all.map(
        one => Number(one.textContent.replace(/[^0-9]/g, ''))));
const matches = page => page.textContent('.matches');

async function checkSorting(page) {
  const columns = [['Size', 2, c => c.frame.size], ['Peak live', 3, c => c.frame.needed],
                   ['Waste', 4, c => c.frame.waste.bytes],
                   ['Chain', 5, c => c.chain.bytes]];
  for (const [title, at, valueOf] of columns) {
    for (const descending of [true, false]) {
      if (title !== 'Size' || !descending)
        await page.click(`.rows thead button:has-text("${title}")`);
      await settled(page);
      const expected = all.map(valueOf).sort((a, b) => descending ? b - a : a - b);
      const shown = await column(page, at);
      const isPlain = title === 'Size' || title === 'Peak live';
      ok(shown.length > 10, `rows are there, sorted by ${title}`);
      if (isPlain)
        is(shown, expected.slice(0, shown.length), `sorted by ${title}`);
      else if (descending)
        is(shown[0], expected[0], `the first by ${title}`);
      is(await page.getAttribute(`.rows th:has(button:has-text("${title}"))`,
                                 'aria-sort'),
         descending ? 'descending' : 'ascending', `the order by ${title} is told`);
    }
  }
  await page.click('.rows thead button:has-text("Coroutine")');
  await settled(page);
  const sorted = all.map(c => c.name).sort();
  const shown = await names(page);
  is(shown, sorted.slice(0, shown.length), 'sorted by name');
  ok(page.url().includes('sort=name'), 'the address holds the order');
}

async function checkFilter(page) {
  await page.fill('#filter', 'STORAGE index -lambda');
  const expected = all.filter(c => {
    const text = `${c.name}\n${c.file}:${c.line}`.toLowerCase();
    return text.includes('storage') && text.includes('index') &&
        !text.includes('lambda');
  });
  await page.waitForFunction(() => document.querySelector('.matches').textContent
      .includes(' of '));
  is(await matches(page), `${number(expected.length)} of ${number(all.length)}`,
     'coroutines that match');
  for (const name of await names(page))
    ok(expected.some(c => c.name === name), `${name} matches`);
  ok(page.url().includes('q=STORAGE+index+-lambda'), 'the address holds the filter');
  await page.fill('#filter', 'no such name');
  await page.waitForSelector('.rows .empty');
  is(await texts(page, '.rows .empty'), ['no coroutine matches'], 'an empty table');
  // As a regular expression or markup it is only text.
  await page.fill('#filter', '(.*) <b> [');
  await settled(page);
  await page.fill('#filter', '');
  await page.waitForFunction(total => document.querySelector('.matches').textContent
      .startsWith(total), number(all.length));
  // Sizes: a bar leads to its coroutines.
  const words = await page.getAttribute('.histogram a:nth-of-type(4)', 'aria-label');
  await page.click('.histogram a:nth-of-type(4)');
  await settled(page);
  const [, range] = page.url().match(/size=(\d+-\d+)/);
  const [low, high] = range.split('-').map(Number);
  const n = all.filter(c => c.frame.size >= low && c.frame.size <= high).length;
  ok(words.endsWith(`: ${number(n)} coroutines`), `${words} is ${n}`);
  is(await matches(page), `${number(n)} of ${number(all.length)}`, 'one bar of sizes');
  await page.click('.histogram a[aria-current]');
  await settled(page);
  is(await matches(page), `${number(all.length)} coroutines`, 'without it again');
}

async function checkRows(page) {
  const count = await page.$$eval('.rows tbody tr[data-at]', all => all.length);
  ok(count < 60, `only rows that can be seen are there: ${count}`);
  is(await page.getAttribute('.rows', 'aria-rowcount'), String(all.length + 1),
     'how many rows there are');
  const last = async () => Number(await page.$eval(
      '.rows tbody tr[data-at]:last-of-type, .rows tbody tr[data-at]:nth-last-child(1)',
      one => one.dataset.at).catch(() => -1));
  await page.$eval('.scroller', one => one.scrollTop = one.scrollHeight);
  await settled(page);
  is(await last(), all.length - 1, 'the last row is there');
  await page.$eval('.scroller', one => one.scrollTop = 0);
  await settled(page);
}

async function checkKeys(page) {
  await go(page, '#overview', '.rows tbody a');
  await page.keyboard.press('/');
  await page.waitForFunction(() => document.activeElement.id === 'filter');
  await page.keyboard.type('journal');
  await page.waitForFunction(() => document.querySelector('.matches').textContent
      .includes(' of '));
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => !document.querySelector('.matches').textContent
      .includes(' of '));
  // One link of the table is in the order of Tab; arrows go on from there.
  is(await page.$$eval('.rows tbody a[tabindex="0"]', all => all.length), 1,
     'one link of the table is reached by Tab');
  await page.focus('.rows tbody a[tabindex="0"]');
  const at = () => page.evaluate(
      () => Number(document.activeElement.closest('tr')?.dataset.at ?? -1));
  is(await at(), 0, 'the first row');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  is(await at(), 2, 'two rows down');
  await page.keyboard.press('ArrowUp');
  is(await at(), 1, 'one row up');
  await page.keyboard.press('End');
  await settled(page);
  is(await at(), all.length - 1, 'the last row');
  await page.keyboard.press('PageUp');
  await settled(page);
  const up = await at();
  ok(up < all.length - 2 && up > all.length - 60, `a page up: ${up}`);
  await page.keyboard.press('Home');
  await settled(page);
  is(await at(), 0, 'the first row again');
  const name = await page.evaluate(
      () => document.activeElement.querySelector('.name').textContent);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.coroutine');
  is(await page.textContent('h1'), name, 'Enter opens a coroutine');
  is(await page.evaluate(() => document.activeElement.tagName), 'H1',
     'and its heading has the focus');
  ok((await page.title()).startsWith(name), 'the title names it');
  await page.goBack();
  await page.waitForSelector('.rows tbody a');
  await settled(page);

  // The treemap: one area by Tab, the others by arrows.
  is(await page.$$eval('.treemap a[tabindex="0"]', all => all.length), 1,
     'one area is reached by Tab');
  await page.focus('.treemap a[tabindex="0"]');
  const label = () => page.evaluate(
      () => document.activeElement.getAttribute('aria-label'));
  const first = await label();
  await page.keyboard.press('ArrowDown');
  ok(await label() !== first, 'an arrow goes to another area');
  const second = await label();
  await page.keyboard.press('Enter');
  await settled(page);
  ok(page.url().includes('in=') || page.url().includes('coroutine/'),
     `Enter opens the area ${second}`);
  // What says where one is, and a way past what comes first.
  await page.goBack();
  await settled(page);
  is(await page.textContent('header nav a[aria-current]'), 'Overview', 'the tab');
  is(await page.getAttribute('a.skip', 'href'), '#main', 'a link to the content');
}

async function checkAddresses(page, browser) {
  // The view of an address is the same in another window.
  await go(page, '#overview?by=waste&in=src/net&rule=large-value&q=std', '.treemap');
  const state = async one => [await matches(one), await names(one),
      await texts(one, '.path'), await texts(one, '.choice a[aria-current]')];
  const other = await open(browser, path,
                           {hash: '#overview?by=waste&in=src/net&rule=large-value&q=std'});
  await settled(other);
  is(await state(other), await state(page), 'the same view');
  is((await texts(other, '.choice a[aria-current]'))[0], 'Waste', 'its area');
  ok((await texts(other, '.path'))[0].includes('net'), 'its folder');
  is(await other.inputValue('#filter'), 'std', 'its filter');
  await other.context().close();
  // A value and a suspension are held, too.
  const c = all.find(one => one.frame.ranges.length > 6 && one.suspends.length > 4);
  const hash = '#coroutine/' + encodeURIComponent(c.key);
  await go(page, hash, '.grid');
  await page.click('.grid tbody tr[data-value]:nth-of-type(4) th a');
  await settled(page);
  ok(/value=\d+\.\d+/.test(page.url()), 'the address holds the value');
  is(await page.$$eval('.grid tr.on', all => all.length), 1, 'the value is marked');
  is(await page.$$eval('.ruler a[aria-current]', all => all.length), 1,
     'in the ruler, too');
  ok(await page.evaluate(() => document.activeElement.dataset.key?.startsWith('value')),
     'the focus stays on it');
  await page.click('.grid thead .cell:nth-of-type(4) a');
  await settled(page);
  ok(/at=\d+/.test(page.url()), 'the address holds the suspension');
  ok(await page.$$eval('.ruler .pale', all => all.length) > 0,
     'what is not needed there is pale');
  // Pointing at a value lights it up in both.
  await page.hover('.grid tbody tr[data-value]:nth-of-type(5) th a');
  is(await page.$$eval('[data-lit]', all => all.length), 2, 'lit in both');
  // Going back from a coroutine, the list stands where it was left.
  await go(page, '#overview', '.rows tbody a');
  await page.$eval('.scroller', one => one.scrollTop = 12000);
  await settled(page);
  const before = await names(page);
  await page.click('.rows tbody tr:nth-of-type(12) a');
  await page.waitForSelector('.coroutine');
  await page.goBack();
  await page.waitForSelector('.rows tbody a');
  await settled(page);
  is(await names(page), before, 'the rows are those of before');
  // What is not there says so, and so does nonsense.
  for (const nonsense of ['#coroutine/nobody', '#nowhere', '#coroutine/%E0%A4%A']) {
    await go(page, nonsense, '.missing');
    ok((await page.textContent('.missing')).includes('nothing of that name'),
       `${nonsense} is not here`);
  }
}

async function checkChains(page) {
  await go(page, '#chains', '.icicle');
  const roots = all.filter(c => c.chain.root);
  is(await page.getAttribute('.rows', 'aria-rowcount'), String(roots.length + 1),
     'roots of chains');
  const widest = roots.reduce((a, b) => b.chain.bytes > a.chain.bytes ? b : a);
  is(await page.textContent('.chosen h2'), widest.name, 'the widest chain first');
  const path = [widest];
  while (path.at(-1).chain.next)
    path.push(byKey.get(path.at(-1).chain.next));
  const listed = await texts(page, '.widest-path li');
  for (let i = 0; i < Math.min(12, path.length); ++i)
    ok(listed[i].includes(path[i].name.slice(0, 60)), `step ${i} of the widest path`);
  // Widths are bytes.
  const root = await page.$eval('.icicle a:first-of-type rect',
                                one => one.getBoundingClientRect().width);
  const next = await page.$eval('.icicle a:nth-of-type(2) rect',
                                one => one.getBoundingClientRect().width);
  ok(Math.abs(next / root - path[1].chain.bytes / widest.chain.bytes) < 0.02,
     'a callee is as wide as its chain');
  await page.click('.rows tbody tr:nth-of-type(3) a');
  await settled(page);
  is(await page.textContent('.chosen h2'),
     await page.textContent('.rows tbody .current .name'), 'the chosen root is marked');
  await page.click('.icicle a >> nth=0');
  await page.waitForSelector('.coroutine');
}

await inBrowser(async browser => {
  const page = await open(browser, path);
  await checkSorting(page);
  await go(page, '#overview', '.rows tbody a');
  await checkRows(page);
  await checkFilter(page);
  await checkKeys(page);
  await checkAddresses(page, browser);
  await checkChains(page);
});
