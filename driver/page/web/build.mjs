// Builds ../page.html: one file with the script and the style, and a policy that
// allows these two by their hashes and nothing else.
//
// node build.mjs [OUTPUT]

import {createHash} from 'node:crypto';
import {readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

import {build} from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const output = process.argv[2] ?? join(here, '..', 'page.html');

async function bundle(entry, options) {
  const {outputFiles} = await build({
    entryPoints: [join(here, entry)], bundle: true, minify: true, write: false,
    target: ['es2022'], charset: 'ascii', legalComments: 'none', ...options});
  // The contents of an element must not end it.
  return outputFiles[0].text.trim().replace(/<\/(script|style)/gi, '<\\/$1');
}

function hash(text) {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

const script = await bundle('src/main.ts', {format: 'iife'});
const style = await bundle('style.css', {});
const policy = [
  "default-src 'none'", `script-src ${hash(script)}`, `style-src ${hash(style)}`,
  'img-src data:', "base-uri 'none'", "form-action 'none'",
  "require-trusted-types-for 'script'", "trusted-types 'none'",
].join('; ');
const parts = {POLICY: policy, STYLE: style, SCRIPT: script};
const page = readFileSync(join(here, 'template.html'), 'utf8')
                 .replace(/%(POLICY|STYLE|SCRIPT)%/g, (_, name) => parts[name]);
for (const mark of ['<!--title-->', '<!--data-->'])
  if (page.split(mark).length !== 2)
    throw new Error(`the page has ${mark} not once`);
writeFileSync(output, page);
