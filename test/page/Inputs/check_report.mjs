// The overview and every coroutine of a report, compared with its JSON.
//
// check_report.mjs PAGE JSON

import {digits, figure, go, inBrowser, is, number, ok, open, readJson, settled,
        texts} from './browser.mjs';

const [path, json] = process.argv.slice(2);
const report = readJson(json);
const all = report.coroutines;
const sum = of => all.reduce((total, one) => total + of(one), 0);

/** The bytes of an exact text: the reports here are small. */
const bytes = value => `${number(value)} B`;

async function checkOverview(page) {
  is(await figure(page, 'Coroutines'), number(all.length), 'coroutines');
  is(await figure(page, 'All frames'), bytes(sum(c => c.frame.size)), 'frames');
  is(await figure(page, 'Peak live'), bytes(sum(c => c.frame.needed)), 'peak live');
  is(await figure(page, 'Waste'), bytes(sum(c => c.frame.waste.bytes)), 'waste');
  is(await figure(page, 'Findings'), number(sum(c => c.findings.length)), 'findings');
  is(await figure(page, 'Units'), number(report.units.length), 'units');

  // The distribution: what the bars say adds up.
  const bars = await page.$$eval('.histogram a', all => all.map(
      one => one.getAttribute('aria-label')));
  is(bars.reduce((total, words) => total + digits(words.split(': ')[1]), 0),
     all.length, 'the bars of sizes');

  // Units that failed, with their reasons.
  const failed = report.units.filter(
      unit => !['analyzed', 'skipped'].includes(unit.status));
  is(await page.$$eval('.failed li', all => all.length), failed.length, 'failed units');
  for (const unit of failed)
    ok((await texts(page, '.failed li')).some(text => text.includes(unit.file) &&
       text.includes(unit.status)), `${unit.file} is among the failed units`);

  // Rules, and each of them as a filter.
  const rules = new Map();
  for (const c of all)
    for (const rule of new Set(c.findings.map(f => f.rule)))
      rules.set(rule, (rules.get(rule) ?? 0) + 1);
  const shown = await page.$$eval('.bars a', all => all.map(one => [
    one.querySelector('.bar-label').textContent,
    Number(one.querySelector('.bar-value').textContent)]));
  is(new Map(shown).size, rules.size, 'rules with findings');
  for (const [rule, n] of shown) {
    is(n, rules.get(rule), `coroutines with ${rule}`);
    await page.click(`.bars a:has(.bar-label:text-is("${rule}"))`);
    await settled(page);
    is(await page.$$eval('.rows tbody [data-at]', all => all.length), n,
       `rows with ${rule}`);
    ok(page.url().includes('rule=' + rule), 'the address holds the rule');
    await page.click('.clear');
    await settled(page);
  }
}

async function checkTreemap(page) {
  for (const [by, valueOf] of [
    ['Size', c => c.frame.size], ['Waste', c => c.frame.waste.bytes],
    ['Chain', c => c.chain.bytes]]) {
    await page.click(`.choice a:text-is("${by}")`);
    await settled(page);
    const cells = await page.$$eval('.treemap a', all => all.filter(
        a => a.querySelector('.cell')).map(a => {
          const box = a.querySelector('rect').getBoundingClientRect();
          return [a.getAttribute('aria-label').split('\n')[0],
                  box.width * box.height];
        }));
    const expected = all.filter(c => valueOf(c) > 0);
    const area = cells.reduce((total, [, own]) => total + own, 0);
    const whole = expected.reduce((total, c) => total + valueOf(c), 0);
    for (const c of expected.filter(c => valueOf(c) > whole / 100)) {
      const cell = cells.find(([name]) => name === c.name);
      ok(cell, `${c.name} is in the treemap by ${by}`);
      const share = valueOf(c) / whole;
      ok(!cell || Math.abs(cell[1] / area - share) < 0.03 + share / 8,
         `${c.name} has ${cell?.[1]} of ${area} by ${by}, its share is ${share}`);
    }
  }
  await page.click('.choice a:text-is("Size")');
  await settled(page);
  // Names are texts of the document: the browser's own search finds them.
  const largest = all.reduce((a, b) => a.frame.size > b.frame.size ? a : b);
  const short = largest.name.replace(/\(.*/, '').replace(/.*::/, '');
  ok(await page.evaluate(name => window.find(name), short), `search finds ${short}`);
  // A folder leads into it.
  await page.click('.treemap .file + text');
  await settled(page);
  ok(/[?&]in=/.test(page.url()), 'the address holds the folder');
  const within = await page.$$eval('.rows .where', all => all.map(
      one => one.textContent.replace(/:\d.*/, '')));
  is(new Set(within).size, 1, 'the table has one file then');
  await page.goBack();
  await settled(page);
}

/** Occupants that the page shows as one. */
function valuesOf(coroutine) {
  const values = [];
  coroutine.frame.ranges.forEach((range, r) => {
    for (const o of range.occupants) {
      const same = values.find(v => v.range === r && !o.ranges && v.kind === o.kind &&
          v.name === o.name && v.type === o.type && v.size === o.size);
      if (same) {
        o.heldAcross.forEach(id => same.held.add(id));
        o.liveAcross.forEach(id => same.live.add(id));
      } else
        values.push({range: r, kind: o.kind, name: o.name, type: o.type, size: o.size,
                     held: new Set(o.heldAcross), live: new Set(o.liveAcross)});
    }
  });
  return values;
}

async function checkCoroutine(page, c) {
  const words = text => `${c.name}: ${text}`;
  await go(page, '#coroutine/' + encodeURIComponent(c.key), '.coroutine .grid');
  is(await page.textContent('h1'), c.name, words('heading'));
  is(await figure(page, 'Frame'), bytes(c.frame.size), words('frame'));
  is(await figure(page, 'Peak live'), bytes(c.frame.needed), words('peak live'));
  is(await figure(page, 'Waste'), bytes(c.frame.waste.bytes), words('waste'));
  is(await figure(page, 'Chain'), bytes(c.chain.bytes), words('chain'));

  // The ruler: every range, and each value in a lane of its own.
  const values = valuesOf(c);
  is(await page.$$eval('.ruler a[data-value]', all => all.length), values.length,
     words('values in the ruler'));
  is(await page.$$eval('.ruler .kind-padding', all => all.length),
     c.frame.ranges.filter(range => range.padding).length, words('padding'));
  await go(page, `#coroutine/${encodeURIComponent(c.key)}?scale=true`, '.ruler');
  const wide = await page.$eval('.ruler', one => one.getBoundingClientRect().width);
  for (const range of c.frame.ranges.filter(r => r.size > c.frame.size / 20)) {
    const title = range.padding ? 'padding' : range.occupants[0].name;
    const found = await page.$$eval('.ruler .piece', (all, size) => all.some(
        one => Math.abs(one.getBoundingClientRect().width - size) < 3),
        wide * range.size / c.frame.size);
    ok(found, words(`a piece as wide as ${title}, ${range.size} bytes`));
  }

  // The grid: needed, held, or neither, at each suspension.
  const ids = await page.$$eval('.grid thead .cell .id', all => all.map(
      one => one.textContent.split('–').map(Number)));
  is(ids[ids.length - 1]?.at(-1) ?? -1, c.suspends.length - 1, words('suspensions'));
  const rows = await page.$$eval('.grid tbody tr[data-value]', all => all.map(row => ({
    range: Number(row.dataset.value.split('.')[0]),
    name: row.querySelector('.name').textContent,
    size: Number(row.querySelector('.number').textContent.replace(/,/g, '')),
    cells: [...row.querySelectorAll('.cell')].map(cell => cell.textContent),
  })));
  is(rows.length, values.length, words('rows of the grid'));
  for (const value of values) {
    const own = rows.filter(row => row.range === value.range && row.size === value.size);
    const expected = ids.map(([id]) => value.live.has(id) ? 'needed' :
                                       value.held.has(id) ? 'only held' : '');
    ok(own.some(row => JSON.stringify(row.cells) === JSON.stringify(expected)),
       words(`'${value.name}' is ${expected} in the grid, and not ${
           JSON.stringify(own.map(row => row.cells))}`));
  }
  const needed = await page.$$eval('.grid tfoot tr:first-child .cell', all => all.map(
      cell => Number(cell.textContent.replace(/[^0-9]/g, ''))));
  is(Math.max(0, ...needed), Math.max(0, ...c.suspends.map(s => s.liveBytes)),
     words('bytes at the peak'));

  // States: one for each group, with the arrows between them.
  is(await page.$$eval('.state-list li:has(a)', all => all.length), ids.length,
     words('states'));
  const last = c.states.at(-1);
  ok(!last?.mayEnd || (await texts(page, '.state-list li')).some(
      text => text.includes('the end')), words('a state from which it may end'));

  // Findings, with reasons and advice.
  is(await texts(page, '.finding .message'), c.findings.map(f => f.message),
     words('findings'));
  for (const [i, finding] of c.findings.entries()) {
    const text = await page.$eval(`.finding:nth-of-type(${i + 1})`,
                                  one => one.textContent);
    ok(text.includes(finding.rule), words('the rule of a finding'));
    for (const note of finding.notes)
      ok(text.includes(note.message), words(`the note '${note.message}'`));
    for (const advice of finding.advice) {
      ok(text.includes(advice.text), words(`the advice '${advice.text}'`));
      if (advice.measured)
        ok(text.includes(bytes(advice.frameSize)), words('what an edit saves'));
    }
  }

  // Its chain, its callers and its calls.
  const chain = await texts(page, '.widest-path li');
  is(chain.length > 1, (c.chain.next ?? '') !== '', words('a widest path'));
  if (c.chain.next) {
    const next = all.find(other => other.key === c.chain.next);
    // Long names are cut.
    ok(chain[1].startsWith(next.name.slice(0, 90)), words(`the widest path goes to '${next.name}', not '${chain[1]}'`));
    ok((await page.$$('.icicle .widest')).length >= 2, words('an icicle'));
  }
  const callers = all.filter(other => other.calls.some(call => call.key === c.key))
                      .map(other => other.name);
  const listed = (await texts(page, '#callers')).join();
  for (const caller of callers)
    ok(listed.includes(caller), words('called by ' + caller));
  for (const site of report.callSites.filter(site => site.key === c.key))
    ok(listed.includes(site.caller), words('called by ' + site.caller));
  const calls = (await texts(page, '#calls')).join();
  for (const call of c.calls)
    ok(calls.includes(call.name.slice(0, 60)), words('awaits ' + call.name));

  // Where it came out different.
  is(await page.$$eval('#units tbody tr', all => all.length),
     c.variants?.length ?? 0, words('variants'));
  for (const variant of c.variants ?? [])
    ok((await texts(page, '#units tbody tr')).some(text => text.includes(variant.unit) &&
       text.includes(number(variant.size))), words('the variant of ' + variant.unit));
}

await inBrowser(async browser => {
  const page = await open(browser, path);
  await checkOverview(page);
  await checkTreemap(page);
  for (const coroutine of all)
    await checkCoroutine(page, coroutine);
});
