import { type CompletionItem, MarkupKind } from 'vscode-languageserver';
import { canonicalDirective, findDirective } from '../../knowledge/directives.ts';
import type { Snapshot } from '../../snapshot.ts';
import type { DirectiveLine } from '../../syntax/configFile.ts';
import type { Texts } from '../directiveText.ts';
import { markdownToText } from '../escapeMarkdown.ts';
import type { FeatureOptions } from '../featureOptions.ts';
import { hoverDirective } from '../hoverDirective.ts';
import { hoverTimer } from '../hoverTimer.ts';
import { withLine } from '../whatIf.ts';

/** What an item carries from one request to the next. */
interface ItemData {
  readonly uri: string;
  /** Index of the line that is being typed. */
  readonly line: number;
  /** For a keyword. */
  readonly directive?: string;
  /** For a value of a directive about time: where it would stand, and what would stand there. */
  readonly column?: number;
  readonly value?: string;
}

/** The document that an item belongs to; empty where it needs none. */
export function documentOf(item: CompletionItem): string {
  return dataOf(item)?.uri ?? '';
}

function dataOf({ data }: CompletionItem): ItemData | undefined {
  const known = data as Partial<ItemData> | undefined | null;
  return typeof known?.uri === 'string' && typeof known.line === 'number' ? (known as ItemData) : undefined;
}

/** Adds the long text, which a list of all directives would be too large with. */
export function resolveCompletion(
  snapshot: Snapshot,
  item: CompletionItem,
  texts: Texts,
  options: FeatureOptions,
): CompletionItem {
  const data = dataOf(item);
  if (!data) return item;
  const text =
    data.directive === undefined
      ? valueText(snapshot, data, options)
      : keywordText(snapshot, data.line, data.directive, texts, options);
  if (text === undefined || text === '') return item;
  const documentation = options.markdown
    ? { kind: MarkupKind.Markdown, value: text }
    : { kind: MarkupKind.PlainText, value: markdownToText(text) };
  return { ...item, documentation };
}

/** The same as the hover of a line that has the keyword, so with what is in effect here without one. */
function keywordText(
  snapshot: Snapshot,
  lineIndex: number,
  name: string,
  texts: Texts,
  options: FeatureOptions,
): string | undefined {
  const directive = findDirective(snapshot.dialect, name);
  if (!directive) return undefined;
  const word = { start: 0, end: name.length, value: name };
  const nothing = { start: name.length, end: name.length };
  const line: DirectiveLine = {
    kind: 'directive',
    text: name,
    keyword: word,
    separator: nothing,
    rest: nothing,
    args: [],
  };
  return hoverDirective(snapshot, { lineIndex, line, argument: -1, word }, directive, options, texts);
}

/** What the connection would be like if the value stood there. */
function valueText(snapshot: Snapshot, data: ItemData, options: FeatureOptions): string | undefined {
  const line = snapshot.file.lines[data.line];
  if (line?.kind !== 'directive' || data.column === undefined || data.value === undefined) return undefined;
  const directive = canonicalDirective(snapshot.dialect, line.keyword.value);
  if (!directive?.aboutTime) return undefined;
  const behind = /^[^\s,]*([\s\S]*)$/.exec(line.text.slice(data.column))?.[1] ?? '';
  const changed = withLine(snapshot, data.line, line.text.slice(0, data.column) + data.value + behind);
  return hoverTimer(changed, data.line, directive, { ...options, commands: false });
}
