import { type Parser, type Tree, TreeFragment } from '@lezer/common';

/** A parsed Python file. Broken syntax leaves error nodes in the tree and the rest as it is. */
export interface PythonFile {
  readonly text: string;
  readonly tree: Tree;
  /** What the next parse can take over. */
  readonly fragments: readonly TreeFragment[];
}

/** The grammar is handed in: it is loaded with the first Python document only. */
export function parsePython(parser: Parser, text: string): PythonFile {
  const tree = parser.parse(text);
  return { text, tree, fragments: TreeFragment.addTree(tree) };
}

/** Parses what differs from `previous` anew and takes the rest over. The same text gives the same object. */
export function updatePython(previous: PythonFile, parser: Parser, text: string): PythonFile {
  if (previous.text === text) return previous;
  const change = changedPart(previous.text, text);
  const kept = TreeFragment.applyChanges(previous.fragments, [change]);
  const tree = parser.parse(text, kept);
  return { text, tree, fragments: TreeFragment.addTree(tree, kept) };
}

/** The one range that an edit changed: all before and behind it is the same text. */
function changedPart(before: string, after: string) {
  const shortest = Math.min(before.length, after.length);
  let start = 0;
  while (start < shortest && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let tail = 0;
  while (
    tail < shortest - start &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail++;
  }
  return { fromA: start, toA: before.length - tail, fromB: start, toB: after.length - tail };
}
