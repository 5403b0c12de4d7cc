import type { SyntaxNode, Tree } from '@lezer/common';
import type { Span } from '../syntax/configFile.ts';

/**
 * Strings that nobody closed. In brackets the grammar joins one with the next string, and all code between is lost;
 * blanked up to the end of its line, the rest is read as it stands. `changed`: the part of the text that was edited last,
 * where the one triple quote that upsets all others behind it must stand.
 */
export function openStrings(tree: Tree, text: string, changed: Span | undefined): readonly Span[] {
  const found: Span[] = [];
  let edited: Span | undefined;
  let unclosed: Span | undefined;
  const cursor = tree.cursor();
  do {
    if (cursor.name !== 'String' && cursor.name !== 'FormatString') continue;
    const { from } = cursor;
    const opener = /^[a-z]{0,3}("""|'''|"|')/i.exec(text.slice(from, from + 6));
    if (!opener) continue;
    const span = { start: from, end: lineEnd(text, from) };
    const closed = isClosed(cursor.node, text, opener);
    if (opener[1]?.length !== 3) {
      if (!closed) found.push(span);
      continue;
    }
    if (!closed) unclosed = span;
    if (changed && !edited && from <= changed.end && from + opener[0].length >= changed.start) edited = span;
  } while (cursor.next());
  if (unclosed) found.push(edited ?? unclosed);
  return found;
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
