// A real server, driven as the extension does.

import {spawn} from 'node:child_process';
import {copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from
    'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

import {createProtocolConnection, Diagnostic, ProtocolConnection,
        StreamMessageReader, StreamMessageWriter} from
    'vscode-languageserver-protocol/node';

import {serverArguments, serverSettings, Settings} from '../src/settings';

function given(name: string): string {
  const value = process.env[name];
  if (!value)
    throw new Error(`the tests need ${name} in the environment`);
  return value;
}

/** The program. */
export const coroscope = given('COROSCOPE');
export const clang = given('CLANG');
const taskHeader = given('TASK_HEADER');

export const held = `#include "task.h"

Task held() {
  char Buffer[8192];
  touch(Buffer);
  co_await Event{};
  touch(Buffer);
}
`;

/** What package.json says. */
export const manifest = JSON.parse(readFileSync('package.json', 'utf8'));

/** A directory with one file, and compile commands at -O0. */
export class Project {
  readonly directory = mkdtempSync(join(tmpdir(), 'coroscope-'));
  readonly file = join(this.directory, 'held.cpp');
  readonly uri = pathToFileURL(this.file).toString();

  constructor(readonly text = held) {
    copyFileSync(taskHeader, join(this.directory, 'task.h'));
    writeFileSync(join(this.directory, '.coroscope.yaml'), '');
    writeFileSync(this.file, text);
    this.writeCommands(this.directory, '-O0');
  }

  writeCommands(where: string, level: string): void {
    writeFileSync(join(where, 'compile_commands.json'), JSON.stringify([{
      directory: this.directory, file: 'held.cpp',
      arguments: [clang, '-std=c++20', level, '-c', 'held.cpp']}]));
  }

  remove(): void {
    rmSync(this.directory, {recursive: true});
  }
}

/** One server. Diagnostics are kept until asked for. */
export class Server {
  private readonly process;
  readonly connection: ProtocolConnection;
  readonly logged: string[] = [];
  private published: Diagnostic[][] = [];
  private wake: () => void = () => {};

  constructor(settings: Settings, directory: string) {
    this.process = spawn(coroscope, serverArguments(settings),
                         {cwd: directory, stdio: ['pipe', 'pipe', 'inherit']});
    this.connection = createProtocolConnection(
        new StreamMessageReader(this.process.stdout),
        new StreamMessageWriter(this.process.stdin));
    this.connection.onNotification('window/logMessage',
                                   ({message}) => this.logged.push(message));
    this.connection.onNotification(
        'textDocument/publishDiagnostics', ({diagnostics}) => {
          this.published.push(diagnostics);
          this.wake();
        });
    this.connection.listen();
  }

  async open(project: Project, settings: Settings, commands = ''):
      Promise<{name: string, version: string}> {
    const answer: any = await this.connection.sendRequest('initialize', {
      processId: process.pid, rootUri: null, capabilities: {},
      initializationOptions: serverSettings(settings, commands)});
    await this.connection.sendNotification('initialized', {});
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: {uri: project.uri, languageId: 'cpp', version: 1,
                     text: project.text}});
    return answer.serverInfo;
  }

  configure(settings: Settings, commands = ''): Promise<void> {
    return this.connection.sendNotification(
        'workspace/didChangeConfiguration',
        {settings: serverSettings(settings, commands)});
  }

  /** The next diagnostics that are wanted. */
  async diagnostics(isWanted: (found: Diagnostic[]) => boolean = () => true):
      Promise<Diagnostic[]> {
    for (;;) {
      const next = this.published.shift();
      if (next === undefined)
        await new Promise<void>(resolve => this.wake = resolve);
      else if (isWanted(next))
        return next;
    }
  }

  /** Gives the exit code. */
  async stop(): Promise<number | null> {
    const gone = new Promise<number | null>(
        resolve => this.process.once('exit', resolve));
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    const code = await gone;
    this.connection.dispose();
    return code;
  }
}
