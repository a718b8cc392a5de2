// Texts that try to be something else stay texts.
//
// check_hostile.mjs PAGE JSON

import {readFileSync} from 'node:fs';

import {go, inBrowser, is, ok, open, readJson, settled, texts} from './browser.mjs';

const [path, json] = process.argv.slice(2);
const report = readJson(json);
const kind = path.match(/(\w+)\.html$/)[1];

const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

/** A text as the page shows it: what cannot be seen is written out. */
function shown(text) {
  return [...text].map(c => {
    const point = c.codePointAt(0);
    return point < 0x20 || point === 0x7f ? '\\x' + point.toString(16).padStart(2, '0') :
        hidden.test(c) ? '\\u' + point.toString(16).padStart(4, '0') : c;
  }).join('');
}

async function checkDocument(page, words) {
  const found = await page.evaluate(() => ({
    elements: [...document.querySelectorAll('main *')].map(one => one.localName)
        .filter(name => ['script', 'img', 'style', 'b', 'iframe', 'object', 'link']
            .includes(name)),
    addresses: [...document.querySelectorAll('main a, nav a')].map(
        one => one.getAttribute('href')).filter(href => href && href[0] !== '#'),
    handlers: [...document.querySelectorAll('*')].flatMap(one =>
        [...one.attributes].filter(a => /^on/.test(a.name)).map(a => a.name)),
    text: document.body.textContent + [...document.querySelectorAll('*')].flatMap(
        one => [...one.attributes].map(a => a.value)).join(' '),
  }));
  is(found.elements, [], words + ': elements');
  is(found.addresses, [], words + ': addresses');
  is(found.handlers, [], words + ': handlers');
  const control = found.text.match(hidden);
  ok(!control, `${words}: ${JSON.stringify(control?.[0])} is in the document`);
}

await inBrowser(async browser => {
  // In the file itself: only data that has no markup, and a title.
  const text = readFileSync(path, 'utf8');
  const scripts = text.match(/<script\b[^>]*>/g);
  is(scripts.filter(one => !/^<script type="application\/x-coroscope" data-part="\w+">$/.test(one)),
     ['<script>'], 'one script that runs');
  is(text.match(/<\/script/g).length, scripts.length, 'ends of scripts');

  const page = await open(browser, path);
  await checkDocument(page, 'the start');
  const titles = await page.title();
  ok(titles.includes('Coroscope'), 'the title');

  if (kind === 'report') {
    const names = await texts(page, '.rows .name');
    for (const c of report.coroutines) {
      await go(page, '#coroutine/' + encodeURIComponent(shown(c.key)), '.coroutine');
      is(await page.textContent('h1'), shown(c.name), 'the heading');
      await checkDocument(page, JSON.stringify(c.name.slice(0, 40)));
      const own = await page.textContent('.coroutine');
      for (const finding of c.findings)
        ok(own.includes(shown(finding.message)), `the message of ${c.name}`);
      // A link of the page itself leads to the same.
      await go(page, '#overview?q=', '.rows');
    }
    for (const name of names)
      ok(report.coroutines.some(c => shown(c.name).trim() === name),
         `${name} is a name of the report`);
    // Each row leads to its own coroutine.
    for (let i = 0; i < report.coroutines.length; ++i) {
      await go(page, '#overview', '.rows tbody a[tabindex="0"]');
      await page.focus('.rows tbody a[tabindex="0"]');
      await page.keyboard.press('Home');
      for (let step = 0; step < i; ++step)
        await page.keyboard.press('ArrowDown');
      const name = await page.evaluate(
          () => document.activeElement.querySelector('.name').textContent);
      await page.keyboard.press('Enter');
      await page.waitForSelector('.coroutine');
      is(await page.textContent('h1'), name, 'a row leads to its coroutine');
    }
  } else if (kind === 'compare') {
    for (const c of report.coroutines) {
      await go(page, '#change/' + encodeURIComponent(shown(c.key)), '.coroutine');
      is(await page.textContent('h1'), shown(c.name), 'the heading');
      await checkDocument(page, JSON.stringify(c.name.slice(0, 40)));
    }
  } else {
    await go(page, '#step/1', '.step');
    await checkDocument(page, 'a step');
    ok((await texts(page, '.change-list .mono')).length > 20, 'changes of the step');
  }

  for (const hash of ['#constructor', '#__proto__', '#coroutine/__proto__x', '#step/toString',
                      '#overview?by=toString&kind=constructor&rule=__proto__&size=a-b',
                      '#overview?in=../../..&sort=constructor&q=%', '#change/hasOwnProperty',
                      '#chains/<script>alert(1)<%2Fscript>?x=<b>', '#?__proto__=1',
                      '#overview?__proto__=x&constructor=y', '#main', '#%']) {
    await page.evaluate(to => {
      location.hash = to;
    }, hash);
    await settled(page);
    is(await page.getAttribute('html', 'data-ready'), 'true', `${hash} is survived`);
    await checkDocument(page, hash);
  }
});
