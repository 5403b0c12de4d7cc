import type { Position, Range } from 'vscode-languageserver';
import { perChunk } from '../syntax/chunks.ts';
import { type ConfigFile, lineIndexAt, type Span } from '../syntax/configFile.ts';

/** The part of a parsed file that positions are counted with. */
export type Positions = Pick<ConfigFile, 'text'>;

const startsByFile = new WeakMap<object, readonly number[]>();

/** Whether a line of OpenSSH's holds an end of line in its middle, as LSP counts them. */
const holdsLineEnds = perChunk(({ lines }) => lines.some(({ text }) => /\r(?!\n)|\n[\s\S]/.test(text)));

/**
 * Where each line starts as LSP counts lines. OpenSSH counts `\n` only, LSP also `\r` and `\r\n`, so the parsed lines
 * cannot be used where a file holds a lone carriage return, or a server's line holds two.
 */
function lineStarts(file: Positions): readonly number[] {
  let starts = startsByFile.get(file);
  if (!starts) {
    starts =
      isParsed(file) && !holdsLineEnds(file).some(({ value }) => value) ? startsOf(file) : countedStarts(file.text);
    startsByFile.set(file, starts);
  }
  return starts;
}

function isParsed(file: Positions): file is ConfigFile {
  return 'lines' in file && 'lineStarts' in file;
}

/** Behind the last line end an editor has one more line. */
function startsOf({ text, lineStarts: starts }: ConfigFile): readonly number[] {
  return text === '' || text.endsWith('\n') ? [...starts, text.length] : starts;
}

function countedStarts(text: string): readonly number[] {
  const found = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 13 && text.charCodeAt(i + 1) !== 10) found.push(i + 1);
    else if (code === 10) found.push(i + 1);
  }
  return found;
}

export function positionAt(file: Positions, offset: number): Position {
  const starts = lineStarts(file);
  const bounded = Math.max(0, Math.min(offset, file.text.length));
  const line = lineIndexAt({ lineStarts: starts } as ConfigFile, bounded);
  return { line, character: bounded - (starts[line] ?? 0) };
}

/** The offset of a position; one past the end of a line means that line's end. */
export function offsetAt(file: Positions, position: Position): number {
  const starts = lineStarts(file);
  if (position.line < 0) return 0;
  const start = starts[position.line];
  if (start === undefined) return file.text.length;
  const next = starts[position.line + 1] ?? file.text.length + 1;
  return Math.max(start, Math.min(start + position.character, next - 1, file.text.length));
}

export function toRange(file: Positions, span: Span): Range {
  return { start: positionAt(file, span.start), end: positionAt(file, span.end) };
}

export function toSpan(file: Positions, range: Range): Span {
  return { start: offsetAt(file, range.start), end: offsetAt(file, range.end) };
}
