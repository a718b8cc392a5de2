// Bundles the extension into dist/extension.js, with the licenses of what is in
// it beside; with --tests, the tests into dist-test/.

import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

import {build} from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));

function bundle(entryPoints, outdir, options) {
  return build({
    entryPoints, outdir, bundle: true, platform: 'node', format: 'cjs',
    target: ['node18'], external: ['vscode'], legalComments: 'none',
    absWorkingDir: here, logLevel: 'warning', ...options});
}

/** The licenses of the packages whose files were bundled. */
function licenses(inputs) {
  const packages = new Set(
      inputs.flatMap(file => file.match(
          /^.*node_modules\/(?:@[^/]+\/)?[^/]+/g) ?? []));
  return [...packages].sort().map(path => {
    const {name, version, license} =
        JSON.parse(readFileSync(join(here, path, 'package.json'), 'utf8'));
    const file = readdirSync(join(here, path))
                     .find(file => /^licen[cs]e/i.test(file));
    if (!file)
      throw new Error(`${name} ${version} (${license}) has no license file`);
    const text = readFileSync(join(here, path, file), 'utf8').trim();
    return `${name} ${version} (${license})\n\n${text}\n`;
  }).join(`\n${'-'.repeat(80)}\n\n`);
}

if (process.argv.includes('--tests')) {
  const tests = readdirSync(join(here, 'test'))
                    .filter(name => name.endsWith('.test.ts'));
  await bundle(tests.map(name => join('test', name)), 'dist-test',
               {outExtension: {'.js': '.cjs'}});
} else {
  const {metafile} = await bundle(['src/extension.ts'], 'dist',
                                  {minify: true, metafile: true});
  writeFileSync(join(here, 'dist', 'LICENSES.txt'),
                licenses(Object.keys(metafile.inputs)));
}
