import type { Hover, Position, Range } from 'vscode-languageserver';

/** A source line, an underline for the range, an arrow at the cursor, and then the hover's text. */
export function drawHover(text: string, cursor: Position, hover: Hover | null): string {
  if (!hover?.range) return `${drawLine(text, cursor, undefined)}\n(no hover)`;
  const contents = hover.contents;
  const shown = typeof contents === 'object' && 'value' in contents ? contents.value : JSON.stringify(contents);
  const separator = '-'.repeat(40);
  return `${drawLine(text, cursor, hover.range)}\n${separator}\n${shown}`;
}

/** Each range underlined below its line, with a label behind it. */
export function drawRanges(text: string, marks: readonly { range: Range; label: string }[]): string {
  return text
    .split('\n')
    .flatMap((line, index) => [
      line,
      ...marks
        .filter(({ range }) => range.start.line === index)
        .map(({ range, label }) => `${underline(line, range)} ${label.replaceAll('\n', '\\n')}`),
    ])
    .join('\n')
    .trimEnd();
}

function drawLine(text: string, cursor: Position, range: Range | undefined): string {
  const line = text.split('\n')[cursor.line] ?? '';
  const marks = range ? underline(line, range) : '';
  const arrow = `${' '.repeat(cursor.character)}↑`;
  const merged = [...marks.padEnd(arrow.length)].map((mark, i) => (i === cursor.character ? '↑' : mark)).join('');
  return `${line}\n${merged.trimEnd()}`;
}

function underline(line: string, { start, end }: Range): string {
  const stop = end.line === start.line ? end.character : line.length;
  return ' '.repeat(start.character) + '~'.repeat(Math.max(1, stop - start.character));
}
