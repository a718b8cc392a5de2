// Findings with reasons and advice, and the edits as a diff.

import {Child, h, sized} from './dom';
import {bytes} from './format';
import {Advice, Finding, Place, Words} from './wire';
import {mark} from './views/overview';

const adviceNames: Record<string, string> = {
  'scope': 'End its scope earlier', 'declare-later': 'Declare it later',
  'call': 'Move it into a function', 'box': 'Box it', 'words': 'Advice'};

export function drawDiff(diff: string[]): HTMLElement {
  const lines = diff.slice(2); // Without the names of the files.
  return h('pre', {class: 'diff', tabindex: 0, role: 'group', 'aria-label': 'the edit'},
           lines.map(line => h('span', {
             class: line[0] === '+' ? 'added' : line[0] === '-' ? 'removed' :
                    line[0] === '@' ? 'hunk' : '',
           }, line + '\n')));
}

/** Draws the saving of a measured edit as two bars. */
function saving(before: number, advice: Advice): Child {
  const bar = (value: number, className: string, label: string) =>
      h('div', {class: 'saving-row'}, h('span', {class: 'saving-label'}, label),
        h('span', {class: 'saving-track', 'aria-hidden': 'true'},
          sized(h('span', {class: className}),
                {width: Math.max(0.5, 100 * value / Math.max(before, 1)) + '%'})),
        h('span', {class: 'saving-value'}, bytes(value)));
  return h('div', {class: 'saving'}, bar(before, 'saving-before', 'now'),
           bar(advice.size, 'saving-after', 'edited'),
           advice.heap > 0 && h('p', {class: 'note'},
             `${bytes(advice.heap)} are allocated apart instead`));
}

function drawAdvice(advice: Advice, size: number): Child {
  return h('div', {class: 'advice'},
    h('h4', {}, adviceNames[advice.kind] ?? advice.kind,
      advice.measured && h('span', {class: 'tag'}, 'measured'),
      !advice.measured && advice.hasEdits &&
          h('span', {class: 'tag'}, 'not measured')),
    h('p', {}, advice.text),
    advice.measured && saving(size, advice),
    advice.diff.length ? drawDiff(advice.diff) :
        advice.hasEdits && h('p', {class: 'note'}, 'The edit is not shown: the ' +
            'sources were not there when the page was made, or have changed. ',
            h('code', {}, 'coroscope fix'), ' shows it.'));
}

export function drawFinding(finding: Finding, size: number, words: Words,
                            placeText: (place: Place) => string,
                            placeLink: (place: Place) => Child): HTMLElement {
  const [rule, title] = words.rules[finding.rule] ?? ['finding', ''];
  return h('article', {class: 'finding ' + finding.severity,
                       'aria-label': `${finding.severity}: ${rule}`},
    h('h3', {}, h('span', {class: 'severity ' + finding.severity},
                  mark(finding.severity), ' ', finding.severity),
      h('code', {title}, rule), h('span', {class: 'minor'}, placeText(finding.at))),
    h('p', {class: 'message'}, finding.message),
    finding.notes.length > 0 && h('ul', {class: 'notes'}, finding.notes.map(note =>
      h('li', {}, note.message, ' ', placeLink(note.at)))),
    finding.advice.map(advice => drawAdvice(advice, size)));
}
