import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver';
import { type Block, blocksOf } from '../resolve/subjects.ts';
import type { Snapshot } from '../snapshot.ts';
import { type DirectiveLine, inFile, type Span } from '../syntax/configFile.ts';
import { showControls } from './escapeMarkdown.ts';
import { type Group, groupsOf } from './groups.ts';
import { toRange } from './ranges.ts';

interface Entry {
  readonly lineIndex: number;
  readonly symbol: DocumentSymbol;
}

/** With more blocks than this an outline holds them alone: their lines would be megabytes after every keystroke. */
const mostDetailed = 2_000;

/** Host and Match blocks with their directives below them, what stands before the first block, and groups of both. */
export function provideDocumentSymbols(snapshot: Snapshot): DocumentSymbol[] {
  const { file } = snapshot;
  const blocks = blocksOf(file);
  const entries = [
    ...directives(snapshot, 0, blocks[0]?.lineIndex ?? file.lines.length),
    ...blocks.map((block) => ({
      lineIndex: block.lineIndex,
      symbol: section(snapshot, block, blocks.length <= mostDetailed),
    })),
  ];
  const groups = groupsOf(file);
  const ungrouped = entries.filter(({ lineIndex }) => lineIndex < (groups[0]?.start ?? file.lines.length));
  let next = ungrouped.length;
  const grouped = groups.map((group) => {
    const first = next;
    while ((entries[next]?.lineIndex ?? file.lines.length) < group.end) next += 1;
    return groupSymbol(snapshot, group, entries.slice(first, next));
  });
  return [...ungrouped.map(({ symbol }) => symbol), ...grouped];
}

function groupSymbol(
  { file }: Snapshot,
  { title, start, titleLine }: Group,
  entries: readonly Entry[],
): DocumentSymbol {
  const line = file.lines[titleLine];
  const comment = line?.kind === 'comment' ? line.comment : { start: 0, end: 0 };
  const selectionRange = toRange(file, inFile(file, titleLine, comment));
  const children = entries.map(({ symbol }) => symbol);
  const begin = toRange(file, inFile(file, start, { start: 0, end: 0 })).start;
  const range = { start: begin, end: children.at(-1)?.range.end ?? selectionRange.end };
  return { name: showControls(title), kind: SymbolKind.Package, range, selectionRange, children };
}

function section(snapshot: Snapshot, { line, lineIndex, end }: Block, detailed: boolean): DocumentSymbol {
  const { lines } = snapshot.file;
  let last = end - 1;
  while (last > lineIndex && lines[last]?.kind !== 'directive') last -= 1;
  const head = written(snapshot, lineIndex, line);
  const [ending] = last > lineIndex ? directives(snapshot, last, last + 1) : [];
  const range = { start: head.range.start, end: (ending?.symbol ?? head).range.end };
  const isHost = line.keyword.value.toLowerCase() === 'host';
  return {
    ...head,
    kind: isHost ? SymbolKind.Namespace : SymbolKind.Event,
    name: showControls(line.text.slice(line.keyword.start, Math.max(line.keyword.end, lastArgumentEnd(line)))) || '""',
    detail: isHost ? address(snapshot, lineIndex + 1, end) : '',
    range,
    children: detailed ? directives(snapshot, lineIndex + 1, end).map(({ symbol }) => symbol) : [],
  };
}

/** `deploy@web.example.org:2222`, as far as the block says. */
function address({ file }: Snapshot, from: number, to: number): string {
  const said: { hostname?: string; user?: string; port?: string } = {};
  for (let index = from; index < to; index++) {
    const line = file.lines[index];
    const value = line?.kind === 'directive' ? line.args[0]?.value : undefined;
    if (line?.kind !== 'directive' || value === undefined) continue;
    const keyword = line.keyword.value.toLowerCase();
    if (keyword === 'hostname' || keyword === 'user' || keyword === 'port') said[keyword] ??= value;
  }
  const { hostname = '', user, port } = said;
  const login = user === undefined || hostname === '' ? (user ?? '') : `${user}@`;
  return showControls(`${login}${hostname}${port === undefined ? '' : `${hostname === '' ? ' ' : ''}:${port}`}`.trim());
}

function directives(snapshot: Snapshot, from: number, to: number): Entry[] {
  const found: Entry[] = [];
  for (let index = from; index < to; index++) {
    const line = snapshot.file.lines[index];
    if (line?.kind === 'directive') found.push({ lineIndex: index, symbol: written(snapshot, index, line) });
  }
  return found;
}

function written({ file }: Snapshot, lineIndex: number, line: DirectiveLine): DocumentSymbol {
  const range = (span: Span) => toRange(file, inFile(file, lineIndex, span));
  const isInclude = line.keyword.value.toLowerCase() === 'include';
  return {
    // An empty name is an error in the protocol: a line such as `""` has one.
    name: showControls(line.keyword.value) || '""',
    detail: showControls(line.text.slice(line.rest.start, Math.max(line.rest.start, lastArgumentEnd(line)))),
    kind: isInclude ? SymbolKind.File : SymbolKind.Property,
    range: range({ start: line.keyword.start, end: Math.max(line.keyword.end, line.rest.end) }),
    selectionRange: range(line.keyword),
  };
}

/** Without a comment behind the arguments; a value that is taken verbatim has none. */
function lastArgumentEnd({ args, rest, comment }: DirectiveLine): number {
  return comment ? (args.at(-1)?.end ?? rest.start) : rest.end;
}
