// How quick a large page is.
//
// check_large.mjs PAGE COUNT

import {rmSync, statSync, writeFileSync} from 'node:fs';
import {resolve} from 'node:path';

import {inBrowser, is, number, ok, open, settled} from './browser.mjs';

const [path, count] = process.argv.slice(2);
const idle = `${path}.idle.html`;
const rounds = 3; // Others may use the machine as well: the best counts.
const quiet = 600; // Milliseconds of a page that does nothing, where nobody else does.

/**
 * How many times slower than a quiet machine this one is at the moment, at least
 * one: by a page of the same size that does nothing.
 */
async function slowness(browser) {
  const page = await browser.newPage();
  await page.goto('file://' + resolve(idle));
  const time = await page.evaluate(() => performance.now());
  await page.close();
  return Math.max(1, time / quiet);
}

/** Milliseconds until the treemap and the table are there. */
async function load(browser) {
  const page = await open(browser, path, {width: 1440});
  await page.waitForSelector('.treemap a');
  await page.waitForSelector('.rows tbody tr[data-at]');
  return {page, time: await page.evaluate(() => Math.round(performance.now()))};
}

/** Milliseconds between frames while the table is scrolled from end to end. */
function scroll() {
  const scroller = document.querySelector('.scroller');
  scroller.scrollTop = 0;
  return new Promise(resolve => {
    const times = [];
    let last = performance.now();
    const step = () => {
      const now = performance.now();
      times.push(now - last);
      last = now;
      if (times.length > 100) {
        times.sort((a, b) => a - b);
        resolve({median: times[50], most: times[95]});
        return;
      }
      scroller.scrollTop += 900;
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
}

/** Milliseconds from a click until the table has changed and was drawn. */
async function timed(page, act, selector) {
  const begin = Date.now();
  await act();
  if (selector)
    await page.waitForSelector(selector);
  await page.evaluate(() => new Promise(requestAnimationFrame));
  return Date.now() - begin;
}

await inBrowser(async browser => {
  const line = 'QUJD'.repeat(2500) + '\n';
  writeFileSync(idle, '<!doctype html><script type="text/plain">\n' +
      line.repeat(statSync(path).size / line.length) + '</script>');
  // The limits are those of the page, not of who else is busy.
  const loads = [];
  let page;
  let slow = 1;
  for (let round = 0; round < rounds; ++round) {
    await page?.context().close();
    const before = await slowness(browser);
    const made = await load(browser);
    page = made.page;
    const now = (before + await slowness(browser)) / 2;
    slow = Math.max(slow, now);
    loads.push(made.time / now);
  }
  rmSync(idle);
  const best = Math.min(...loads);
  console.log(`usable after ${best.toFixed(0)} ms on a quiet machine; this one is ` +
              `${slow.toFixed(2)} times as slow`);
  ok(best < 2000, `it is usable after ${loads} ms`);
  is(await page.textContent('.matches'), `${number(Number(count))} coroutines`, 'all');
  const elements = await page.evaluate(() => document.querySelectorAll('*').length);
  console.log(`${elements} elements`);
  ok(elements < 8000, `${elements} elements`);

  const frames = [];
  for (let round = 0; round < rounds; ++round)
    frames.push(await page.evaluate(scroll));
  const median = Math.min(...frames.map(one => one.median));
  console.log(`a frame each ${median.toFixed(1)} ms while it scrolls, 95 % within ${
      Math.min(...frames.map(one => one.most)).toFixed(1)} ms`);
  ok(median < 34 * slow, `a frame each ${median} ms`);

  const sorting = await timed(page, () => page.click(
      '.rows thead button:has-text("Coroutine")'));
  const filtering = await timed(page, async () => {
    await page.fill('#filter', 'journal');
    await page.waitForFunction(() => document.querySelector('.matches').textContent
        .includes(' of '));
  });
  const opening = await timed(page, () => page.click('.rows tbody tr[data-at] a'),
                              '.coroutine');
  const chains = await timed(page, () => page.click('header nav a:text-is("Chains")'),
                             '.icicle a');
  console.log(`sorted by name in ${sorting} ms, filtered in ${filtering} ms, a coroutine ` +
              `in ${opening} ms, chains in ${chains} ms`);
  for (const [what, time] of Object.entries({sorting, filtering, opening, chains}))
    ok(time < 2000 * slow, `${what} takes ${time} ms`);

  // What there was no room for is told, and its figures are there all the same.
  await page.goBack();
  await page.goBack();
  await page.fill('#filter', '');
  await page.waitForSelector('.overview > .note');
  await settled(page);
  await page.click('.rows thead button:has-text("Size")');
  await page.click('.rows thead button:has-text("Size")');
  await settled(page);
  await page.click('.rows tbody tr[data-at] a');
  await page.waitForSelector('.coroutine');
  ok((await page.textContent('.coroutine')).includes('There was no room'),
     'the smallest has figures alone');
  ok(await page.$$eval('.figure', all => all.length) === 4, 'its figures are there');
});
