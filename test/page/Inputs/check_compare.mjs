// A comparison, compared with its JSON.
//
// check_compare.mjs DIRECTORY NAME

import {join} from 'node:path';

import {figure, go, inBrowser, is, number, ok, open, readJson, settled,
        texts} from './browser.mjs';

const [directory, name] = process.argv.slice(2);
const made = readJson(join(directory, name + '.json'));
const words = {grown: 'grown', added: 'new', renamed: 'renamed', shrunk: 'smaller',
               removed: 'gone'};

const signed = value => (value > 0 ? '+' : value < 0 ? '−' : '') +
    number(Math.abs(value));

async function checkChange(page, change) {
  const about = text => `${change.name}: ${text}`;
  await go(page, '#change/' + encodeURIComponent(change.key), '.coroutine');
  is(await page.textContent('h1'), change.name, about('heading'));
  ok((await page.textContent('.figures')).includes(signed(change.growth)),
     about('growth'));
  // What it has grown by, and that this is all.
  const blame = await texts(page, '.blame li');
  is(blame.length, change.blame.length, about('shares'));
  for (const share of change.blame)
    ok(blame.some(text => text.includes(share.text) &&
       text.startsWith(signed(share.growth))), about(share.text));
  for (const why of change.exceeds)
    ok((await page.textContent('.warning')).includes(why), about(why));
  if (change.oldName)
    ok((await page.textContent('.facts')).includes(change.oldName), about('old name'));
  // Both frames, to one scale.
  const rulers = await page.$$eval('#rulers .ruler', all => all.map(ruler => {
    const pieces = [...ruler.querySelectorAll('.piece')].map(
        one => one.getBoundingClientRect());
    return Math.max(...pieces.map(box => box.right)) - Math.min(...pieces.map(
        box => box.left));
  }));
  const sizes = [change.before, change.after].filter(size => size !== undefined);
  is(rulers.length, sizes.length, about('rulers'));
  if (sizes.length === 2)
    ok(Math.abs(rulers[1] / rulers[0] - sizes[1] / sizes[0]) < 0.05 *
       Math.max(1, sizes[1] / sizes[0]), about(`rulers of ${rulers} for ${sizes}`));
  is(await page.$$eval('.grid', all => all.length), 1, about('the grid'));
}

await inBrowser(async browser => {
  const page = await open(browser, join(directory, name + '.html'));
  await settled(page);
  ok((await figure(page, 'All frames')).includes(number(made.after.frameBytes)),
     'all frames now');
  ok((await figure(page, 'All frames')).includes(number(made.before.frameBytes)),
     'all frames before');
  ok((await figure(page, 'Findings')).endsWith(String(made.after.findings)),
     'findings');
  ok((await page.textContent('.lead')).includes(
     `${made.unchanged} coroutine`), 'what is unchanged');
  is((await texts(page, 'h1'))[0].replace(/[^v0-9]+/g, ' '),
     {compare: 'v1 v2', back: 'v2 v1', same: 'v1 v1'}[name], 'the labels');
  // The table: every change, by growth.
  is(await page.$$eval('.rows tbody tr[data-at]', all => all.map(row => [
       row.querySelector('.name').textContent.replace(/^! /, ''),
       row.children[1].textContent])),
     [...made.changes].sort((a, b) => b.growth - a.growth)
         .map(change => [change.name, words[change.change]]), 'changes');
  for (const kind of new Set(made.changes.map(change => change.change))) {
    await page.click(`.choice a:text-is("${words[kind]}")`);
    await settled(page);
    is(await page.$$eval('.rows tbody tr[data-at]', all => all.length),
       made.changes.filter(change => change.change === kind).length, 'only ' + kind);
    await page.click('.choice a:text-is("all")');
    await settled(page);
  }
  if (made.changes.length) {
    await page.fill('input[type=search]', made.changes[0].name.slice(0, 5));
    await page.waitForFunction(() => location.hash.includes('q='));
    await settled(page);
    ok(await page.$$eval('.rows tbody tr[data-at]', all => all.length) >= 1, 'a filter');
    await page.fill('input[type=search]', '');
    await page.waitForFunction(() => !location.hash.includes('q='));
    const first = await page.getAttribute('.rows tbody tr:first-child a', 'href');
    await page.click('.rows tbody tr:first-child a');
    await page.waitForSelector('.coroutine');
    ok(page.url().endsWith(first), 'a row leads to its change');
    await page.goBack();
    await settled(page);
  }
  // Elision that is lost and gained, and what is more than allowed.
  const elisions = await texts(page, '#elisions li');
  is(elisions.length, made.elisions.length, 'elisions');
  for (const change of made.elisions) {
    ok(elisions.some(text => text.includes(change.text) &&
       text.includes(change.caller)), change.text);
    ok((await texts(page, '#elisions h3')).includes(
       change.change === 'lost' ? 'Lost' : 'Gained'), change.change);
  }
  for (const why of made.exceeds)
    ok((await page.textContent('.warning')).includes(why), why);
  for (const change of made.changes)
    await checkChange(page, change);
});
