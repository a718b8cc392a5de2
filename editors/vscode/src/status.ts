// What the status item says.

import {commands} from './commands';

export type State =
    {kind: 'starting'} |
    {kind: 'running', version: string, level: string} |
    {kind: 'stopped'} |
    {kind: 'missing', setting: string};

export interface StatusText {
  text: string;
  detail: string;
  severity: 'information' | 'warning' | 'error';
  /** What a click does. */
  command: {title: string, command: string};
}

export function statusText(state: State): StatusText {
  const log = {title: 'Show the log', command: commands.showLog};
  const restart = {title: 'Restart', command: commands.restart};
  switch (state.kind) {
  case 'starting':
    return {text: 'Coroscope: starting', detail: '', severity: 'information',
            command: log};
  case 'running':
    return {text: `Coroscope ${state.version}`.trim(),
            detail: ['', 'as-built'].includes(state.level) ? 'frames as built'
                                               : `frames at -O${state.level}`,
            severity: 'information', command: log};
  case 'stopped':
    return {text: 'Coroscope: stopped', detail: 'the log may say why',
            severity: 'error', command: restart};
  case 'missing':
    return {text: 'Coroscope: not found',
            detail: `no program '${state.setting}'`, severity: 'warning',
            command: restart};
  }
}
