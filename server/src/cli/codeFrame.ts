import type { Span } from '../syntax/configFile.ts';
import { showControls } from './showControls.ts';

/**
 * The line of `span` with its number and carets below, as compilers draw it:
 *
 *     3 |   ServerAliveInterval 5min
 *       |                       ^^^^
 */
export function codeFrame(text: string, span: Span): string {
  const lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
  const newline = text.indexOf('\n', lineStart);
  const line = text.slice(lineStart, newline < 0 ? text.length : newline).replace(/\r$/, '');
  const number = String(text.slice(0, lineStart).split('\n').length);
  const before = shown(line.slice(0, span.start - lineStart));
  const marked = shown(line.slice(span.start - lineStart, Math.max(span.end, span.start) - lineStart));
  const gutter = ' '.repeat(number.length);
  return `  ${number} | ${shown(line)}\n  ${gutter} | ${' '.repeat(width(before))}${'^'.repeat(Math.max(1, width(marked)))}`;
}

/** A line on a terminal: tabs at a fixed width, control characters as pictures, never sent. */
function shown(text: string): string {
  return showControls(text.replaceAll('\t', '    '));
}

/** Terminal columns: East Asian wide characters take two, combining marks none. */
function width(text: string): number {
  let columns = 0;
  for (const character of text) {
    if (/\p{Mark}/u.test(character)) continue;
    columns +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return columns;
}
