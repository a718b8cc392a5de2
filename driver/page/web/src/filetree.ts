// The folders and files of a report as a tree, with their sizes.

export interface Folder {
  name: string;
  /** The path from the root, without a final slash; empty for the root. */
  path: string;
  folders: Folder[];
  files: FileNode[];
  value: number;
  parent: Folder | null;
}

export interface FileNode {
  name: string;
  path: string;
  /** Indices of coroutines, with a value each. */
  items: {index: number, value: number}[];
  value: number;
  parent: Folder;
}

/** Returns the tree of those `rows` that have a value. */
export function fileTree(rows: Uint32Array, fileOf: ArrayLike<number>,
                         files: string[], valueOf: (row: number) => number):
    Folder {
  const root: Folder =
      {name: '', path: '', folders: [], files: [], value: 0, parent: null};
  const folders = new Map<string, Folder>([['', root]]);
  const nodes = new Map<number, FileNode>();
  const folder = (path: string): Folder => {
    const known = folders.get(path);
    if (known)
      return known;
    const slash = path.lastIndexOf('/');
    // "/usr" is below "/", which is not the root of the project.
    const parent = slash === 0 ? (path === '/' ? root : folder('/')) :
                   slash < 0 ? root : folder(path.slice(0, slash));
    const made: Folder = {name: path === '/' ? '/' : path.slice(slash + 1), path,
                          folders: [], files: [], value: 0, parent};
    parent.folders.push(made);
    folders.set(path, made);
    return made;
  };
  for (const row of rows) {
    const value = valueOf(row);
    if (!value)
      continue;
    let node = nodes.get(fileOf[row]);
    if (!node) {
      const path = files[fileOf[row]];
      const slash = path.lastIndexOf('/');
      const parent = folder(slash < 0 ? '' : path.slice(0, slash || 1));
      node = {name: path.slice(slash + 1) || '(no file)', path, items: [],
              value: 0, parent};
      parent.files.push(node);
      nodes.set(fileOf[row], node);
    }
    node.items.push({index: row, value});
    node.value += value;
  }
  for (const node of nodes.values())
    for (let up: Folder | null = node.parent; up; up = up.parent)
      up.value += node.value;
  return root;
}

/** Returns true if the file `path` is `scope`, or lies below it. */
export function isBelow(path: string, scope: string): boolean {
  return !scope || path === scope || path.startsWith(scope) &&
      (scope.endsWith('/') || path[scope.length] === '/');
}
