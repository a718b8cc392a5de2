// Starts the language server, and shows what it has besides the protocol:
// layouts of frames, pages about rules, its state.

import {homedir} from 'node:os';

import * as vscode from 'vscode';
import {LanguageClient, LanguageClientOptions, State as ClientState} from
    'vscode-languageclient/node';

import {commands} from './commands';
import {explainCommand, frameCommand, frameDocument, frameParameters,
        frameRequest, noFrame, pageDocument, scheme, VirtualDocument} from
    './layout';
import {absolutePath, findProgram, missingProgram} from './program';
import {needsRestart, Places, readSettings, serverArguments, serverSettings,
        Settings} from './settings';
import {State, statusText} from './status';

const selector = [{scheme: 'file', language: 'cpp'}];
const installing = 'https://github.com/coroscope/coroscope#install';

function currentSettings(): Settings {
  const all = vscode.workspace.getConfiguration('coroscope');
  return readSettings((name, otherwise) => all.get(name, otherwise));
}

function places(): Places {
  return {folder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
          home: homedir()};
}

function forServer(settings: Settings) {
  const directory = settings.compileCommandsDirectory;
  return serverSettings(settings,
                        directory && absolutePath(directory, places()));
}

/** Documents that the server wrote, until the editor closes. */
class Documents implements vscode.TextDocumentContentProvider {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? '';
  }

  put(document: VirtualDocument): vscode.Uri {
    const uri = vscode.Uri.from(
        {scheme, path: document.path, query: document.query});
    this.texts.set(uri.toString(), document.text);
    this.changed.fire(uri);
    return uri;
  }
}

class Extension implements vscode.Disposable {
  private client?: LanguageClient;
  private settings = currentSettings();
  private readonly documents = new Documents();
  private readonly log = vscode.window.createOutputChannel('Coroscope');
  private readonly status = vscode.languages.createLanguageStatusItem(
      'coroscope', selector);
  private readonly owned: vscode.Disposable[] = [];
  /** Starts and stops happen one after the other. */
  private turn: Promise<void> = Promise.resolve();

  constructor() {
    this.status.name = 'Coroscope';
    const actions: Record<keyof typeof commands, () => unknown> = {
      showFrameLayout: () => this.showFrameAtCursor(),
      restart: () => this.restart(),
      showLog: () => this.log.show(true),
    };
    this.owned.push(
        this.log, this.status,
        vscode.workspace.registerTextDocumentContentProvider(
            scheme, this.documents),
        ...Object.entries(actions).map(
            ([name, run]) => vscode.commands.registerCommand(
                commands[name as keyof typeof commands], run)),
        vscode.workspace.onDidChangeConfiguration(change => {
          if (change.affectsConfiguration('coroscope'))
            this.takeSettings();
        }));
  }

  dispose(): void {
    this.owned.forEach(one => one.dispose());
  }

  restart(): Promise<void> {
    this.turn = this.turn.then(() => this.stop()).then(() => this.start());
    return this.turn;
  }

  finish(): Promise<void> {
    this.turn = this.turn.then(() => this.stop());
    return this.turn;
  }

  private async start(): Promise<void> {
    this.settings = currentSettings();
    const command = findProgram(this.settings.path,
                                {...places(), path: process.env.PATH});
    if (command === undefined) {
      this.tell({kind: 'missing', setting: this.settings.path});
      void this.sayHowToInstall(); // People answer when they like.
      return;
    }
    this.tell({kind: 'starting'});
    const client = new LanguageClient(
        'coroscope', 'Coroscope',
        {command, args: serverArguments(this.settings)},
        this.clientOptions());
    this.client = client;
    client.onDidChangeState(({newState}) => {
      if (newState === ClientState.Running)
        this.tellRunning(client);
      else if (newState === ClientState.Stopped && this.client === client)
        this.tell({kind: 'stopped'});
    });
    try {
      await client.start();
    } catch (wrong) {
      this.log.appendLine(`${command} did not start: ${wrong}`);
      this.tell({kind: 'stopped'});
    }
  }

  private async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    try {
      await client?.dispose();
    } catch (wrong) {
      this.log.appendLine(`stopping: ${wrong}`);
    }
  }

  private clientOptions(): LanguageClientOptions {
    return {
      documentSelector: selector,
      initializationOptions: forServer(this.settings),
      outputChannel: this.log,
      middleware: {
        executeCommand: async (command, given, next) => {
          const answer: unknown = await next(command, given);
          if (typeof answer !== 'string')
            return answer;
          if (command === explainCommand)
            await this.showPage(String(given[0]), answer);
          else if (command === frameCommand)
            await this.showFrame(vscode.Uri.parse(String(given[0])), answer);
          return answer;
        },
      },
    };
  }

  private takeSettings(): void {
    const before = this.settings;
    this.settings = currentSettings();
    if (!this.client || needsRestart(before, this.settings)) {
      void this.restart();
      return;
    }
    void this.client.sendNotification('workspace/didChangeConfiguration',
                                      {settings: forServer(this.settings)});
    if (this.client.state === ClientState.Running)
      this.tellRunning(this.client);
  }

  private tellRunning(client: LanguageClient): void {
    this.tell({kind: 'running',
               version: client.initializeResult?.serverInfo?.version ?? '',
               level: this.settings.level});
  }

  private tell(state: State): void {
    const {text, detail, severity, command} = statusText(state);
    this.status.text = text;
    this.status.detail = detail;
    this.status.command = command;
    this.status.busy = state.kind === 'starting';
    this.status.severity = {
      information: vscode.LanguageStatusSeverity.Information,
      warning: vscode.LanguageStatusSeverity.Warning,
      error: vscode.LanguageStatusSeverity.Error,
    }[severity];
  }

  private async sayHowToInstall(): Promise<void> {
    const install = 'How to install', set = 'Open the setting';
    const chosen = await vscode.window.showWarningMessage(
        missingProgram(this.settings.path), install, set);
    if (chosen === install)
      await vscode.env.openExternal(vscode.Uri.parse(installing));
    else if (chosen === set)
      await vscode.commands.executeCommand('workbench.action.openSettings',
                                           'coroscope.path');
  }

  private async showFrameAtCursor(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (!editor)
      return;
    if (this.client?.state !== ClientState.Running) {
      void vscode.window.showWarningMessage(
          'The language server of Coroscope is not running.');
      return;
    }
    const uri = editor.document.uri;
    const answer = await this.client.sendRequest<string>(
        frameRequest, frameParameters(
            this.client.code2ProtocolConverter.asUri(uri),
            editor.selection.active));
    await this.showFrame(uri, answer);
  }

  private async showFrame(file: vscode.Uri, answer: string): Promise<void> {
    const made = frameDocument(file.fsPath, file.toString(), answer);
    if (!made) {
      void vscode.window.showInformationMessage(noFrame);
      return;
    }
    await vscode.window.showTextDocument(
        this.documents.put(made),
        {viewColumn: vscode.ViewColumn.Beside, preserveFocus: true,
         preview: true});
  }

  private async showPage(rule: string, text: string): Promise<void> {
    await vscode.commands.executeCommand(
        'markdown.showPreviewToSide',
        this.documents.put(pageDocument(rule, text)));
  }
}

let extension: Extension | undefined;

export async function activate(context: vscode.ExtensionContext):
    Promise<void> {
  extension = new Extension();
  context.subscriptions.push(extension);
  await extension.restart();
}

export function deactivate(): Promise<void> | undefined {
  return extension?.finish();
}
