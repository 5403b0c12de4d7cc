import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver';
import { blocksOf } from '../resolve/subjects.ts';
import type { Snapshot } from '../snapshot.ts';
import { type DirectiveLine, inFile, type Span } from '../syntax/configFile.ts';
import { showControls } from './escapeMarkdown.ts';
import { toRange } from './ranges.ts';

/** Host and Match blocks with their directives below them, and what stands before the first block. */
export function provideDocumentSymbols(snapshot: Snapshot): DocumentSymbol[] {
  const { file } = snapshot;
  const blocks = blocksOf(file);
  const top = directives(snapshot, 0, blocks[0]?.lineIndex ?? file.lines.length);
  const sections = blocks.map((block): DocumentSymbol => {
    const children = directives(snapshot, block.lineIndex + 1, block.end);
    const head = written(snapshot, block.lineIndex, block.line);
    const range = { start: head.range.start, end: children.at(-1)?.range.end ?? head.range.end };
    return { ...head, kind: SymbolKind.Namespace, detail: '', name: title(block.line), range, children };
  });
  return [...top, ...sections];
}

function directives(snapshot: Snapshot, from: number, to: number): DocumentSymbol[] {
  const found: DocumentSymbol[] = [];
  for (let index = from; index < to; index++) {
    const line = snapshot.file.lines[index];
    if (line?.kind === 'directive') found.push(written(snapshot, index, line));
  }
  return found;
}

function written({ file }: Snapshot, lineIndex: number, line: DirectiveLine): DocumentSymbol {
  const range = (span: Span) => toRange(file, inFile(file, lineIndex, span));
  return {
    // An empty name is an error in the protocol: a line such as `""` has one.
    name: showControls(line.keyword.value) || '""',
    detail: showControls(line.text.slice(line.rest.start, line.rest.end)),
    kind: SymbolKind.Property,
    range: range({ start: line.keyword.start, end: Math.max(line.keyword.end, line.rest.end) }),
    selectionRange: range(line.keyword),
  };
}

function title(line: DirectiveLine): string {
  return showControls(line.text.slice(line.keyword.start, Math.max(line.keyword.end, line.rest.end)));
}
