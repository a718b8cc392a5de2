// Formats numbers and names for readers.

/** Formats as in "65,616". The function of browsers is slow. */
export function number(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Formats as in "65,616 B" or "12.4 MiB": whole bytes while easy to read. */
export function bytes(value: number): string {
  if (Math.abs(value) < 1e5)
    return number(value) + ' B';
  const units = ['KiB', 'MiB', 'GiB', 'TiB'];
  let unit = -1;
  do {
    value /= 1024;
    ++unit;
  } while (Math.abs(value) >= 1024 && unit + 1 < units.length);
  return value.toFixed(Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0) + ' ' + units[unit];
}

/** Formats as in "+64", "−8" or "0". */
export function signed(value: number): string {
  return (value > 0 ? '+' : value < 0 ? '−' : '') + number(Math.abs(value));
}

/** Formats as in "44 %". */
export function percent(part: number, whole: number): string {
  if (!whole)
    return '0 %';
  const value = 100 * part / whole;
  // Round neither to 0 % nor to 100 %.
  const isNearEnd = value !== 0 && value < 10 || value > 99 && value < 100;
  return value.toFixed(isNearEnd ? 1 : 0) + ' %';
}

/** Formats as in "1 finding" or "3 findings". */
export function count(value: number, one: string, several: string): string {
  return number(value) + ' ' + (value === 1 ? one : several);
}

/** Cuts a text after `most` characters, and marks the cut. */
export function cut(text: string, most: number): string {
  return text.length <= most ? text : text.slice(0, most - 1) + '…';
}

/** Cuts in the middle: both ends of a path or a name tell something. */
export function cutMiddle(text: string, most: number): string {
  if (text.length <= most)
    return text;
  const end = Math.floor((most - 1) / 2);
  return text.slice(0, most - 1 - end) + '…' + text.slice(text.length - end);
}

/** Returns the name of a function without scopes and parameters. */
export function shortName(name: string): string {
  let depth = 0;
  let begin = 0;
  for (let i = 0; i < name.length; ++i) {
    const c = name[i];
    if (c === '<')
      ++depth;
    else if (c === '>' && name[i - 1] !== '-')
      depth = Math.max(0, depth - 1);
    else if (c === '(' && depth === 0) {
      // Names such as "f()::lambda(int)" go on after a bracket.
      const close = closing(name, i);
      const goesOn = name.startsWith('::', close + 1);
      if (!goesOn)
        return name.slice(begin, i) || name;
      if (name.startsWith('lambda', close + 3))
        return name.slice(begin);
      i = close;
    } else if (c === ':' && name[i + 1] === ':' && depth === 0)
      begin = ++i + 1;
  }
  return name.slice(begin) || name;
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; ++i)
    if (text[i] === '(')
      ++depth;
    else if (text[i] === ')' && --depth === 0)
      return i;
  return text.length;
}

/** Formats as in "src/net/server.cpp:12". */
export function place(file: string, line: number): string {
  return line ? `${file}:${line}` : file;
}
