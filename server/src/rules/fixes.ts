import * as l10n from '@vscode/l10n';
import { type Block, blocksOf } from '../resolve/subjects.ts';
import type { Snapshot } from '../snapshot.ts';
import type { ConfigFile, Span } from '../syntax/configFile.ts';
import { type Entry, entriesIn, entryAt, wordSpan } from './document.ts';
import { linesOf } from './keywordIndex.ts';
import type { Fix, TextEdit } from './rule.ts';

/** A fix that puts `newText` in place of a span. */
export function replacing(snapshot: Snapshot, span: Span, newText: string, title: string, safe: boolean): Fix {
  return { title, safe, edits: [{ uri: snapshot.uri, span, newText }] };
}

/** A fix that gives a directive another value; its keyword, spacing and comment stay. */
export function changingValue(snapshot: Snapshot, entry: Entry, value: string, safe = false): readonly Fix[] {
  const [first] = entry.line.args;
  const last = entry.line.args.at(-1);
  if (first === undefined || last === undefined) return [];
  const span = { start: wordSpan(snapshot.file, entry, first).start, end: wordSpan(snapshot.file, entry, last).end };
  return [replacing(snapshot, span, value, l10n.t('Change to {0}', value), safe)];
}

/** A fix that adds a line behind an entry, indented as the entry is. */
export function addingLine(snapshot: Snapshot, entry: Entry, text: string): Fix {
  return { title: addTitle(text), safe: false, edits: [lineBehind(snapshot, entry, text)] };
}

/** The same for two lines at once. */
export function addingTwoLines(snapshot: Snapshot, entry: Entry, first: string, second: string): Fix {
  const title = l10n.t('Add {0} and {1}', first, second);
  return { title, safe: false, edits: [lineBehind(snapshot, entry, first, second)] };
}

/** The edit that puts lines behind an entry, indented as the entry is. */
export function lineBehind({ uri, file }: Snapshot, entry: Entry, ...texts: readonly string[]): TextEdit {
  const start = file.lineStarts[entry.index] ?? 0;
  const own = entry.line.text;
  const at = start + own.length;
  const indent = indentOf(file, entry);
  const lines = texts.map((text) => `${indent}${text}`);
  const newline = newlineOf(file);
  const newText = own.endsWith('\n')
    ? lines.map((line) => `${line}${newline}`).join('')
    : lines.map((line) => `${newline}${line}`).join('');
  return { uri, span: { start: at, end: at }, newText };
}

/** The edit that takes a whole line away. */
export function lineRemoved({ uri, file }: Snapshot, entry: Entry): TextEdit {
  const start = file.lineStarts[entry.index] ?? 0;
  const end = start + entry.line.text.length;
  // The last line takes the line end before it along, where it has none of its own.
  const before = entry.line.text.endsWith('\n') || start === 0 ? start : start - newlineOf(file).length;
  return { uri, span: { start: before, end }, newText: '' };
}

/** A fix that takes a whole line away. */
export function removingLine(snapshot: Snapshot, entry: Entry, title: string, safe: boolean): Fix {
  return { title, safe, edits: [lineRemoved(snapshot, entry)] };
}

/** A fix that sets a value for the hosts of one block: right below its Host or Match line. */
export function addingToBlock(snapshot: Snapshot, block: Block, text: string): Fix {
  return { title: addTitle(text), safe: false, edits: [belowHead(snapshot, block, text)] };
}

function belowHead(snapshot: Snapshot, block: Block, text: string): TextEdit {
  const { file, uri } = snapshot;
  const [first] = entriesIn(file, block);
  const indent = first ? indentOf(file, first) : `${indentAt(block.line.text)}  `;
  const newline = newlineOf(file);
  const at = (file.lineStarts[block.lineIndex] ?? 0) + block.line.text.length;
  const newText = block.line.text.endsWith('\n') ? `${indent}${text}${newline}` : `${newline}${indent}${text}`;
  return { uri, span: { start: at, end: at }, newText };
}

/**
 * A fix that sets a value for every host of a client's file: in the last `Host *` block, else in a new one at the end.
 * There it counts for all hosts that say nothing themselves.
 */
export function addingForAllHosts(snapshot: Snapshot, text: string): Fix {
  const { file, uri } = snapshot;
  const title = l10n.t('Add {0} for all hosts', text);
  const block = lastBlockForAll(file);
  if (block) return { title, safe: false, edits: [belowHead(snapshot, block, text)] };
  const newline = newlineOf(file);
  const gap = file.text === '' ? '' : file.text.endsWith('\n') ? newline : `${newline}${newline}`;
  const newText = `${gap}Host *${newline}  ${text}${newline}`;
  const at = file.text.length;
  return { title, safe: false, edits: [{ uri, span: { start: at, end: at }, newText }] };
}

/**
 * A fix that lets the lines of single hosts win over one for all hosts: it moves to the end, into `Host *`. Where a
 * later `Host *` stands at the end already, it goes there.
 */
export function movingBehindAllHosts(snapshot: Snapshot, entry: Entry, title: string): Fix {
  const { file, uri } = snapshot;
  const text = textOfLine(entry);
  const last = blocksOf(file).at(-1);
  const removal = lineRemoved(snapshot, entry);
  if (last && last.lineIndex > entry.index && isForAll(last.line.keyword.value, last.line.args)) {
    return { title, safe: false, edits: [removal, belowHead(snapshot, last, text)] };
  }
  const newline = newlineOf(file);
  const gap = file.text.endsWith('\n') ? newline : `${newline}${newline}`;
  const at = file.text.length;
  const newText = `${gap}Host *${newline}  ${text}${newline}`;
  return { title, safe: false, edits: [removal, { uri, span: { start: at, end: at }, newText }] };
}

/** The last `Host *` block of a client's file. */
export function lastBlockForAll(file: ConfigFile): Block | undefined {
  return blocksOf(file).findLast(({ line }) => isForAll(line.keyword.value, line.args));
}

/** Whether a Host or Match line holds for every connection. */
export function isForAll(keyword: string, args: readonly { readonly value: string }[]): boolean {
  const wanted = keyword.toLowerCase() === 'host' ? '*' : 'all';
  return args.length === 1 && args[0]?.value.toLowerCase() === wanted;
}

/** A fix that sets a value for the whole of a server: behind its last global directive, before the first Match. */
export function addingGlobally(snapshot: Snapshot, text: string): Fix {
  return { title: addTitle(text), safe: false, edits: [globalLine(snapshot, text)] };
}

/** The edit that puts a line into the part of a file that stands before the first Host or Match. */
export function globalLine(snapshot: Snapshot, text: string): TextEdit {
  const { file, uri } = snapshot;
  const first = blocksOf(file)[0]?.lineIndex ?? file.lines.length;
  for (let index = first - 1; index >= 0; index--) {
    const entry = entryAt(file, index);
    if (entry) return lineBehind(snapshot, entry, text);
  }
  const at = file.lineStarts[first] ?? file.text.length;
  const newline = newlineOf(file);
  const gap = at === file.text.length && at > 0 && !file.text.endsWith('\n') ? newline : '';
  return { uri, span: { start: at, end: at }, newText: `${gap}${text}${newline}` };
}

/** The line as written, without indentation and line end: its comment goes along. */
export function textOfLine(entry: Entry): string {
  return entry.line.text.trim();
}

/** The line end that a file uses. */
export function newlineOf(file: ConfigFile): string {
  return /\r\n/.test(file.lines[0]?.text ?? '') ? '\r\n' : '\n';
}

/** The blanks before a directive. */
export function indentOf(file: ConfigFile, entry: Entry): string {
  return file.text.slice(file.lineStarts[entry.index] ?? 0, entry.keywordSpan.start);
}

function indentAt(text: string): string {
  return text.slice(0, text.length - text.trimStart().length);
}

/** Whether the file sets a directive anywhere itself. */
export function sets(file: ConfigFile, name: string): boolean {
  return linesOf(file, name).length > 0;
}

function addTitle(text: string): string {
  return l10n.t('Add {0}', text);
}
