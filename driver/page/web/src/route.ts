// The address holds the view: "#coroutine/KEY?value=3.0".

export interface Route {
  view: string;
  /** The name of the thing shown; empty if there is only one. */
  name: string;
  params: Record<string, string>;
}

/** Escapes as little as possible, because people read addresses. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
      /%(20|2C|3A|2F|40|24|3B|3C|3E|5B|5D)/g,
      (whole, code) => code === '20' ? '+' : code === '3C' || code === '3E' ?
          whole : String.fromCharCode(parseInt(code, 16)));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return text; // The page has not made this address.
  }
}

export function toHash(view: string, name = '',
                       params: Record<string, string | number | undefined> = {}):
    string {
  const query = Object.entries(params)
                    .filter(([, value]) => value !== undefined && value !== '')
                    .map(([key, value]) => `${key}=${encode(String(value))}`)
                    .join('&');
  return '#' + view + (name ? '/' + encode(name) : '') +
      (query ? '?' + query : '');
}

export function fromHash(hash: string, start: string): Route {
  const [path, query = ''] = hash.replace(/^#/, '').split('?', 2);
  const slash = path.indexOf('/');
  const params: Record<string, string> = {};
  for (const part of query.split('&')) {
    const equals = part.indexOf('=');
    if (equals > 0)
      params[part.slice(0, equals)] = decode(part.slice(equals + 1));
  }
  return {
    view: (slash < 0 ? path : path.slice(0, slash)) || start,
    name: slash < 0 ? '' : decode(path.slice(slash + 1)),
    params,
  };
}

/** Changes the address without leaving the view. */
export function keep(hash: string): void {
  if (hash !== location.hash)
    history.replaceState(null, '', hash);
}
