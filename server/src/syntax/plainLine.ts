import type { DirectiveLine, Word } from './configFile.ts';

const space = 32;
const tab = 9;
const newline = 10;
const equals = 61;

/**
 * The quick way through the lines that nearly all files consist of: a keyword of letters and digits, blanks or one
 * `=`, and words in which nothing has a meaning of its own. Both grammars read these alike. Undefined for all others.
 */
export function plainLine(text: string): DirectiveLine | undefined {
  let end = text.length;
  if (text.charCodeAt(end - 1) === newline) end--;
  while (end > 0 && isBlank(text.charCodeAt(end - 1))) end--;
  let at = 0;
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  const keywordStart = at;
  while (at < end && isLetterOrDigit(text.charCodeAt(at))) at++;
  const keywordEnd = at;
  if (keywordEnd === keywordStart) return undefined;
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  if (text.charCodeAt(at) === equals) {
    at++;
    while (at < end && isBlank(text.charCodeAt(at))) at++;
  } else if (at === keywordEnd) return undefined;
  if (at >= end) return undefined;
  const restStart = at;
  const args: Word[] = [];
  while (at < end) {
    const start = at;
    for (; at < end; at++) {
      const code = text.charCodeAt(at);
      if (isBlank(code)) break;
      if (hasMeaning(code)) return undefined;
    }
    args.push({ value: text.slice(start, at), start, end: at });
    while (at < end && isBlank(text.charCodeAt(at))) at++;
  }
  return {
    kind: 'directive',
    text,
    keyword: { start: keywordStart, end: keywordEnd, value: text.slice(keywordStart, keywordEnd) },
    separator: { start: keywordEnd, end: restStart },
    rest: { start: restStart, end },
    args,
  };
}

function isBlank(code: number): boolean {
  return code === space || code === tab;
}

function isLetterOrDigit(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
}

/** Quotes, backslash, `#`, `=`, and control characters: for the full parser. */
function hasMeaning(code: number): boolean {
  return code < space || code === 34 || code === 35 || code === 39 || code === 92 || code === equals;
}
