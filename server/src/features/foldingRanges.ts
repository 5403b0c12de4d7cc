import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver';
import { blocksOf } from '../resolve/subjects.ts';
import type { Snapshot } from '../snapshot.ts';
import type { ConfigFile } from '../syntax/configFile.ts';
import { groupsOf } from './groups.ts';
import { positionAt } from './ranges.ts';

/** Host and Match blocks and groups, without what leads over to the next; runs of comment lines and of Includes. */
export function provideFoldingRanges({ file }: Snapshot): FoldingRange[] {
  const ranges: FoldingRange[] = [];
  const editorLine = (index: number) => positionAt(file, file.lineStarts[index] ?? 0).line;
  const add = (first: number, last: number, kind?: FoldingRangeKind) => {
    if (last <= first) return;
    const lines = { startLine: editorLine(first), endLine: editorLine(last) };
    ranges.push(kind === undefined ? lines : { ...lines, kind });
  };
  for (const { lineIndex, end } of blocksOf(file)) add(lineIndex, lastIn(file, lineIndex, end, 'directive'));
  for (const { titleLine, end } of groupsOf(file)) {
    add(titleLine, lastIn(file, titleLine, end, 'directive'), FoldingRangeKind.Region);
  }
  for (const [first, last] of runs(file, ({ kind }) => kind === 'comment')) add(first, last, FoldingRangeKind.Comment);
  const includes = runs(file, (line) => line.kind === 'directive' && line.keyword.value.toLowerCase() === 'include');
  for (const [first, last] of includes) add(first, last, FoldingRangeKind.Imports);
  return ranges.sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
}

function lastIn(file: ConfigFile, first: number, end: number, kind: string): number {
  let last = end - 1;
  while (last > first && file.lines[last]?.kind !== kind) last -= 1;
  return last;
}

/** First and last index of each run of lines that `belongs` takes. */
function runs(file: ConfigFile, belongs: (line: ConfigFile['lines'][number]) => boolean): [number, number][] {
  const found: [number, number][] = [];
  let first = -1;
  for (let index = 0; index <= file.lines.length; index++) {
    const line = file.lines[index];
    if (line && belongs(line)) {
      if (first < 0) first = index;
      continue;
    }
    if (first >= 0) found.push([first, index - 1]);
    first = -1;
  }
  return found;
}
