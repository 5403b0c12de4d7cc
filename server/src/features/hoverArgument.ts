import * as l10n from '@vscode/l10n';
import { defaultFor } from '../knowledge/defaults.ts';
import type { Directive } from '../knowledge/directive.ts';
import { canonicalDirective } from '../knowledge/directives.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Span } from '../syntax/configFile.ts';
import { inSeconds } from '../timeouts/format.ts';
import { formatVersion } from '../values/openSshVersion.ts';
import { findTokens } from '../values/tokens.ts';
import { partAt, shapesOf } from './argumentShapes.ts';
import { escapeMarkdown, inlineCode } from './escapeMarkdown.ts';
import type { HoverPlace } from './hover.ts';
import { currentArgument } from './signatureHelp.ts';
import { tokenMeaning } from './tokenMeaning.ts';
import { valueMeaning } from './valueMeaning.ts';

/** What is said about a part of an argument. The span is in offsets of the line. */
export interface ArgumentText {
  readonly text: string;
  readonly span: Span;
}

/**
 * The token, the part or the value under the cursor, where that means more than its directive says; undefined leaves
 * the word to its directive's hover. `column` counts from the start of the line.
 */
export function hoverArgument(
  snapshot: Snapshot,
  place: HoverPlace,
  column: number,
  directive: Directive,
): ArgumentText | undefined {
  const row = canonicalDirective(snapshot.dialect, directive.name) ?? directive;
  return (
    token(snapshot, place, column, row) ??
    algorithm(snapshot, place, column, row) ??
    partOfArgument(snapshot, place, column, row) ??
    wholeValue(snapshot, place, row)
  );
}

/** `%h` and `${HOME}`. */
function token(
  { dialect }: Snapshot,
  { line, word }: HoverPlace,
  column: number,
  row: Directive,
): ArgumentText | undefined {
  const written = line.text.slice(word.start, word.end);
  const found = findTokens(written).find(({ start, end }) => start <= column - word.start && column - word.start < end);
  if (!found) return undefined;
  const span = { start: word.start + found.start, end: word.start + found.end };
  if (found.kind === 'variable') {
    if (!row.expandsEnvironment) return undefined;
    return { span, text: l10n.t('The environment variable {0} of the client.', inlineCode(found.name)) };
  }
  const known = row.tokens?.includes(`%${found.name}`) ? tokenMeaning(dialect, found.name) : undefined;
  return known === undefined ? undefined : { span, text: `**%${escapeMarkdown(found.name)}** — ${known}` };
}

/** One name of a list of algorithms. */
function algorithm(
  { version }: Snapshot,
  { line, word, argument }: HoverPlace,
  column: number,
  row: Directive,
): ArgumentText | undefined {
  if (row.type !== 'algorithm-list' || argument !== 0) return undefined;
  const written = line.text.slice(word.start, word.end);
  const standard = defaultFor(row, version)?.split(',');
  const before =
    written
      .slice(0, column - word.start)
      .split(/,|^[+^-]/)
      .at(-1) ?? '';
  const behind = written.slice(column - word.start).split(',', 1)[0] ?? '';
  const name = before + behind;
  if (!standard || !/^[a-z][\w@.-]*$/.test(name)) return undefined;
  const start = column - before.length;
  const release = formatVersion(version);
  const text = standard.includes(name)
    ? l10n.t(
        '{0} is in the default list of OpenSSH {1}, at place {2}.',
        inlineCode(name),
        release,
        standard.indexOf(name) + 1,
      )
    : l10n.t('{0} is not in the default list of OpenSSH {1}.', inlineCode(name), release);
  return { text, span: { start, end: start + name.length } };
}

/** A part of a value that has several, such as the port of a forwarding. */
function partOfArgument(
  snapshot: Snapshot,
  place: HoverPlace,
  column: number,
  row: Directive,
): ArgumentText | undefined {
  const shapes = shapesOf(row.name);
  const current = shapes && currentArgument(shapes, place.argument);
  const { line, word } = place;
  const written = line.text.slice(word.start, word.end);
  // Quotes inside would shift the parts; a word such as `none` stands for the whole.
  if (!current || written !== word.value || /^(none|any|default|yes|no)$/i.test(written)) return undefined;
  const found = partAt(current.shape, written, column - word.start);
  if (!found) return undefined;
  const meaning = valueMeaning(snapshot.dialect, row, word.value, place.argument, snapshot.version);
  const text = [`**${found.part.label}** — ${found.part.text()}`, meaning === undefined ? '' : escapeMarkdown(meaning)];
  const span = { start: word.start + found.start, end: word.start + found.end };
  return { text: text.filter((each) => each !== '').join('\n\n'), span };
}

/** A word that means more than it says, such as `1h30m`. */
function wholeValue(snapshot: Snapshot, { word, argument }: HoverPlace, row: Directive): ArgumentText | undefined {
  const meaning = valueMeaning(snapshot.dialect, row, word.value, argument, snapshot.version);
  if (meaning === undefined || meaning === `${word.value} = ${inSeconds(Number(word.value))}`) return undefined;
  return { text: escapeMarkdown(meaning), span: word };
}
