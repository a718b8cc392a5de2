// Loads the extension of a directory as an editor does, with nothing behind the
// editor's own module, and prints what it exports.

const Module = require('node:module');
const {join, resolve} = require('node:path');

/** Has each property, can be called, made, and derived from. */
const anything = new Proxy(class {}, {
  get: (target, name) => name in target ? target[name] : anything,
  apply: () => anything,
});

const load = Module._load;
Module._load = (name, ...rest) =>
    name === 'vscode' ? anything : load(name, ...rest);

const root = resolve(process.argv[2]);
const {main} = require(join(root, 'package.json'));
const extension = require(join(root, main));
const functions = Object.keys(extension).filter(
    name => typeof extension[name] === 'function');
console.log(functions.sort().join(' '));
