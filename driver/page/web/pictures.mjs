// Makes the pictures of docs/page.md from a page that is named:
//
//   coroscope audit test/examples/*.cpp test/real/*.cpp --system --with-source \
//     --label v0.1.0 -o PAGE -- FLAGS
//   node pictures.mjs PAGE ../../../docs
//
// With 128 colours, as pngquant makes of them, they are half as large.

import {join, resolve} from 'node:path';

import {chromium} from 'playwright-core';

const [page, directory] = process.argv.slice(2);
const pictures = [
  {name: 'page-overview', hash: '', scheme: 'light', height: 880},
  {name: 'page-coroutine', hash: '#coroutine/echo(tcp::socket)', scheme: 'dark',
   height: 1090},
];

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic',
         '--no-first-run', '--disable-background-networking',
         '--disable-component-update', '--disable-sync']});
for (const {name, hash, scheme, height} of pictures) {
  const context = await browser.newContext(
      {viewport: {width: 1200, height}, colorScheme: scheme});
  const shown = await context.newPage();
  await shown.goto('file://' + resolve(page) + hash);
  await shown.waitForSelector('html[data-ready]');
  await shown.waitForTimeout(300);
  await shown.screenshot({path: join(directory, name + '.png')});
}
await browser.close();
