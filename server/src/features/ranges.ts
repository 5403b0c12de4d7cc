import type { Position, Range } from 'vscode-languageserver';
import { perChunk } from '../syntax/chunks.ts';
import { type ConfigFile, lineIndexAt, type Span } from '../syntax/configFile.ts';
import { editorLineStarts } from '../syntax/lineStarts.ts';

/** The part of a parsed file that positions are counted with. */
export type Positions = Pick<ConfigFile, 'text'>;

interface Starts {
  readonly lineStarts: Int32Array;
  /** An editor has one more line behind the last line end, and one in an empty text. */
  readonly lastLine: boolean;
}

const startsByFile = new WeakMap<object, Starts>();

/** Whether a line of OpenSSH's holds an end of line in its middle, as LSP counts them. */
const holdsLineEnds = perChunk(({ lines }) => lines.some(({ text }) => /\r(?!\n)|\n[\s\S]/.test(text)));

/**
 * Where each line starts as LSP counts lines. OpenSSH counts `\n` only, LSP also `\r` and `\r\n`, so the parsed lines
 * cannot be used where a file holds a lone carriage return, or a server's line holds two.
 */
function startsOf(file: Positions): Starts {
  let starts = startsByFile.get(file);
  if (!starts) {
    const alike = isParsed(file) && !holdsLineEnds(file).some(({ value }) => value);
    starts = alike
      ? { lineStarts: file.lineStarts, lastLine: file.text === '' || file.text.endsWith('\n') }
      : { lineStarts: editorLineStarts(file.text), lastLine: false };
    startsByFile.set(file, starts);
  }
  return starts;
}

/** Offset of a line; undefined behind the last. */
function startOf(file: Positions, { lineStarts, lastLine }: Starts, line: number): number | undefined {
  return lastLine && line === lineStarts.length ? file.text.length : lineStarts[line];
}

function isParsed(file: Positions): file is ConfigFile {
  return 'lines' in file && 'lineStarts' in file;
}

export function positionAt(file: Positions, offset: number): Position {
  const starts = startsOf(file);
  const bounded = Math.max(0, Math.min(offset, file.text.length));
  if (starts.lastLine && bounded === file.text.length) return { line: starts.lineStarts.length, character: 0 };
  const line = lineIndexAt(starts, bounded);
  return { line, character: bounded - (starts.lineStarts[line] ?? 0) };
}

/** The offset of a position; one past the end of a line means that line's end. */
export function offsetAt(file: Positions, position: Position): number {
  const starts = startsOf(file);
  if (position.line < 0) return 0;
  const start = startOf(file, starts, position.line);
  if (start === undefined) return file.text.length;
  const next = startOf(file, starts, position.line + 1) ?? file.text.length + 1;
  return Math.max(start, Math.min(start + position.character, next - 1, file.text.length));
}

export function toRange(file: Positions, span: Span): Range {
  return { start: positionAt(file, span.start), end: positionAt(file, span.end) };
}

export function toSpan(file: Positions, range: Range): Span {
  return { start: offsetAt(file, range.start), end: offsetAt(file, range.end) };
}
