import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionItemTag,
  type CompletionList,
  InsertTextFormat,
  InsertTextMode,
} from 'vscode-languageserver';
import type { Snapshot } from '../../snapshot.ts';
import type { Span } from '../../syntax/configFile.ts';
import type { FeatureOptions } from '../featureOptions.ts';
import { holdsInOrder } from '../holdsInOrder.ts';
import { toRange } from '../ranges.ts';
import type { TypedWord } from './place.ts';

/** One thing that may be typed. */
export interface Candidate {
  readonly label: string;
  readonly kind: CompletionItemKind;
  /** What is inserted as it is, where it is not the label. With `snippet` it has the tab stops of a snippet. */
  readonly insert?: string;
  readonly snippet?: boolean;
  /** What is compared with what is typed, where it is not the label. */
  readonly filter?: string;
  /** A few words beside the label. */
  readonly detail?: string;
  readonly documentation?: string;
  /** Lower ones come first; those alike keep their order. */
  readonly rank?: number;
  readonly tags?: readonly CompletionItemTag[];
  /** More is to be chosen behind it: the list opens again. */
  readonly goesOn?: boolean;
  readonly preselect?: boolean;
  /** Text elsewhere that is taken away. */
  readonly removes?: Span;
  /** For `resolveCompletion`. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Candidates for the word that is being typed. */
export interface Suggestions {
  readonly word: TypedWord;
  readonly candidates: readonly Candidate[];
  /** What is typed next may bring others. */
  readonly incomplete?: boolean;
}

/** A configuration may name more hosts than a list can show or a client should be sent. */
export const mostItems = 250;

export function toCompletionList(snapshot: Snapshot, found: Suggestions, options: FeatureOptions): CompletionList {
  const { word } = found;
  const fitting =
    found.candidates.length > mostItems ? likeliest(found.candidates, textOf, word.typed, mostItems) : found.candidates;
  const range = toRange(snapshot.file, word);
  const ranked = fitting
    .filter(({ snippet }) => !snippet || options.snippets === true)
    .map((candidate, index) => ({ candidate, sortText: `${candidate.rank ?? 5}${String(index).padStart(4, '0')}` }));
  return {
    isIncomplete: found.incomplete === true || fitting.length < found.candidates.length,
    items: ranked.map(({ candidate, sortText }) => toItem(snapshot, candidate, sortText, range, options)),
  };
}

function textOf({ filter, label }: Candidate): string {
  return filter ?? label;
}

/** Those that start with what is typed, then those that hold its letters in that order; so many at most. */
export function likeliest<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  typed: string,
  most: number,
): readonly Item[] {
  const wanted = typed.toLowerCase();
  const starting: Item[] = [];
  const holding: Item[] = [];
  for (const item of items) {
    const text = nameOf(item).toLowerCase();
    if (text.startsWith(wanted)) starting.push(item);
    else if (holding.length < most && holdsInOrder(text, wanted)) holding.push(item);
    if (starting.length >= most) break;
  }
  return [...starting, ...holding].slice(0, most);
}

function toItem(
  snapshot: Snapshot,
  candidate: Candidate,
  sortText: string,
  range: CompletionItemRange,
  options: FeatureOptions,
): CompletionItem {
  const { label, kind, insert, snippet, filter, detail, documentation, tags, goesOn, preselect, removes, data } =
    candidate;
  return {
    label,
    kind,
    sortText,
    textEdit: { range, newText: insert ?? label },
    ...(snippet ? { insertTextFormat: InsertTextFormat.Snippet, insertTextMode: InsertTextMode.asIs } : {}),
    ...(filter === undefined ? {} : { filterText: filter }),
    ...(detail === undefined ? {} : { detail }),
    ...(detail !== undefined && options.labelDetails === true ? { labelDetails: { description: detail } } : {}),
    ...(documentation === undefined ? {} : { documentation }),
    ...(tags === undefined ? {} : { tags: [...tags] }),
    ...(preselect === undefined ? {} : { preselect }),
    ...(removes && removes.end > removes.start
      ? { additionalTextEdits: [{ range: toRange(snapshot.file, removes), newText: '' }] }
      : {}),
    // Only our own client is known to have this command.
    ...(goesOn && options.commands ? { command: { title: '', command: 'editor.action.triggerSuggest' } } : {}),
    ...(data === undefined ? {} : { data }),
  };
}

type CompletionItemRange = ReturnType<typeof toRange>;

/** Plain words as candidates. */
export function values(labels: Iterable<string>, more: Omit<Candidate, 'label' | 'kind'> = {}): Candidate[] {
  return [...labels].map((label) => ({ label, kind: CompletionItemKind.Value, ...more }));
}
