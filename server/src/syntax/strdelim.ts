/** A token in a content string: its value, where it stands, and where the next one may start (-1: nothing is left). */
export interface Delimited {
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly next: number;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 13 || code === 10;
}

function skipBlanks(text: string, from: number): number {
  let i = from;
  while (i < text.length && isBlank(text.charCodeAt(i))) i++;
  return i;
}

/**
 * OpenSSH's strdelim (misc.c): the token at `from`, which ends at a blank, a double quote or, if `splitEquals`, one `=`.
 * A quote joins what stands before it with what it holds, and its end is the token's end.
 * Undefined where a quote is not closed, or `from` is -1.
 */
export function strdelim(text: string, from: number, splitEquals: boolean): Delimited | undefined {
  if (from < 0) return undefined;
  let i = from;
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (isBlank(code) || code === 34 || (splitEquals && code === 61)) break;
  }
  if (i >= text.length) return { value: text.slice(from), start: from, end: text.length, next: -1 };
  if (text[i] === '"') {
    const close = text.indexOf('"', i + 1);
    if (close < 0) return undefined;
    const value = text.slice(from, i) + text.slice(i + 1, close);
    return { value, start: from, end: close + 1, next: skipBlanks(text, close + 1) };
  }
  const value = text.slice(from, i);
  const equalsSeen = text[i] === '=';
  let next = skipBlanks(text, i + 1);
  if (splitEquals && !equalsSeen && text[next] === '=') next = skipBlanks(text, next + 1);
  return { value, start: from, end: i, next };
}
