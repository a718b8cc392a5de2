// Parses diagrams with Mermaid's own parser, and prints the kind of each.
//
// parse_mermaid.mjs DIRECTORY_OF_NODE_MODULES FILE...
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

const [modules, ...files] = process.argv.slice(2);
const require = createRequire(join(modules, 'from-here.js'));
// What it cleans texts with wants a document.
const {JSDOM} = require('jsdom');
globalThis.window = new JSDOM('<body></body>').window;
globalThis.document = window.document;
const {default: mermaid} =
    await import(pathToFileURL(require.resolve('mermaid')).href);
for (const file of files)
  console.log((await mermaid.parse(readFileSync(file, 'utf8'))).diagramType);
