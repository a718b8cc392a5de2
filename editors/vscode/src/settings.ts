// The settings of the editor, and what the language server gets of them.

/** package.json says what each means. */
export interface Settings {
  path: string;
  compileCommandsDirectory: string;
  level: string;
  rules: Record<string, string | number>;
  measure: boolean;
  hints: boolean;
  lenses: boolean;
  jobs: number;
}

/** Those of package.json. */
export const defaults: Readonly<Settings> = {
  path: 'coroscope',
  compileCommandsDirectory: '',
  level: '',
  rules: {},
  measure: true,
  hints: true,
  lenses: true,
  jobs: 0,
};

/** Asks `get` for each setting. */
export function readSettings(get: (name: string, otherwise: unknown) => unknown):
    Settings {
  return Object.fromEntries(Object.entries(defaults).map(
      ([name, value]) => [name, get(name, value)])) as unknown as Settings;
}

/** What paths in settings are relative to; each may be missing. */
export interface Places {
  /** The first folder that is open. */
  folder?: string;
  home?: string;
}

/** Replaces `~` at the beginning, and `${workspaceFolder}`. */
export function expand(path: string, places: Places): string {
  const {home, folder} = places;
  if (home !== undefined && (path === '~' || path.startsWith('~/')))
    path = home + path.slice(1);
  return folder === undefined
      ? path : path.replaceAll('${workspaceFolder}', folder);
}

/**
 * The server takes them when it starts, and again in
 * workspace/didChangeConfiguration: each setting is there each time, so that
 * one that was removed has its default again.
 */
export function serverSettings(settings: Settings, absolute: string) {
  const {level, rules, measure, hints, lenses} = settings;
  return {
    level, rules, measure, hints, lenses,
    compileCommandsDirectory: absolute,
  };
}

export function serverArguments(settings: Settings): string[] {
  return settings.jobs > 0 ? ['lsp', '-j', String(settings.jobs)] : ['lsp'];
}

/** Whether the server has to be started anew for these. */
export function needsRestart(before: Settings, after: Settings): boolean {
  return before.path !== after.path || before.jobs !== after.jobs;
}
