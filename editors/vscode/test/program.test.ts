// Finding the program, without one.

import assert from 'node:assert/strict';
import {chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from
    'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, test} from 'node:test';

import {absolutePath, findProgram, missingProgram} from '../src/program';

const root = mkdtempSync(join(tmpdir(), 'coroscope-program-'));
after(() => rmSync(root, {recursive: true}));

function place(path: string, mode = 0o755): string {
  const whole = join(root, path);
  mkdirSync(join(whole, '..'), {recursive: true});
  writeFileSync(whole, '#!/bin/sh\n');
  chmodSync(whole, mode);
  return whole;
}

test('a name is searched in PATH, in its order', () => {
  const first = place('first/tool'), second = place('second/tool');
  const path = `${join(root, 'first')}:${join(root, 'second')}`;
  assert.equal(findProgram('tool', {path}), first);
  assert.equal(findProgram('tool', {path: join(root, 'second')}), second);
  assert.equal(findProgram('tool', {path: root}), undefined);
  assert.equal(findProgram('tool', {}), undefined);
  // What is relative in PATH would run what is in a project.
  assert.equal(findProgram('tool', {path: '.::first'}), undefined);
});

test('after PATH, where people install for themselves', () => {
  const own = place('home/.local/bin/tool');
  assert.equal(findProgram('tool', {path: '/nowhere', home: join(root, 'home')}),
               own);
});

test('what cannot be run is no program', () => {
  const text = place('text/tool', 0o644);
  mkdirSync(join(root, 'folder/tool'), {recursive: true});
  const path = `${join(root, 'text')}:${join(root, 'folder')}`;
  assert.equal(findProgram('tool', {path}), undefined);
  assert.equal(findProgram(text, {}), undefined);
  assert.equal(findProgram('', {path}), undefined);
});

test('paths may begin at home and in the folder that is open', () => {
  const there = place('open/build/tool'), own = place('home/bin/tool');
  const around = {folder: join(root, 'open'), home: join(root, 'home')};
  assert.equal(findProgram('~/bin/tool', around), own);
  assert.equal(findProgram('${workspaceFolder}/build/tool', around), there);
  assert.equal(findProgram('build/tool', around), there);
  assert.equal(findProgram('./build/tool', around), there);
  assert.equal(findProgram('build/tool', {home: around.home}), undefined);
  assert.equal(absolutePath('build', around), join(root, 'open/build'));
  assert.equal(absolutePath('/build', around), '/build');
});

test('a missing program is named as the user has named it', () => {
  assert.match(missingProgram('coroscope'), /not installed/);
  assert.match(missingProgram('/opt/tool'), /'\/opt\/tool'/);
});
