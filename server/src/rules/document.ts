import type { Directive } from '../knowledge/directive.ts';
import { canonicalDirective } from '../knowledge/directives.ts';
import type { LineOrigin } from '../resolve/effectiveConfig.ts';
import { type Block, blocksOf } from '../resolve/subjects.ts';
import type { Snapshot } from '../snapshot.ts';
import { type ConfigFile, type DirectiveLine, inFile, type Span, type Word } from '../syntax/configFile.ts';
import type { Fix } from './rule.ts';

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

const entriesByFile = new WeakMap<ConfigFile, readonly Entry[]>();

/** The directive lines of a file, in order. */
export function entriesOf(file: ConfigFile): readonly Entry[] {
  const known = entriesByFile.get(file);
  if (known) return known;
  const entries: Entry[] = [];
  const blocks = blocksOf(file);
  let current = -1;
  for (const [index, line] of file.lines.entries()) {
    if (line.kind !== 'directive') continue;
    if (blocks[current + 1]?.lineIndex === index) current += 1;
    const keyword = line.keyword.value.toLowerCase();
    entries.push({
      index,
      line,
      keyword,
      directive: canonicalDirective(file.dialect, keyword),
      span: inFile(file, index, { start: line.keyword.start, end: line.rest.end }),
      keywordSpan: inFile(file, index, line.keyword),
      block: blocks[current],
    });
  }
  entriesByFile.set(file, entries);
  return entries;
}

/** Lines that set `name` (spelt as in the tables), by whatever of its names. */
export function entriesFor(file: ConfigFile, ...names: readonly string[]): readonly Entry[] {
  return entriesOf(file).filter((entry) => entry.directive !== undefined && names.includes(entry.directive.name));
}

export function entryAt(file: ConfigFile, lineIndex: number): Entry | undefined {
  const entries = entriesOf(file);
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.index ?? 0) < lineIndex) low = middle + 1;
    else high = middle;
  }
  return entries[low]?.index === lineIndex ? entries[low] : undefined;
}

/** The line of the document that a value comes from; undefined where it comes from elsewhere. */
export function entryOf(snapshot: Snapshot, origin: { readonly kind: string } | LineOrigin): Entry | undefined {
  return 'uri' in origin && origin.uri === snapshot.uri ? entryAt(snapshot.file, origin.lineIndex) : undefined;
}

/** The span of an argument in the file. */
export function wordSpan(file: ConfigFile, entry: Entry, word: Word): Span {
  return inFile(file, entry.index, word);
}

/** Whether a server's line stands where its value counts for some connections only. `Match all` holds for every one. */
export function inSelectiveMatch(entry: Entry): boolean {
  const head = entry.block?.line;
  if (head === undefined || head.keyword.value.toLowerCase() !== 'match') return false;
  return !(head.args.length === 1 && head.args[0]?.value.toLowerCase() === 'all');
}

/** A fix that puts `newText` in place of a span. */
export function replacing(snapshot: Snapshot, span: Span, newText: string, title: string, safe: boolean): Fix {
  return { title, safe, edits: [{ uri: snapshot.uri, span, newText }] };
}

/** A fix that adds a line behind an entry, indented as the entry is. */
export function addingLine(snapshot: Snapshot, entry: Entry, text: string, title: string): Fix {
  const start = snapshot.file.lineStarts[entry.index] ?? 0;
  const indent = snapshot.file.text.slice(start, entry.keywordSpan.start);
  const own = entry.line.text;
  const newline = own.endsWith('\r\n') ? '\r\n' : '\n';
  const at = start + own.length;
  const added = own.endsWith('\n') ? `${indent}${text}${newline}` : `${newline}${indent}${text}`;
  return { title, safe: false, edits: [{ uri: snapshot.uri, span: { start: at, end: at }, newText: added }] };
}

/** A fix that takes a whole line away. */
export function removingLine(snapshot: Snapshot, entry: Entry, title: string, safe: boolean): Fix {
  const start = snapshot.file.lineStarts[entry.index] ?? 0;
  const span = { start, end: start + entry.line.text.length };
  return { title, safe, edits: [{ uri: snapshot.uri, span, newText: '' }] };
}
