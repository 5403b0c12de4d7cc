import type { Word } from './configFile.ts';

export interface Split {
  readonly words: readonly Word[];
  /** Offset of the `#` that ended the line; -1 where there is none. */
  readonly comment: number;
  readonly unclosedQuote: boolean;
}

/**
 * OpenSSH's argv_split with terminate_on_comment (misc.c, since 8.7): blanks and tabs separate; quotes of both kinds
 * may start and stop anywhere in a word; a backslash escapes quotes, itself and, outside quotes, a space; an unquoted
 * `#` at the start of a word ends the line. Offsets are those of `text`.
 */
export function argvSplit(text: string, from: number): Split {
  const words: Word[] = [];
  let i = from;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (code === 32 || code === 9) {
      i++;
      continue;
    }
    if (code === 35) return { words, comment: i, unclosedQuote: false };
    const word = readWord(text, i);
    if (!word) return { words, comment: -1, unclosedQuote: true };
    words.push(word);
    i = word.end;
  }
  return { words, comment: -1, unclosedQuote: false };
}

function readWord(text: string, start: number): Word | undefined {
  const plain = plainEnd(text, start);
  if (plain >= 0) return { start, end: plain, value: text.slice(start, plain) };
  let value = '';
  let quote = '';
  let i = start;
  for (; i < text.length; i++) {
    const c = text[i] as string;
    if (c === '\\') {
      const next = text[i + 1];
      if (next === "'" || next === '"' || next === '\\' || (quote === '' && next === ' ')) i++;
      value += text[i];
    } else if (quote === '' && (c === ' ' || c === '\t')) break;
    else if (quote === '' && (c === '"' || c === "'")) quote = c;
    else if (c === quote) quote = '';
    else value += c;
  }
  return quote === '' ? { start, end: i, value } : undefined;
}

/** End of a word that holds neither quotes nor backslashes, which most are; -1 for the others. */
function plainEnd(text: string, start: number): number {
  for (let i = start; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 32 || code === 9) return i;
    if (code === 34 || code === 39 || code === 92) return -1;
  }
  return text.length;
}
