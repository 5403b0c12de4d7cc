import type { SyntaxNode, Tree } from '@lezer/common';
import type { Span } from '../syntax/configFile.ts';

/** What is wrong with a tree. */
export interface Faults {
  readonly openStrings: readonly Span[];
  /** Where the grammar met what it did not expect, in the order of the text. */
  readonly errors: readonly number[];
}

/** Parts of trees in which no string is open and nothing is wrong. The parser takes over those that an edit left as they were. */
const soundTrees = new WeakSet<Tree>();

/**
 * Strings that nobody closed. In brackets the grammar joins one with the next string, and all code between is lost;
 * blanked up to the end of its line, the rest is read as it stands. `changed`: the part of the text that was edited last,
 * where the one triple quote that upsets all others behind it must stand.
 */
export function faultsOf(tree: Tree, text: string, changed: Span | undefined): Faults {
  const found: Span[] = [];
  let edited: Span | undefined;
  let unclosed: Span | undefined;
  const errors: number[] = [];
  const whole: { readonly part: Tree; readonly start: number }[] = [];
  const cursor = tree.cursor();
  for (let more = true; more; ) {
    const statement = cursor.tree?.length ? cursor.tree : null;
    const looked = statement !== null && soundTrees.has(statement);
    if (statement && !looked) whole.push({ part: statement, start: cursor.from });
    look();
    more = cursor.next(!looked);
  }
  if (unclosed) found.push(edited ?? unclosed);
  else if (found.length === 0) {
    const isSound = (start: number, end: number) => !errors.some((at) => start <= at && at <= end);
    for (const { part, start } of whole) if (isSound(start, start + part.length)) soundTrees.add(part);
  }
  return { openStrings: found, errors };

  function look(): void {
    if (cursor.type.isError) errors.push(cursor.from);
    if (cursor.name !== 'String' && cursor.name !== 'FormatString') return;
    const { from, to } = cursor;
    if (isPlain(text, from, to)) return;
    const opener = /^[a-z]{0,3}("""|'''|"|')/i.exec(text.slice(from, from + 6));
    if (!opener) return;
    const span = { start: from, end: lineEnd(text, from) };
    const closed = isClosed(cursor.node, text, opener);
    if (opener[1]?.length !== 3) {
      if (!closed) found.push(span);
      return;
    }
    if (!closed) unclosed = span;
    if (changed && !edited && from <= changed.end && from + opener[0].length >= changed.start) edited = span;
  }
}

/** One quote, something without escapes or other quotes, and the quote again: what most strings are. */
function isPlain(text: string, from: number, to: number): boolean {
  const quote = text[from];
  if (to - from < 3 || (quote !== '"' && quote !== "'") || text[to - 1] !== quote) return false;
  for (let at = from + 1; at < to - 1; at++) if (text[at] === quote || text[at] === '\\') return false;
  return true;
}

function isClosed(node: SyntaxNode, text: string, [opener, quote = '']: readonly string[]): boolean {
  const body = text.slice(node.from + (opener?.length ?? 0), node.to);
  // An odd number of backslashes makes the quote a part of the text.
  const escaped = /\\*$/.exec(body.slice(0, -1))?.[0].length ?? 0;
  return body.endsWith(quote) && escaped % 2 === 0;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
