// A page in a real browser, and checks that say what did not hold.
//
// The browser is Debian's Chromium; what drives it is installed by
// `scripts/setup tests`.

import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';

import {chromium} from '../../../driver/page/web/node_modules/playwright-core/index.mjs';

const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic',
               '--no-first-run', '--disable-background-networking',
               '--disable-component-update', '--disable-sync'];

let checks = 0;
const failures = [];

export function ok(holds, words) {
  ++checks;
  if (!holds)
    failures.push(words);
}

export function is(actual, expected, words) {
  ok(JSON.stringify(actual) === JSON.stringify(expected),
     `${words}: ${JSON.stringify(actual)} is not ${JSON.stringify(expected)}`);
}

export function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** "65,616" */
export function number(value) {
  return value.toLocaleString('en-US');
}

/** What `text` says in digits. */
export function digits(text) {
  return Number(text.replace(/[^0-9]/g, ''));
}

/** Runs `check` in a browser of its own, and tells how it went. */
export async function inBrowser(check) {
  const browser = await chromium.launch(
      {executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags});
  try {
    await check(browser);
  } catch (error) {
    failures.push(String(error.stack ?? error));
  } finally {
    await browser.close();
  }
  for (const failure of failures.slice(0, 60))
    console.log('failed: ' + failure.slice(0, 600));
  console.log(failures.length ? `${failures.length} of ${checks} checks failed` :
                                `${checks} checks hold`);
  process.exitCode = failures.length ? 1 : 0;
}

/** Opens the page at `path`. It may neither complain nor ask for anything. */
export async function open(browser, path, options = {}) {
  const {hash = '', scheme = 'light', width = 1280, height = 900} = options;
  const context = await browser.newContext(
      {viewport: {width, height}, colorScheme: scheme, locale: 'de-DE'});
  const page = await context.newPage();
  const url = 'file://' + resolve(path);
  page.on('console', message => {
    if (message.type() !== 'log')
      ok(false, `the console says: ${message.text()}`);
  });
  page.on('pageerror', error => ok(false, `the script fails: ${error.stack}`));
  page.on('dialog', dialog => {
    ok(false, `a dialog opens: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on('request', request => ok(
      request.url().split('#')[0] === url || request.url().startsWith('data:'),
      `a request leaves the page: ${request.url()}`));
  await page.goto(url + hash);
  await page.waitForSelector('html[data-ready]');
  is(await page.getAttribute('html', 'data-ready'), 'true', 'the page is ready');
  return page;
}

/** Goes to another address of the page, as a link does. */
export async function go(page, hash, selector) {
  await page.evaluate(to => {
    location.hash = to;
  }, hash);
  await page.waitForSelector(selector);
  await settled(page);
}

/** Waits until what depends on the room there is has been drawn. */
export async function settled(page) {
  await page.evaluate(() => new Promise(resolve => requestAnimationFrame(
      () => requestAnimationFrame(() => setTimeout(resolve, 30)))));
}

/** The texts of all elements. */
export function texts(page, selector) {
  return page.$$eval(selector, all => all.map(one => one.textContent.trim()));
}

/** The value of the figure with that label. */
export async function figure(page, label) {
  return page.$$eval('.figure', (all, wanted) => {
    for (const one of all)
      if (one.querySelector('dt').textContent === wanted)
        return one.querySelector('.value').textContent;
    return null;
  }, label);
}
