import type { Tree, TreeFragment } from '@lezer/common';
import type { Span } from '../syntax/configFile.ts';
import type { PythonGrammar } from './grammar.ts';
import { openStrings } from './openStrings.ts';

/** A parsed Python file. Broken syntax leaves error nodes in the tree and the rest as it is. */
export interface PythonFile {
  readonly text: string;
  /** The text as it was parsed: of the same length, with strings that are not closed blanked to their lines' ends. */
  readonly code: string;
  readonly tree: Tree;
  /** What the next parse can take over. */
  readonly fragments: readonly TreeFragment[];
}

/** The grammar is handed in: it is loaded with the first Python document only. */
export function parsePython(grammar: PythonGrammar, text: string): PythonFile {
  return mended(grammar, text, [], undefined);
}

/** Parses what differs from `previous` anew and takes the rest over. The same text gives the same object. */
export function updatePython(previous: PythonFile, grammar: PythonGrammar, text: string): PythonFile {
  if (previous.text === text) return previous;
  const changed = changedPart(previous.text, text);
  const parsed = previous.code === previous.text ? changed : changedPart(previous.code, text);
  const kept = grammar.TreeFragment.applyChanges(previous.fragments, [parsed]);
  return mended(grammar, text, kept, { start: changed.fromB, end: changed.toB });
}

/** How many rounds of blanking a text is worth: one open string may have hidden another. */
const mostRounds = 4;

function mended(
  { parser, TreeFragment }: PythonGrammar,
  text: string,
  kept: readonly TreeFragment[],
  changed: Span | undefined,
): PythonFile {
  let code = text;
  let tree = parser.parse(code, kept);
  let fragments = TreeFragment.addTree(tree, kept);
  for (let round = 0; round < mostRounds; round++) {
    const open = openStrings(tree, code, changed);
    // The first alone: it may be what makes the others look open.
    const [first] = open;
    if (!first) break;
    const blank = ' '.repeat(first.end - first.start);
    code = code.slice(0, first.start) + blank + code.slice(first.end);
    const { start: fromA, end: toA } = first;
    const rest = TreeFragment.applyChanges(fragments, [{ fromA, toA, fromB: fromA, toB: toA }]);
    tree = parser.parse(code, rest);
    fragments = TreeFragment.addTree(tree, rest);
  }
  return { text, code, tree, fragments };
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
