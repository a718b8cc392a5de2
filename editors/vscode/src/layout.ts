// What the server says about frames and rules, as documents of the editor.

import {basename} from 'node:path';

/** Of documents that only the editor has. */
export const scheme = 'coroscope';

/** Units: lines and characters count from 0, characters in UTF-16 units. */
export interface Position {
  line: number;
  character: number;
}

export interface VirtualDocument {
  /** The path of its address; editors show the last part as a title. */
  path: string;
  /** Tells documents of the same path apart. */
  query: string;
  text: string;
}

/** The request of its own that the server has for this. */
export const frameRequest = 'coroscope/frame';

export function frameParameters(uri: string, position: Position) {
  return {textDocument: {uri}, position};
}

/** The tables at a place; undefined if there is no coroutine there. */
export function frameDocument(file: string, uri: string, text: string):
    VirtualDocument | undefined {
  if (text === '')
    return undefined;
  // Without an ending: it is no C++.
  return {path: `/${basename(file)}: frame`, query: uri, text};
}

export const noFrame =
    'There is no coroutine at the cursor, or its file is not analyzed yet.';

/** The page about a rule; its name ends in '.md' for the preview. */
export function pageDocument(rule: string, text: string): VirtualDocument {
  return {path: `/${rule}.md`, query: '', text};
}

/** The command of code lenses, with its arguments. */
export const frameCommand = 'coroscope.showFrame';
/** The command of code actions that explain a rule. */
export const explainCommand = 'coroscope.explain';
