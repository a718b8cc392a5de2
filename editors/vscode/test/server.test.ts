// Settings and requests of the extension, with the real server. Sizes are those
// that the compiler says.

import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeEach, test} from 'node:test';

import {explainCommand, frameCommand, frameDocument, frameParameters,
        frameRequest, pageDocument} from '../src/layout';
import {findProgram} from '../src/program';
import {defaults, Settings} from '../src/settings';
import {statusText} from '../src/status';

import {clang, coroscope, manifest, Project, Server} from './server';

const wholeFile = {start: {line: 0, character: 0},
                   end: {line: 1000, character: 0}};

let project: Project;
let server: Server;

function frameSize(level: string): number {
  const {stderr} = spawnSync(
      clang, ['-std=c++20', level, '-c', '-o', '/dev/null',
              '-Rpass=coro-split', project.file], {encoding: 'utf8'});
  return Number(/'[^']*held[^']*' \(frame_size=(\d+)/.exec(stderr)![1]);
}

async function start(changes: Partial<Settings> = {}, commands = ''):
    Promise<{name: string, version: string}> {
  const settings = {...defaults, ...changes};
  server = new Server(settings, project.directory);
  return server.open(project, settings, commands);
}

async function tableAt(line: number) {
  return frameDocument(project.file, project.uri,
                       await server.connection.sendRequest<string>(
      frameRequest, frameParameters(project.uri, {line, character: 0})));
}

beforeEach(() => project = new Project());
afterEach(async () => {
  assert.equal(await server.stop(), 0);
  project.remove();
});

test('with its defaults, the server finds what is held and shows the frame',
     async () => {
  const info = await start();
  const found = await server.diagnostics(found => found.length > 0);
  assert.equal(found[0].code, 'coroscope-large-value');
  const document = await tableAt(5);
  assert.equal(document?.path, '/held.cpp: frame');
  assert.ok(document.text.includes(`frame of ${frameSize('-O0')} bytes`),
            document.text);
  assert.match(document.text, /Buffer/);
  assert.equal(await tableAt(1), undefined);
  assert.deepEqual(server.logged, []);

  const shown = statusText({kind: 'running', version: info.version,
                            level: 'as-built'});
  const {stdout} = spawnSync(coroscope, ['--version'], {encoding: 'utf8'});
  assert.ok(stdout.includes(info.version));
  assert.equal(shown.text, `Coroscope ${info.version}`);
});

test('settings reach the server when it starts and while it runs', async () => {
  await start({level: '2', hints: false, lenses: false, measure: false,
               rules: {'large-value': '16KiB', 'frame-size': 'off'}});
  assert.deepEqual(await server.diagnostics(), []);
  const document = await tableAt(2);
  assert.ok(document?.text.includes(`frame of ${frameSize('-O2')} bytes`),
            document?.text);
  const textDocument = {uri: project.uri};
  const hints = () => server.connection.sendRequest<unknown[]>(
      'textDocument/inlayHint', {textDocument, range: wholeFile});
  const lenses = () => server.connection.sendRequest<unknown[]>(
      'textDocument/codeLens', {textDocument});
  assert.deepEqual(await hints(), []);
  assert.deepEqual(await lenses(), []);

  // What is not set has its default again.
  await server.configure(defaults);
  assert.notDeepEqual(await server.diagnostics(), []);
  assert.equal((await hints()).length, 2);
  assert.equal((await lenses()).length, 1);
  assert.deepEqual(server.logged, []);
});

test('compile commands are taken from the directory that is set', async () => {
  const other = join(project.directory, 'elsewhere');
  mkdirSync(other);
  project.writeCommands(other, '-O2');
  await start({}, other);
  await server.diagnostics();
  assert.ok((await tableAt(2))?.text.includes(
      `frame of ${frameSize('-O2')} bytes`));
});

test('the commands of lenses and actions give texts', async () => {
  await start({measure: false});
  await server.diagnostics(found => found.length > 0);
  const textDocument = {uri: project.uri};
  const [lens] = await server.connection.sendRequest<any[]>(
      'textDocument/codeLens', {textDocument});
  assert.equal(lens.command.command, frameCommand);
  const run = (command: unknown) =>
      server.connection.sendRequest<string>('workspace/executeCommand', command);
  assert.equal(await run(lens.command), (await tableAt(2))?.text);
  assert.equal(lens.command.arguments[0], project.uri);

  const actions = await server.connection.sendRequest<any[]>(
      'textDocument/codeAction',
      {textDocument, range: wholeFile, context: {diagnostics: []}});
  const {command} = actions.find(one => one.title.startsWith('Explain '));
  assert.equal(command.command, explainCommand);
  const page = pageDocument(command.arguments[0], await run(command));
  assert.equal(page.path, '/large-value.md');
  assert.match(page.text, /^# large-value/);
});

test('the server knows each level and each rule that the editor offers',
     async () => {
  await start({measure: false});
  await server.diagnostics();
  const {properties} = manifest.contributes.configuration;
  for (const level of properties['coroscope.level'].enum)
    await server.configure({...defaults, level});
  const rules: string[] = Object.keys(
      properties['coroscope.rules'].properties);
  for (const value of ['on', 'off'])
    await server.configure({
      ...defaults,
      rules: Object.fromEntries(rules.map(rule => [rule, value]))});
  await server.diagnostics();
  assert.deepEqual(server.logged, []);

  const {stdout} = spawnSync(coroscope, ['rules'], {encoding: 'utf8'});
  const listed = stdout.split('\n\n')[0].split('\n').slice(1).map(
      line => line.split(/ +/));
  assert.deepEqual(rules.sort(), listed.map(words => words[0]).sort());
  for (const [rule, value] of listed)
    assert.ok(properties['coroscope.rules'].properties[rule].description
                  .endsWith(`Default: ${value}.`), rule);
});

test('what it does not know is logged', async () => {
  await start({level: 'fast', rules: {'no-rule': 'on'}});
  await server.diagnostics();
  assert.equal(server.logged.length, 2, server.logged.join('\n'));
});

test('the program of the tests is one that the extension finds', async () => {
  await start({jobs: 1});
  const [directory, name] = [coroscope.replace(/\/[^/]*$/, ''), 'coroscope'];
  assert.equal(findProgram(name, {path: directory}), join(directory, name));
  assert.equal(readFileSync(findProgram(coroscope, {})!).subarray(1, 4)
                   .toString(), 'ELF');
});
