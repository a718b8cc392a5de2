// Finds the program.

import {accessSync, constants, statSync} from 'node:fs';
import {delimiter, isAbsolute, join, resolve} from 'node:path';

import {expand, Places} from './settings';

/** Where programs are; `path` is PATH. */
export interface Surroundings extends Places {
  path?: string;
}

/** Editors that a desktop starts often have a short PATH. */
function usualDirectories(home: string | undefined): string[] {
  return ['/usr/local/bin', '/usr/bin',
          ...(home === undefined ? [] : [join(home, '.local', 'bin')])];
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** A path from settings, made absolute. */
export function absolutePath(written: string, places: Places): string {
  const path = expand(written, places);
  return isAbsolute(path) || places.folder === undefined
      ? path : resolve(places.folder, path);
}

/** The absolute path of what the setting names, or undefined. */
export function findProgram(setting: string, around: Surroundings):
    string | undefined {
  const name = expand(setting, around);
  if (name.includes('/')) {
    const path = absolutePath(name, around);
    return isAbsolute(path) && isProgram(path) ? path : undefined;
  }
  if (name === '')
    return undefined;
  const directories = [
    ...(around.path ?? '').split(delimiter).filter(isAbsolute),
    ...usualDirectories(around.home)];
  return directories.map(directory => join(directory, name)).find(isProgram);
}

/** For people whose setting names no program. */
export function missingProgram(setting: string): string {
  return setting === 'coroscope'
      ? "Coroscope is not installed, or not in PATH. Install it, or name the program in the setting 'coroscope.path'."
      : `The setting 'coroscope.path' is '${setting}', and there is no such program.`;
}
