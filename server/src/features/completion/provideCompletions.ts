import { type CompletionItem, CompletionItemKind, MarkupKind } from 'vscode-languageserver';
import { canonicalDirective } from '../../knowledge/directives.ts';
import { allRules } from '../../rules/allRules.ts';
import type { Snapshot } from '../../snapshot.ts';
import { type Texts, textsOf } from '../directiveText.ts';
import type { FeatureOptions } from '../featureOptions.ts';
import { toRange } from '../ranges.ts';
import { keywordItems } from './keywords.ts';
import { matchLineItems } from './matchLine.ts';
import { type CompletionPlace, completionPlace } from './place.ts';
import { valueItems } from './values.ts';

/** What may be typed at an offset. */
export function provideCompletions(snapshot: Snapshot, offset: number, texts: Texts): CompletionItem[] {
  const place = completionPlace(snapshot.file, offset);
  if (place.kind === 'keyword') return keywordItems(snapshot, place.lineIndex, place.replace);
  if (place.kind === 'comment') return suppressions(snapshot, place);
  const directive = canonicalDirective(snapshot.dialect, place.keyword);
  if (directive?.type === 'match-criteria') {
    return matchLineItems(snapshot, place.before, place.typed, place.replace, texts);
  }
  return directive ? valueItems(snapshot, directive, place.before, place.typed, place.replace) : [];
}

/** Behind `# ssh-timeouts: ignore`: the rules. */
function suppressions(snapshot: Snapshot, place: CompletionPlace & { kind: 'comment' }): CompletionItem[] {
  if (!/^#+\s*ssh-timeouts:\s*(ignore|ignore-file)\s+[\w-]*$/.test(place.typed)) return [];
  const range = toRange(snapshot.file, place.replace);
  return allRules
    .filter(({ dialects }) => dialects.includes(snapshot.dialect))
    .map(({ id, doc }) => ({
      label: id,
      kind: CompletionItemKind.Value,
      detail: doc.summary,
      textEdit: { range, newText: id },
    }));
}

/** Adds the long text, which a list of all directives would be too large with. `loaded`: the texts as they came. */
export function resolveCompletion(item: CompletionItem, loaded: unknown, options: FeatureOptions): CompletionItem {
  const { directive, dialect } = (item.data ?? {}) as { directive?: unknown; dialect?: unknown };
  if (typeof directive !== 'string' || (dialect !== 'client' && dialect !== 'server')) return item;
  const text = textsOf(loaded, dialect).directive(directive);
  if (!text) return item;
  const value = text.details === undefined ? text.summary : `${text.summary}\n\n${text.details}`;
  return { ...item, documentation: { kind: options.markdown ? MarkupKind.Markdown : MarkupKind.PlainText, value } };
}
