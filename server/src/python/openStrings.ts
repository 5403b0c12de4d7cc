import type { SyntaxNode, Tree } from '@lezer/common';
import type { Span } from '../syntax/configFile.ts';

/** Parts of trees in which no string is open. The parser takes over those that an edit left as they were. */
const closedTrees = new WeakSet<Tree>();

/**
 * Strings that nobody closed. In brackets the grammar joins one with the next string, and all code between is lost;
 * blanked up to the end of its line, the rest is read as it stands. `changed`: the part of the text that was edited last,
 * where the one triple quote that upsets all others behind it must stand.
 */
export function openStrings(tree: Tree, text: string, changed: Span | undefined): readonly Span[] {
  const found: Span[] = [];
  let edited: Span | undefined;
  let unclosed: Span | undefined;
  const whole: Tree[] = [];
  const cursor = tree.cursor();
  for (let more = true; more; ) {
    const statement = cursor.tree?.length ? cursor.tree : null;
    const looked = statement !== null && closedTrees.has(statement);
    if (statement && !looked) whole.push(statement);
    look();
    more = cursor.next(!looked);
  }
  if (unclosed) found.push(edited ?? unclosed);
  else if (found.length === 0) for (const each of whole) closedTrees.add(each);
  return found;

  function look(): void {
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
