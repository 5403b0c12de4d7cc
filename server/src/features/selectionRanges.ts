import type { SelectionRange } from 'vscode-languageserver';
import { blockAt } from '../resolve/subjects.ts';
import type { Snapshot } from '../snapshot.ts';
import { type ConfigFile, inFile, lineIndexAt, type Span } from '../syntax/configFile.ts';
import { lineEnd } from '../syntax/content.ts';
import { groupsOf } from './groups.ts';
import { toRange } from './ranges.ts';

/**
 * What "expand selection" takes step by step: the entry of a list, the argument, all arguments, the directive, the
 * line, what the block holds, the block, its group, the file.
 */
export function provideSelectionRange(snapshot: Snapshot, offset: number): SelectionRange {
  const { file } = snapshot;
  const steps = [...stepsAt(file, offset), { start: 0, end: file.text.length }];
  let outer: SelectionRange | undefined;
  let last: Span | undefined;
  for (const span of steps.reverse()) {
    const inside = !last || (span.start >= last.start && span.end <= last.end);
    const same = last && span.start === last.start && span.end === last.end;
    if (!inside || same || span.start > offset || span.end < offset) continue;
    outer = { range: toRange(file, span), ...(outer ? { parent: outer } : {}) };
    last = span;
  }
  return outer ?? { range: toRange(file, { start: 0, end: file.text.length }) };
}

function* stepsAt(file: ConfigFile, offset: number): Generator<Span> {
  if (file.lines.length === 0) return;
  const lineIndex = lineIndexAt(file, offset);
  const line = file.lines[lineIndex];
  const column = offset - (file.lineStarts[lineIndex] ?? 0);
  const at = (span: Span) => inFile(file, lineIndex, span);
  if (line?.kind === 'directive') {
    if (column <= line.keyword.end) yield at(line.keyword);
    const word = line.args.find(({ start, end }) => start <= column && column <= end);
    if (word) {
      const before = /[^,=:@]*$/.exec(line.text.slice(word.start, column))?.[0] ?? '';
      const behind = /^[^,=:@]*/.exec(line.text.slice(column, word.end))?.[0] ?? '';
      yield at({ start: column - before.length, end: column + behind.length });
      yield at(word);
    }
    yield at({ start: line.rest.start, end: line.args.at(-1)?.end ?? line.rest.end });
    yield at({ start: line.keyword.start, end: Math.max(line.keyword.end, line.args.at(-1)?.end ?? line.rest.end) });
  } else if (line?.kind === 'comment') yield at(line.comment);
  yield at({ start: 0, end: lineEnd(line?.text ?? '') });
  yield* around(file, lineIndex);
}

function* around(file: ConfigFile, lineIndex: number): Generator<Span> {
  const lines = (from: number, to: number): Span => ({
    start: file.lineStarts[from] ?? file.text.length,
    end: (file.lineStarts[to] ?? file.text.length) + lineEnd(file.lines[to]?.text ?? ''),
  });
  const block = blockAt(file, lineIndex);
  if (block) {
    let last = block.end - 1;
    while (last > block.lineIndex && file.lines[last]?.kind !== 'directive') last -= 1;
    if (last > block.lineIndex) yield lines(block.lineIndex + 1, last);
    yield lines(block.lineIndex, last);
  }
  const group = groupsOf(file).find(({ start, end }) => start <= lineIndex && lineIndex < end);
  if (group) yield lines(group.start, group.end - 1);
}
