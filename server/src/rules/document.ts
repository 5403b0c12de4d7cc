import type { Directive } from '../knowledge/directive.ts';
import { canonicalDirective } from '../knowledge/directives.ts';
import type { LineOrigin } from '../resolve/effectiveConfig.ts';
import { type Block, blockAt } from '../resolve/subjects.ts';
import type { Snapshot } from '../snapshot.ts';
import { type ConfigFile, type DirectiveLine, inFile, type Span, type Word } from '../syntax/configFile.ts';
import { linesOf } from './keywordIndex.ts';
import type { Report } from './rule.ts';

/** A directive's line in the document. Spans are offsets of the file. */
export interface Entry {
  readonly index: number;
  readonly line: DirectiveLine;
  /** In lower case, as written: an alias stays an alias. */
  readonly keyword: string;
  /** The row whose value it sets; undefined for unknown keywords. */
  readonly directive: Directive | undefined;
  /** From the keyword to the last argument. */
  readonly span: Span;
  readonly keywordSpan: Span;
  /** The Host or Match block that it stands in; a Host or Match line stands in its own. */
  readonly block: Block | undefined;
}

const entriesByFile = new WeakMap<ConfigFile, Map<number, Entry>>();

/** The directive of a line; undefined where the line holds none. */
export function entryAt(file: ConfigFile, lineIndex: number): Entry | undefined {
  const line = file.lines[lineIndex];
  if (line?.kind !== 'directive') return undefined;
  const entries = entriesByFile.get(file) ?? new Map<number, Entry>();
  entriesByFile.set(file, entries);
  const known = entries.get(lineIndex);
  if (known) return known;
  const keyword = line.keyword.value.toLowerCase();
  const lastArgument = line.args.at(-1)?.end ?? line.keyword.end;
  const entry: Entry = {
    index: lineIndex,
    line,
    keyword,
    directive: canonicalDirective(file.dialect, keyword),
    span: inFile(file, lineIndex, {
      start: line.keyword.start,
      end: line.comment ? lastArgument : Math.max(lastArgument, line.rest.end),
    }),
    keywordSpan: inFile(file, lineIndex, line.keyword),
    block: blockAt(file, lineIndex),
  };
  entries.set(lineIndex, entry);
  return entry;
}

/** Lines that set one of `names` (spelt as in the tables), by whatever of their names, in order. */
export function entriesFor(file: ConfigFile, ...names: readonly string[]): readonly Entry[] {
  const [first = ''] = names;
  const indices =
    names.length === 1 ? linesOf(file, first) : names.flatMap((name) => linesOf(file, name)).sort((a, b) => a - b);
  return entriesAt(file, indices);
}

/** The directives at some lines. */
export function entriesAt(file: ConfigFile, indices: readonly number[]): readonly Entry[] {
  return indices.flatMap((index) => entryAt(file, index) ?? []);
}

/** The first directive of a file. */
export function firstEntry(file: ConfigFile): Entry | undefined {
  return entryAt(
    file,
    file.lines.findIndex((line) => line.kind === 'directive'),
  );
}

/** The directives of a block, without its Host or Match line. */
export function entriesIn(file: ConfigFile, block: Block): readonly Entry[] {
  const entries: Entry[] = [];
  for (let index = block.lineIndex + 1; index < block.end; index++) {
    const entry = entryAt(file, index);
    if (entry) entries.push(entry);
  }
  return entries;
}

/** The line of the document that a value comes from; undefined where it comes from elsewhere. */
export function entryOf(snapshot: Snapshot, origin: { readonly kind: string } | LineOrigin): Entry | undefined {
  return 'uri' in origin && origin.uri === snapshot.uri ? entryAt(snapshot.file, origin.lineIndex) : undefined;
}

/** A line of the document as the origin of a value. */
export function originOf({ uri, file }: Snapshot, { index, span, block }: Entry): LineOrigin {
  if (block === undefined) return { kind: 'line', uri, lineIndex: index, span };
  const head = headSpan(file, block);
  const text = file.text.slice(head.start, head.end);
  return { kind: 'line', uri, lineIndex: index, span, block: { uri, lineIndex: block.lineIndex, text } };
}

/** The span of an argument in the file. */
export function wordSpan(file: ConfigFile, entry: Entry, word: Word): Span {
  return inFile(file, entry.index, word);
}

/** The span of a block's Host or Match line. */
export function headSpan(file: ConfigFile, block: Block): Span {
  return entryAt(file, block.lineIndex)?.span ?? inFile(file, block.lineIndex, block.line.keyword);
}

/** Whether a server's line stands where its value counts for some connections only. `Match all` holds for every one. */
export function inSelectiveMatch(entry: Entry): boolean {
  const head = entry.block?.line;
  if (head === undefined || head.keyword.value.toLowerCase() !== 'match') return false;
  return !(head.args.length === 1 && head.args[0]?.value.toLowerCase() === 'all');
}

/** Another line that a finding points at; empty where there is none. */
export function pointingAt(line: LineOrigin | undefined, message: string): NonNullable<Report['related']> {
  return line ? [{ uri: line.uri, span: line.span, message }] : [];
}
