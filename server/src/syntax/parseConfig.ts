import { keepChunks } from './chunks.ts';
import type { ConfigFile, Dialect, Grammar, Line } from './configFile.ts';
import { replacedStarts } from './lineStarts.ts';
import { parseLine } from './parseLine.ts';

export interface ParseOptions {
  readonly dialect: Dialect;
  readonly grammar: Grammar;
}

/** Longer lines hardly ever repeat. */
const longestRepeated = 128;

/**
 * Parses a whole file. Never throws, loses nothing. Lines that are written alike are one object: in large files most
 * lines are, and what is worked out for one of them holds for all.
 */
export function parseConfig(text: string, { dialect, grammar }: ParseOptions): ConfigFile {
  const lines: Line[] = [];
  const lineStarts: number[] = [];
  const known = new Map<string, Line>();
  for (let at = 0; at < text.length; ) {
    const next = logicalLineEnd(text, at, dialect);
    lineStarts.push(at);
    const lineText = text.slice(at, next);
    let line = lineText.length > longestRepeated ? undefined : known.get(lineText);
    if (!line) {
      line = parseLine(lineText, dialect, grammar);
      if (lineText.length <= longestRepeated) known.set(lineText, line);
    }
    lines.push(line);
    at = next;
  }
  return { dialect, grammar, text, lines, lineStarts: new Int32Array(lineStarts) };
}

/** End of the line at `at`, terminator included. In a server file a NUL takes the next line along. */
function logicalLineEnd(text: string, at: number, dialect: Dialect): number {
  let from = at;
  for (;;) {
    const newline = text.indexOf('\n', from);
    if (newline < 0) return text.length;
    if (dialect === 'client') return newline + 1;
    const nul = text.slice(from, newline).indexOf('\0');
    if (nul < 0) return newline + 1;
    from = newline + 1;
  }
}

/**
 * Parses `text` with the help of the tree it was edited from: lines that the edit did not touch stay the same objects.
 * Equal to `parseConfig(text, previous)`, at the cost of the changed lines.
 */
export function updateConfig(previous: ConfigFile, text: string): ConfigFile {
  if (text === previous.text) return previous;
  const { dialect } = previous;
  // Gluing makes line borders depend on what stands before: rare enough to start over.
  if (dialect === 'server' && (text.includes('\0') || previous.text.includes('\0'))) return parseConfig(text, previous);
  const keepBefore = linesBefore(previous, commonPrefix(previous.text, text));
  const firstOffset = previous.lineStarts[keepBefore] ?? previous.text.length;
  const keepAfter = linesAfter(previous, text, keepBefore);
  const shift = text.length - previous.text.length;
  const oldEnd = previous.lineStarts[keepAfter] ?? previous.text.length;
  const middle = parseConfig(detached(text.slice(firstOffset, oldEnd + shift)), previous);
  const lines = replacedLines(previous.lines, keepBefore, keepAfter, middle.lines);
  const lineStarts = replacedStarts(previous.lineStarts, {
    from: keepBefore,
    to: keepAfter,
    middle: middle.lineStarts.map((start) => start + firstOffset),
    shift,
  });
  const file = { dialect, grammar: previous.grammar, text, lines, lineStarts };
  keepChunks(file, previous, keepBefore, keepAfter);
  return file;
}

/**
 * The same text in memory of its own. A slice keeps the whole text alive that it was cut from: without this, each line
 * that is ever edited would hold on to one more state of the file.
 */
function detached(slice: string): string {
  return ` ${slice}`.slice(1);
}

/** Most edits leave the number of lines as it is: then one copy is all that a large file costs. */
function replacedLines(before: readonly Line[], from: number, to: number, middle: readonly Line[]): readonly Line[] {
  if (middle.length !== to - from) return before.slice(0, from).concat(middle, before.slice(to));
  const lines = before.slice();
  for (const [at, line] of middle.entries()) lines[from + at] = line;
  return lines;
}

/** Length of the longest common prefix, by bisection: comparing slices costs far less than a loop over characters. */
function commonPrefix(a: string, b: string): number {
  let low = 0;
  let high = Math.min(a.length, b.length);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (a.slice(low, middle) === b.slice(low, middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

function commonSuffix(a: string, b: string, atMost: number): number {
  let low = 0;
  let high = atMost;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const same = a.slice(a.length - middle, a.length - low) === b.slice(b.length - middle, b.length - low);
    if (same) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** How many whole lines, terminators included, end within the first `length` characters. */
function linesBefore(file: ConfigFile, length: number): number {
  let low = 0;
  let high = file.lines.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const end = file.lineStarts[middle] ?? file.text.length;
    const whole = end <= length && file.text[end - 1] === '\n';
    if (whole) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Index of the first line from which on old and new text agree to the end, and before which both texts end a line. */
function linesAfter(previous: ConfigFile, text: string, keepBefore: number): number {
  const start = previous.lineStarts[keepBefore] ?? previous.text.length;
  const atMost = Math.min(previous.text.length, text.length) - start;
  const suffixStart = previous.text.length - commonSuffix(previous.text, text, atMost);
  let low = keepBefore;
  let high = previous.lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((previous.lineStarts[middle] ?? 0) >= suffixStart) high = middle;
    else low = middle + 1;
  }
  const shift = text.length - previous.text.length;
  const newStart = (previous.lineStarts[low] ?? previous.text.length) + shift;
  const endsLine = newStart === start || newStart === 0 || text[newStart - 1] === '\n';
  return endsLine || low >= previous.lines.length ? low : low + 1;
}
