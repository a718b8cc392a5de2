// Settings, and what is said about them.

import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

import {commands} from '../src/commands';
import {defaults, expand, needsRestart, readSettings, serverArguments,
        serverSettings, Settings} from '../src/settings';
import {statusText} from '../src/status';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const settings: Settings = {...defaults};

test('package.json declares what is read, with the same defaults', () => {
  const {'coroscope.trace.server': _, ...declared} =
      manifest.contributes.configuration.properties;
  assert.deepEqual(
      readSettings(name => declared[`coroscope.${name}`]?.default), defaults);
  assert.equal(Object.keys(declared).length, Object.keys(defaults).length);
});

test('each setting has a description', () => {
  for (const [name, one] of Object.entries<any>(
           manifest.contributes.configuration.properties))
    assert.ok(one.description ?? one.markdownDescription, name);
});

test('each command is declared, and each that is declared is there', () => {
  const declared: string[] = manifest.contributes.commands.map(
      (one: any) => one.command);
  assert.deepEqual(Object.values(commands).sort(), declared.sort());
});

test('only the program and the number of jobs want another start', () => {
  assert.ok(!needsRestart(settings, {...settings, level: '2', hints: false}));
  assert.ok(needsRestart(settings, {...settings, path: 'other'}));
  assert.ok(needsRestart(settings, {...settings, jobs: 3}));
  assert.deepEqual(serverArguments(settings), ['lsp']);
  assert.deepEqual(serverArguments({...settings, jobs: 3}), ['lsp', '-j', '3']);
});

test('the server gets all of its settings each time', () => {
  assert.deepEqual(serverSettings({...settings, level: 's'}, '/build'), {
    level: 's', rules: {}, measure: true, hints: true, lenses: true,
    compileCommandsDirectory: '/build'});
});

test('~ counts at the beginning only', () => {
  assert.equal(expand('~/bin', {home: '/h'}), '/h/bin');
  assert.equal(expand('a~/bin', {home: '/h'}), 'a~/bin');
  assert.equal(expand('~other/bin', {home: '/h'}), '~other/bin');
  assert.equal(expand('${workspaceFolder}/x', {}), '${workspaceFolder}/x');
});

test('the status names the level and what is missing', () => {
  assert.equal(statusText({kind: 'running', version: '1', level: '2'}).detail,
               'frames at -O2');
  assert.match(statusText({kind: 'missing', setting: 'x'}).detail, /'x'/);
});
