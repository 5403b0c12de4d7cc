import type { Tree, TreeFragment } from '@lezer/common';
import type { Span } from '../syntax/configFile.ts';
import { faultsOf } from './faults.ts';
import type { PythonGrammar } from './grammar.ts';
import { blockAt, definitionAt, isStructureLost } from './lostStructure.ts';

/** A parsed Python file. Broken syntax leaves error nodes in the tree and the rest as it is. */
export interface PythonFile {
  readonly text: string;
  /** The text as it was parsed: of the same length, with what would hide the rest blanked to its line's end. */
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
  const tree = parser.parse(text, kept);
  let file: PythonFile = { text, code: text, tree, fragments: TreeFragment.addTree(tree, kept) };
  let faults = faultsOf(tree, text, changed);
  for (let round = 0; round < mostRounds; round++) {
    // The first alone: it may be what makes the others look open.
    const [first] = faults.openStrings;
    if (!first) break;
    file = blanked(file, first, first.end);
    faults = faultsOf(file.tree, file.code, changed);
  }
  const [error] = faults.errors;
  if (error === undefined || !isStructureLost(file.tree, file.code, faults.errors)) return file;
  for (const part of [blockAt(file.code, error), definitionAt(file.code, error)]) {
    // All behind it was read with the wrong indentation.
    const without = blanked(file, part, text.length);
    if (!isStructureLost(without.tree, without.code, faultsOf(without.tree, without.code, changed).errors))
      return without;
  }
  return file;

  /** `misread`: where that ends which is to be parsed anew. */
  function blanked({ code, fragments }: PythonFile, { start, end }: Span, misread: number): PythonFile {
    const without = code.slice(0, start) + code.slice(start, end).replace(/[^\n]/g, ' ') + code.slice(end);
    const rest = TreeFragment.applyChanges(fragments, [{ fromA: start, toA: misread, fromB: start, toB: misread }]);
    const parsed = parser.parse(without, rest);
    return { text, code: without, tree: parsed, fragments: TreeFragment.addTree(parsed, rest) };
  }
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
