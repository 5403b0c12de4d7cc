import type { SyntaxNode, Tree } from '@lezer/common';
import type { Span } from '../syntax/configFile.ts';
import { lineStartBefore } from '../syntax/lineStarts.ts';

/** How a definition at the margin starts, whatever stands before it. */
const nextOne = /^(?:(?:\w+ )?def |class |@)/gm;
const oneHere = new RegExp(nextOne.source, 'my');

/**
 * After an error the grammar may take indentation wrong in all that follows: then the next definition at the margin is
 * none of the file's own, or there are errors behind its first line.
 */
export function isStructureLost(tree: Tree, code: string, errors: readonly number[]): boolean {
  const [first] = errors;
  const last = errors.at(-1);
  if (first === undefined || last === undefined) return false;
  const next = nextDefinition(code, first);
  if (next === undefined) return false;
  if (last >= lineEnd(code, next)) return true;
  let outermost: SyntaxNode = tree.resolveInner(next, 1);
  while (outermost.parent?.parent) outermost = outermost.parent;
  return outermost.from !== next;
}

/** The line of an offset, and all lines behind it that are indented deeper. */
export function blockAt(code: string, offset: number): Span {
  const start = lineStartBefore(code, offset);
  const depth = indentation(code, start);
  let end = lineEnd(code, start);
  while (end < code.length) {
    const to = lineEnd(code, end + 1);
    if (code.slice(end + 1, to).trim() !== '' && indentation(code, end + 1) <= depth) break;
    end = to;
  }
  return { start, end };
}

/** The definition at the margin around an offset, up to the next one. */
export function definitionAt(code: string, offset: number): Span {
  let start = lineStartBefore(code, offset);
  while (start > 0 && !isDefinition(code, start)) start = lineStartBefore(code, start - 1);
  return { start, end: (nextDefinition(code, offset) ?? code.length + 1) - 1 };
}

function nextDefinition(code: string, offset: number): number | undefined {
  nextOne.lastIndex = offset + 1;
  return nextOne.exec(code)?.index;
}

function isDefinition(code: string, start: number): boolean {
  oneHere.lastIndex = start;
  return oneHere.test(code);
}

function indentation(code: string, start: number): number {
  let at = start;
  while (code[at] === ' ' || code[at] === '\t') at++;
  return at - start;
}

function lineEnd(code: string, start: number): number {
  const end = code.indexOf('\n', start);
  return end < 0 ? code.length : end;
}
