import { argvSplit } from './argvSplit.ts';
import type { Dialect, DirectiveLine, Grammar, Line, Span, Word } from './configFile.ts';
import { type Content, contentOf, lineEnd } from './content.ts';
import { plainLine } from './plainLine.ts';
import { type Delimited, strdelim } from './strdelim.ts';

/** Reads one line. Never throws: what OpenSSH skips becomes a blank line. */
export function parseLine(text: string, dialect: Dialect, grammar: Grammar): Line {
  const plain = plainLine(text);
  if (plain) return plain;
  return parseAnyLine(text, dialect, grammar);
}

/** The whole grammar; `parseLine` takes a shorter way where it comes to the same. */
export function parseAnyLine(text: string, dialect: Dialect, grammar: Grammar): Line {
  const content = contentOf(text, dialect, grammar);
  const keyword = firstToken(content.text);
  if (!keyword || keyword.value === '') {
    return content.cutComment ? { kind: 'comment', text, comment: content.cutComment } : { kind: 'blank', text };
  }
  if (keyword.value.startsWith('#')) {
    return { kind: 'comment', text, comment: { start: spanOf(content, keyword).start, end: lineEnd(text) } };
  }
  return directiveLine(text, content, keyword, grammar);
}

/** The keyword, after the blanks (or the `=`) that OpenSSH skips once before it. */
function firstToken(text: string): Delimited | undefined {
  const first = strdelim(text, 0, true);
  return first?.value === '' ? strdelim(text, first.next, true) : first;
}

function directiveLine(text: string, content: Content, keyword: Delimited, grammar: Grammar): DirectiveLine {
  const end = content.text.length;
  const restStart = keyword.next < 0 ? end : keyword.next;
  const base = {
    kind: 'directive',
    text,
    keyword: { ...spanOf(content, keyword), value: keyword.value },
    separator: spanOf(content, { start: keyword.end, end: restStart }),
    rest: spanOf(content, { start: restStart, end }),
  } as const;
  if (grammar !== 'argv') {
    const args = delimitedWords(content, keyword.next);
    return content.cutComment ? { ...base, args, comment: content.cutComment } : { ...base, args };
  }
  const split = argvSplit(content.text, restStart);
  const args = content.map || content.start > 0 ? split.words.map((word) => placed(content, word)) : split.words;
  if (split.unclosedQuote) return { ...base, args, problem: 'invalid-quotes' };
  if (split.comment < 0) return { ...base, args };
  const comment = { start: spanOf(content, { start: split.comment, end }).start, end: lineEnd(text) };
  return { ...base, args, comment };
}

/** The arguments as 8.6 and older take them, one strdelim after another. An unclosed quote hides the rest. */
function delimitedWords(content: Content, from: number): Word[] {
  const words: Word[] = [];
  let next = from;
  while (next >= 0 && next < content.text.length) {
    const token = strdelim(content.text, next, true);
    if (!token) break;
    words.push(placed(content, token));
    next = token.next;
  }
  return words;
}

function placed(content: Content, word: Word): Word {
  return { ...spanOf(content, word), value: word.value };
}

/** A span of the content in offsets of the line. */
function spanOf(content: Content, span: Span): Span {
  const { map } = content;
  if (!map) return { start: content.start + span.start, end: content.start + span.end };
  const end = span.end > span.start ? (map[span.end - 1] ?? 0) + 1 : (map[span.start] ?? 0);
  return { start: map[span.start] ?? 0, end };
}
