// Looks and accessibility of the views of a page.
//
// check_schemes.mjs DIRECTORY PAGE VIEW...

import {readFileSync} from 'node:fs';
import {join} from 'node:path';

import {go, inBrowser, is, ok, open, settled} from './browser.mjs';

const [directory, name, ...views] = process.argv.slice(2);
const path = join(directory, name);
const axe = readFileSync(new URL(
    '../../../driver/page/web/node_modules/axe-core/axe.min.js', import.meta.url),
    'utf8');

/** What is wider than the window without being in something that scrolls. */
function sticksOut() {
  return document.documentElement.scrollWidth - document.documentElement.clientWidth;
}

/** The contrast of the texts of pictures, which axe does not look at. */
function palePictureTexts() {
  const channel = c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const luminance = ([r, g, b]) => 0.2126 * channel(r / 255) +
      0.7152 * channel(g / 255) + 0.0722 * channel(b / 255);
  const parse = text => (text.match(/[\d.]+/g) ?? []).map(Number);
  const over = (top, ground) => {
    const alpha = top[3] ?? 1;
    return [0, 1, 2].map(i => top[i] * alpha + ground[i] * (1 - alpha));
  };
  const page = parse(getComputedStyle(document.body).backgroundColor);
  const pale = [];
  for (const text of document.querySelectorAll('svg text')) {
    if (text.closest('.pale, .waits'))
      continue; // Pale on purpose: what one has not asked about.
    const rect = text.parentElement.querySelector(':scope > rect');
    let ground = page;
    const own = rect && getComputedStyle(rect);
    if (own && own.fill.startsWith('rgb')) {
      const fill = parse(own.fill);
      ground = over([...fill.slice(0, 3), (fill[3] ?? 1) * Number(own.fillOpacity)],
                    page);
    }
    const ink = parse(getComputedStyle(text).fill);
    const [light, dark] = [luminance(ink), luminance(ground)].sort((a, b) => b - a);
    const contrast = (light + 0.05) / (dark + 0.05);
    if (contrast < 4.5)
      pale.push(`${text.textContent}: ${contrast.toFixed(2)}, ${
          rect?.getAttribute('class') ?? text.getAttribute('class')}`);
  }
  return pale.slice(0, 5);
}

await inBrowser(async browser => {
  for (const scheme of ['light', 'dark'])
    for (const width of [390, 820, 1440]) {
      const page = await open(browser, path, {hash: '#' + encodeURI(views[0]), scheme,
                                              width, height: 900});
      await page.evaluate(axe);
      for (const view of views) {
        const words = text => `${view}, ${scheme}, ${width} wide: ${text}`;
        await go(page, '#' + view, 'main > div');
        is(await page.evaluate(sticksOut), 0, words('pixels stick out'));
        is(await page.evaluate(palePictureTexts), [], words('pale texts'));
        // In frames that scroll, axe takes what is out of sight for hidden.
        const {violations} = await page.evaluate(
            () => axe.run(document, {resultTypes: ['violations']}));
        for (const violation of violations)
          ok(false, words(`${violation.id}: ${violation.help}: ${
              violation.nodes.slice(0, 3).map(node => node.html.slice(0, 120))
                  .join(' | ')}`));
        ok(true, words('looked at'));
        const ground = await page.evaluate(
            () => getComputedStyle(document.body).backgroundColor);
        const [red] = ground.match(/\d+/g).map(Number);
        ok(scheme === 'light' ? red > 200 : red < 60, words(`the ground is ${ground}`));
      }
      await page.context().close();
    }
  // On paper it is light, and what scrolls is whole.
  const page = await open(browser, path, {hash: '#' + encodeURI(views[0]),
                                          scheme: 'dark'});
  await settled(page);
  const pdf = await page.pdf({format: 'A4'});
  ok(pdf.length > 5000, `a document to print has ${pdf.length} bytes`);
  await page.emulateMedia({media: 'print', colorScheme: 'dark'});
  is(await page.evaluate(() => getComputedStyle(document.body).backgroundColor),
     'rgb(255, 255, 255)', 'the ground on paper');
  is(await page.$$eval('header nav, .toolbar', all => all.filter(
      one => getComputedStyle(one).display !== 'none').length), 0,
     'what cannot be clicked is not printed');
});
