// Several reports over time, compared with them.
//
// check_trend.mjs PAGE REPORT...

import {basename} from 'node:path';

import {figure, go, inBrowser, is, number, ok, open, readJson, settled, texts} from
    './browser.mjs';

const [path, ...files] = process.argv.slice(2);
const reports = files.map(readJson);
const labels = reports.map((report, i) => report.label ?? basename(files[i], '.json'));
const sum = (report, of) => report.coroutines.reduce((all, c) => all + of(c), 0);
const frames = reports.map(report => sum(report, c => c.frame.size));
const signed = value => (value > 0 ? '+' : value < 0 ? '−' : '') +
    number(Math.abs(value));

await inBrowser(async browser => {
  const page = await open(browser, path);
  await settled(page);
  is(await figure(page, 'All frames'), `${number(frames.at(-1))} B`, 'all frames');
  is(await figure(page, 'Coroutines'), number(reports.at(-1).coroutines.length),
     'coroutines');
  is(await figure(page, 'Findings'), number(sum(reports.at(-1), c => c.findings.length)),
     'findings');
  // The chart: a point for each report, as high as its bytes.
  const points = await page.$$eval('#bytes circle.line-0', all => all.map(
      one => Number(one.getAttribute('cy'))));
  is(points.length, reports.length, 'points');
  const rules = await page.$$eval('#bytes .rule', all => all.map(
      one => Number(one.getAttribute('y1'))));
  const bottom = Math.max(...rules);
  const scale = (bottom - points[0]) / frames[0];
  points.forEach((y, i) => ok(Math.abs((bottom - y) - frames[i] * scale) < 0.6,
                              `point ${i} is at ${y}`));
  // The steps at which something has grown are marked.
  const grew = frames.flatMap((own, i) => i && own > frames[i - 1] ?
      [signed(own - frames[i - 1])] : []);
  is(await texts(page, '#bytes .step-words'), grew, 'steps at which it grew');
  // Every point tells its figures.
  const tips = await page.$$eval('#bytes a', all => all.map(
      one => one.getAttribute('aria-label')));
  tips.forEach((tip, i) => ok(tip.includes(labels[i]) &&
      tip.includes(number(frames[i])), `the figures of point ${i}: ${tip}`));
  // The largest coroutines have a line each.
  const largest = new Map();
  for (const report of reports)
    for (const c of report.coroutines)
      largest.set(c.name, Math.max(largest.get(c.name) ?? 0, c.frame.size));
  const top = [...largest].sort((a, b) => b[1] - a[1]).slice(0, 8);
  const series = await page.$$eval('#largest .series-name title', all => all.map(
      one => one.textContent));
  if (top.length > 1)
    for (const [name] of top.slice(0, 4))
      ok(series.includes(name), `${name} has a line`);
  // The table: newest first.
  const rows = await page.$$eval('.plain tbody tr', all => all.map(
      row => [...row.children].map(cell => cell.textContent.trim())));
  is(rows.map(row => row[0]), [...labels].reverse(), 'reports');
  is(rows.map(row => row[1]), [...frames].reverse().map(own => `${number(own)} B`),
     'bytes of each');

  for (let step = 1; step < reports.length; ++step) {
    await go(page, '#step/' + step, '.step');
    const [before, after] = [reports[step - 1], reports[step]];
    ok((await page.textContent('.figures')).includes(
       signed(frames[step] - frames[step - 1])), `the growth of step ${step}`);
    const listed = await texts(page, '.change-list > li');
    const old = new Map(before.coroutines.map(c => [c.key, c.frame.size]));
    for (const c of after.coroutines) {
      const was = old.get(c.key);
      if (was !== undefined && was !== c.frame.size)
        ok(listed.some(text => text.includes(c.name) &&
           text.includes(`${number(was)} → ${number(c.frame.size)}`)),
           `${c.name} is among the changes of step ${step}`);
      if (was === undefined)
        ok(listed.some(text => text.includes(c.name) && text.includes('new')),
           `${c.name} is new in step ${step}`);
    }
  }
  if (reports.length > 2) {
    // Which value did it, and a way from the chart to the step.
    await go(page, '#step/2', '.step');
    ok((await texts(page, '.blame-words li')).some(text => text.includes("'B'")),
       'the value that has grown');
    await go(page, '#trend', '.chart a');
    await page.click('#bytes a >> nth=2');
    await page.waitForSelector('.step');
    ok((await page.textContent('h1')).endsWith(labels[2]), 'a point leads to its step');
    await page.click('.crumbs a:text-is("next step")');
    await settled(page);
    ok((await page.textContent('h1')).endsWith(labels[3]), 'and on to the next');
  }
});
