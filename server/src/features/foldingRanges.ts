import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver';
import { blocksOf } from '../resolve/subjects.ts';
import type { Snapshot } from '../snapshot.ts';
import type { ConfigFile } from '../syntax/configFile.ts';
import { positionAt } from './ranges.ts';

/** Host and Match blocks, without the blank lines and comments that lead over to the next; runs of comment lines. */
export function provideFoldingRanges({ file }: Snapshot): FoldingRange[] {
  const ranges: FoldingRange[] = [];
  const editorLine = (index: number) => positionAt(file, file.lineStarts[index] ?? 0).line;
  for (const { lineIndex, end } of blocksOf(file)) {
    let last = end - 1;
    while (last > lineIndex && file.lines[last]?.kind !== 'directive') last -= 1;
    if (last > lineIndex) ranges.push({ startLine: editorLine(lineIndex), endLine: editorLine(last) });
  }
  for (const [first, last] of commentRuns(file)) {
    ranges.push({ startLine: editorLine(first), endLine: editorLine(last), kind: FoldingRangeKind.Comment });
  }
  return ranges.sort((a, b) => a.startLine - b.startLine);
}

function commentRuns(file: ConfigFile): [number, number][] {
  const runs: [number, number][] = [];
  let first = -1;
  for (let index = 0; index <= file.lines.length; index++) {
    if (file.lines[index]?.kind === 'comment') {
      if (first < 0) first = index;
      continue;
    }
    if (first >= 0 && index - first > 1) runs.push([first, index - 1]);
    first = -1;
  }
  return runs;
}
