// Pages of chains.
//
// check_chains.mjs DIRECTORY

import {join} from 'node:path';

import {inBrowser, is, ok, open, readJson, settled, texts} from './browser.mjs';

const directory = process.argv[2];
const all = readJson(join(directory, 'report.json')).coroutines;

/** The roots that the page lists, with what they take. */
async function roots(browser, name) {
  const page = await open(browser, join(directory, name));
  await settled(page);
  is(await page.textContent('header nav a[aria-current]'), 'Chains', 'where it begins');
  return {page, listed: await page.$$eval('.rows tbody tr[data-at]', rows => rows.map(
      row => [row.querySelector('.name').textContent,
              Number(row.children[1].textContent.replace(/[^0-9]/g, ''))]))};
}

const sorted = list => list.map(c => [c.name, c.chain.bytes]).sort(
    (a, b) => b[1] - a[1]);

await inBrowser(async browser => {
  for (const name of ['chains.html', 'own.html']) {
    const {page, listed} = await roots(browser, name);
    is(listed, sorted(all.filter(c => c.chain.root)), `roots of ${name}`);
    const widest = await texts(page, '.widest-path li');
    is(widest.length, 4, 'answer and what it awaits');
    ok(widest[1].includes('shuffledSum') && widest[1].includes('line 57'), widest[1]);
    await page.click('.chosen a:text-is("Show its frame")');
    await page.waitForSelector('.coroutine');
    ok((await texts(page, '#callers')).join().includes('main()'), 'called by main()');
    await page.context().close();
  }
  const {listed} = await roots(browser, 'some.html');
  is(listed, sorted(all.filter(c => /fold|lambda/.test(c.name))), 'the roots asked for');
});
