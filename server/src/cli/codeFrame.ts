import type { Span } from '../syntax/configFile.ts';
import type { Place } from './position.ts';
import { positionIn } from './position.ts';
import { showControls } from './showControls.ts';
import { columnsOf } from './terminalWidth.ts';

/** Wider lines are cut around what is marked. */
const widest = 160;

/**
 * The line of `span` with its number and carets below, as compilers draw it:
 *
 *     3 |   ServerAliveInterval 5min
 *       |                       ^^^^
 */
export function codeFrame(text: string, span: Span, place: Place = positionIn(text, span.start)): string {
  const lineStart = span.start - place.column + 1;
  const newline = text.indexOf('\n', lineStart);
  const line = text.slice(lineStart, newline < 0 ? text.length : newline).replace(/\r$/, '');
  const markStart = span.start - lineStart;
  const markEnd = Math.min(Math.max(span.end - lineStart, markStart), line.length);
  const from = line.length <= widest ? 0 : Math.max(0, Math.min(markStart - 40, line.length - widest));
  const to = line.length <= widest ? line.length : from + widest;
  const before = shown(line.slice(from, markStart), from > 0);
  const marked = shown(line.slice(markStart, Math.min(markEnd, to)));
  const whole = `${before}${shown(line.slice(markStart, to))}${to < line.length ? '…' : ''}`;
  const number = String(place.line);
  const gutter = ' '.repeat(number.length);
  const carets = '^'.repeat(Math.max(1, columnsOf(marked)));
  return `  ${number} | ${whole}\n  ${gutter} | ${' '.repeat(columnsOf(before))}${carets}`;
}

/** A line on a terminal: tabs at a fixed width, control characters as pictures, never sent. */
function shown(text: string, cut = false): string {
  return `${cut ? '…' : ''}${showControls(text.replaceAll('\t', '    '))}`;
}
