// What pages show of the sources.
//
// check_source.mjs DIRECTORY FILE

import {readFileSync} from 'node:fs';
import {join} from 'node:path';

import {go, inBrowser, is, ok, open, readJson, settled, texts} from './browser.mjs';

const [directory, name] = process.argv.slice(2);
const lines = readFileSync(join(directory, name), 'utf8').split('\n');
const report = readJson(join(directory, 'report.json'));
const primes = report.coroutines.find(c => c.name === 'primes()');
const hash = '#coroutine/' + encodeURIComponent(primes.key);

const at = async (browser, page) => {
  const made = await open(browser, join(directory, page), {hash});
  await made.waitForSelector('.coroutine');
  await settled(made);
  return made;
};

/** Every line of the file that a place of the coroutine is near to. */
function expectedLines() {
  const wanted = new Set();
  const walk = value => {
    if (Array.isArray(value))
      value.forEach(walk);
    else if (value && typeof value === 'object') {
      if (value.file === name && value.line)
        for (let line = value.line - 2; line <= value.line + 2; ++line)
          if (line >= 1 && line < lines.length)
            wanted.add(line);
      Object.values(value).forEach(walk);
    }
  };
  walk(primes);
  return [...wanted].sort((a, b) => a - b);
}

/** The edit applied by us. */
function edited(advice) {
  let text = Buffer.from(lines.join('\n'));
  for (const edit of [...advice.edits].sort((a, b) => b.offset - a.offset))
    text = Buffer.concat([text.subarray(0, edit.offset), Buffer.from(edit.replacement),
                          text.subarray(edit.offset + edit.length)]);
  return text.toString().split('\n');
}

await inBrowser(async browser => {
  const advice = primes.findings.flatMap(f => f.advice).find(a => a.measured);
  const after = edited(advice);
  const added = after.filter(line => !lines.includes(line));
  const removed = lines.filter(line => !after.includes(line));

  const source = await at(browser, 'source.html');
  const shown = await source.$$eval('.source li', all => all.map(
      one => [one.value, one.querySelector('code').textContent.trimEnd()]));
  is(shown.map(([line]) => line), expectedLines(), 'the lines that are shown');
  for (const [line, text] of shown)
    is(text, lines[line - 1].trimEnd(), `line ${line}`);
  // What is said of them: the value in its line, the suspension in its own.
  const value = primes.frame.ranges.flatMap(r => r.occupants)
                    .find(o => o.name === 'IsComposite');
  ok((await source.textContent(`.source li[value="${value.line}"]`)).includes(
     'IsComposite 2,000 B'), 'the value is named at its declaration');
  const wait = primes.suspends.find(s => s.kind === 'yield');
  ok((await source.textContent(`.source li[value="${wait.line}"]`)).includes(
     'co_yield 1'), 'the suspension is named');
  // A note leads to its line, and the address stays that of the view.
  await source.click('.finding .notes a >> nth=0');
  is(await source.evaluate(() => document.activeElement.value), wait.line,
     'a note leads to its line');
  ok(source.url().endsWith(hash) || source.url().includes('coroutine/primes'),
     'the address is that of the view');
  const diffOf = page => texts(page, '.diff span').then(
      all => page.$$eval('.diff span', own => own.map(one => one.textContent.trimEnd())));
  const diff = await diffOf(source);
  for (const line of added)
    ok(diff.includes('+' + line), `the diff adds ${line}`);
  for (const line of removed)
    ok(diff.includes('-' + line), `the diff takes ${line} away`);
  ok(diff.some(line => line[0] === ' '), 'there are lines around');

  // Without: only the lines that an edit changes.
  const plain = await at(browser, 'plain.html');
  is(await plain.$$eval('.source', all => all.length), 0, 'no lines');
  const short = await diffOf(plain);
  ok(short.length > 0 && short.every(line => '+-@'.includes(line[0])),
     `only what changes: ${short.join('|')}`);
  for (const line of added)
    ok(short.includes('+' + line), `the short diff adds ${line}`);

  // Nothing where the sources are not, or are others.
  for (const [page, why] of [['nowhere.html', 'elsewhere'], ['changed.html', 'changed']]) {
    const other = await at(browser, page);
    is(await other.$$eval('.source, .diff', all => all.length), 0, `nothing, ${why}`);
    ok((await other.textContent('.advice')).includes('The edit is not shown'),
       `it says so, ${why}`);
  }
});
