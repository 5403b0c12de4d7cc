import type { FormattingOptions, Position, TextEdit } from 'vscode-languageserver';
import type { Directive } from '../knowledge/directive.ts';
import { findDirective } from '../knowledge/directives.ts';
import { blockAt } from '../resolve/subjects.ts';
import type { Snapshot } from '../snapshot.ts';
import { type ConfigFile, type DirectiveLine, inFile, lineIndexAt, type Span } from '../syntax/configFile.ts';
import { lineEnd } from '../syntax/content.ts';
import { writingStyle } from './completion/writingStyle.ts';
import { offsetAt, toRange } from './ranges.ts';

interface Edit {
  readonly span: Span;
  readonly newText: string;
}

/**
 * Indentation by block, keywords and blanks as the settings want them, nothing at the ends of lines. Comments, blank
 * lines, line ends, quotes, `=` and every value stay as they are: OpenSSH reads the same before and after.
 */
export function provideFormatting(
  snapshot: Snapshot,
  options: FormattingOptions,
  range: Span = { start: 0, end: snapshot.file.text.length },
): TextEdit[] {
  const { file } = snapshot;
  if (file.lines.length === 0) return [];
  const first = lineIndexAt(file, range.start);
  // A selection that ends before the first character of a line does not mean that line.
  const last = lineIndexAt(file, Math.max(range.start, range.end - 1));
  const edits: Edit[] = [];
  for (let index = first; index <= last; index++) edits.push(...formatLine(snapshot, index, options));
  const [end] = range.end >= file.text.length ? formatEnd(file, options) : [];
  if (!end) return toTextEdits(file, edits);
  return toTextEdits(file, [...edits.filter(({ span }) => span.end <= end.span.start), end]);
}

/** The same for several selections; a line that two of them touch is formatted once. */
export function provideRangesFormatting(
  snapshot: Snapshot,
  options: FormattingOptions,
  ranges: readonly Span[],
): TextEdit[] {
  const edits = ranges.flatMap((range) => provideFormatting(snapshot, options, range));
  return [...new Map(edits.map((edit) => [JSON.stringify(edit.range), edit])).values()];
}

/** Behind a line that was ended, that line; behind the blank after Host or Match, its place at the margin. */
export function provideOnTypeFormatting(
  snapshot: Snapshot,
  position: Position,
  typed: string,
  options: FormattingOptions,
): TextEdit[] {
  const { file } = snapshot;
  if (file.lines.length === 0) return [];
  const offset = offsetAt(file, position);
  // Behind the last line end an editor has one more line.
  const isBehind = offset === file.text.length && file.text.endsWith('\n');
  const index = isBehind ? file.lines.length : lineIndexAt(file, offset);
  if (typed === '\n') return index === 0 ? [] : toTextEdits(file, formatLine(snapshot, index - 1, options));
  const line = file.lines[index];
  if (line?.kind !== 'directive' || blockAt(file, index)?.lineIndex !== index) return [];
  const justTyped = position.character === line.keyword.end + 1;
  return justTyped ? toTextEdits(file, indentation(file, index, line.keyword.start, '')) : [];
}

function toTextEdits(file: ConfigFile, edits: readonly Edit[]): TextEdit[] {
  return edits
    .filter(({ span, newText }) => file.text.slice(span.start, span.end) !== newText)
    .map(({ span, newText }) => ({ range: toRange(file, span), newText }));
}

/** Characters that are blank to some readers and not to others: such a line is left alone. */
const odd = /[\0\v\f]|\r(?!\n)/;

function formatLine(snapshot: Snapshot, index: number, options: FormattingOptions): Edit[] {
  const { file } = snapshot;
  const line = file.lines[index];
  if (!line || odd.test(line.text.replace(/\r\n$/, '\n'))) return [];
  const end = lineEnd(line.text);
  if (line.kind === 'blank') return /^[ \t]*$/.test(line.text.slice(0, end)) ? [at(file, index, 0, end, '')] : [];
  if (line.kind === 'comment') {
    const unit = unitOf(options);
    return [
      ...indentation(file, index, line.comment.start, isInBlock(file, index) ? unit : ''),
      ...withoutTail(file, index, line.comment.end, end),
      ...trimmed(file, index, line.comment),
    ];
  }
  const opensBlock = blockAt(file, index)?.lineIndex === index;
  const indent = opensBlock || !blockAt(file, index) ? '' : unitOf(options);
  return [
    ...indentation(file, index, line.keyword.start, indent),
    ...formatDirective(snapshot, index, line, opensBlock),
  ];
}

function unitOf({ insertSpaces, tabSize }: FormattingOptions): string {
  return insertSpaces ? ' '.repeat(Math.max(0, Math.min(tabSize, 16))) : '\t';
}

function at(file: ConfigFile, index: number, start: number, end: number, newText: string): Edit {
  return { span: inFile(file, index, { start, end }), newText };
}

function indentation(file: ConfigFile, index: number, start: number, indent: string): Edit[] {
  const before = file.lines[index]?.text.slice(0, start) ?? '';
  return /^[ \t]*$/.test(before) ? [at(file, index, 0, start, indent)] : [];
}

function withoutTail(file: ConfigFile, index: number, from: number, end: number): Edit[] {
  const tail = file.lines[index]?.text.slice(from, end) ?? '';
  return tail !== '' && /^[ \t]+$/.test(tail) ? [at(file, index, from, end, '')] : [];
}

/** Blanks at the end of a comment belong to it. */
function trimmed(file: ConfigFile, index: number, comment: Span): Edit[] {
  const text = file.lines[index]?.text.slice(comment.start, comment.end) ?? '';
  const kept = text.replace(/[ \t]+$/, '').length;
  return kept < text.length ? [at(file, index, comment.start + kept, comment.end, '')] : [];
}

/**
 * Whether a comment belongs to the lines of a block: where the next line that says something is one of them. One that
 * leads over to the next block stands at the margin, unless a blank line is between and it was further in before.
 */
function isInBlock(file: ConfigFile, index: number): boolean {
  if (!blockAt(file, index)) return false;
  let parted = false;
  for (let next = index + 1; next < file.lines.length; next++) {
    const line = file.lines[next];
    if (line?.kind === 'directive') {
      const sameBlock = blockAt(file, next)?.lineIndex === blockAt(file, index)?.lineIndex;
      return sameBlock || (parted && wasIndented(file, index));
    }
    parted ||= line?.kind === 'blank';
  }
  return wasIndented(file, index);
}

function wasIndented(file: ConfigFile, index: number): boolean {
  return /^[ \t]/.test(file.lines[index]?.text ?? '');
}

function formatDirective(snapshot: Snapshot, index: number, line: DirectiveLine, opensBlock: boolean): Edit[] {
  const { file, settings } = snapshot;
  const { text, keyword, separator, rest, args, comment } = line;
  const directive = findDirective(snapshot.dialect, keyword.value);
  const edits: Edit[] = [
    at(file, index, keyword.start, keyword.end, spelt(file, line, directive, settings.format.keywordCase)),
  ];
  // What stands behind a quote that is not closed is anybody's guess.
  if (line.problem) return edits;
  if (comment) edits.push(...trimmed(file, index, comment));
  else edits.push(...withoutTail(file, index, Math.max(rest.end, keyword.end), lineEnd(text)));
  if (settings.format.alignment === 'preserve' || rest.end <= rest.start) return edits;
  if (isBlank(text, separator)) {
    const width =
      settings.format.alignment === 'aligned' && !opensBlock
        ? valueColumn(snapshot, index) - widthOf(snapshot, line)
        : 1;
    edits.push(at(file, index, separator.start, separator.end, ' '.repeat(Math.max(1, width))));
  }
  if (!directive || isVerbatim(directive)) return edits;
  for (const [number, word] of args.entries()) {
    const gap = { start: args[number - 1]?.end ?? word.start, end: word.start };
    // A space behind a backslash would be an escaped one, part of the word; a tab there is not.
    const escapes = text[gap.start - 1] === '\\';
    if (number > 0 && isBlank(text, gap) && !escapes) edits.push(at(file, index, gap.start, gap.end, ' '));
  }
  return edits;
}

/** Some take the rest of the line as it is; of others nobody knows. */
function isVerbatim({ args, type }: Directive): boolean {
  return args === 'rest' || ['command', 'string-rest', 'subsystem', 'ignored', 'unknown'].includes(type);
}

function isBlank(text: string, { start, end }: Span): boolean {
  return /^[ \t]+$/.test(text.slice(start, end));
}

/** The keyword as the manual has it. One in quotes, and one that nobody knows, stays as it is. */
function spelt(
  file: ConfigFile,
  { text, keyword }: DirectiveLine,
  directive: Directive | undefined,
  how: KeywordCase,
): string {
  const written = text.slice(keyword.start, keyword.end);
  if (!directive || how === 'preserve' || written !== keyword.value) return written;
  if (how === 'lower') return written.toLowerCase();
  const names = namesOf(file, directive);
  if (names.includes(written)) return written;
  return names.find((name) => name.toLowerCase() === written.toLowerCase()) ?? written;
}

/** The manual's spelling of one keyword changed after twenty years: what the file has elsewhere goes first. */
function namesOf(file: ConfigFile, { name, aliases }: Directive): readonly string[] {
  if (name === 'Hostname') return [writingStyle(file).hostname ?? name, name, 'HostName'];
  return [name, ...(aliases ?? [])];
}

type KeywordCase = Snapshot['settings']['format']['keywordCase'];

const columns = new WeakMap<Snapshot, Map<number, number>>();

/** Where values start in the run of lines around this one: one behind the longest keyword of them. */
function valueColumn(snapshot: Snapshot, index: number): number {
  const known = columns.get(snapshot) ?? new Map<number, number>();
  columns.set(snapshot, known);
  const before = known.get(index);
  if (before !== undefined) return before;
  const isApart = (at: number): boolean => {
    const line = snapshot.file.lines[at];
    return line === undefined || line.kind === 'blank' || blockAt(snapshot.file, at)?.lineIndex === at;
  };
  let first = index;
  while (!isApart(first - 1)) first -= 1;
  let end = index + 1;
  while (!isApart(end)) end += 1;
  let widest = 0;
  for (let at = first; at < end; at++) {
    const line = snapshot.file.lines[at];
    if (line?.kind !== 'directive' || line.problem || !isBlank(line.text, line.separator)) continue;
    widest = Math.max(widest, widthOf(snapshot, line));
  }
  // All lines of the run have the same answer.
  for (let at = first; at < end; at++) known.set(at, widest + 1);
  return widest + 1;
}

function widthOf({ dialect, file, settings }: Snapshot, line: DirectiveLine): number {
  return spelt(file, line, findDirective(dialect, line.keyword.value), settings.format.keywordCase).length;
}

function formatEnd(file: ConfigFile, { insertFinalNewline, trimFinalNewlines }: FormattingOptions): Edit[] {
  const { text } = file;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  if (insertFinalNewline && text !== '' && !text.endsWith('\n')) {
    return [{ span: { start: text.length, end: text.length }, newText: newline }];
  }
  if (!trimFinalNewlines) return [];
  let first = file.lines.length;
  while (
    first > 1 &&
    file.lines[first - 1]?.kind === 'blank' &&
    /^[ \t\r\n]*$/.test(file.lines[first - 1]?.text ?? '')
  ) {
    first -= 1;
  }
  const start = file.lineStarts[first];
  return start === undefined ? [] : [{ span: { start, end: text.length }, newText: '' }];
}
