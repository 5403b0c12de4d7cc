import { type CompletionItem, CompletionItemKind, CompletionItemTag } from 'vscode-languageserver';
import { allowedInMatch, availability } from '../../knowledge/availability.ts';
import type { Directive } from '../../knowledge/directive.ts';
import { directivesOf } from '../../knowledge/directives.ts';
import { blockAt } from '../../resolve/subjects.ts';
import type { Snapshot } from '../../snapshot.ts';
import type { Span } from '../../syntax/configFile.ts';
import { toRange } from '../ranges.ts';
import { valueTypeLabel } from '../valueTypeLabel.ts';

/** Every directive that this version takes at this place, those about time first. */
export function keywordItems(snapshot: Snapshot, lineIndex: number, replace: Span): CompletionItem[] {
  const inMatch = snapshot.dialect === 'server' && blockAt(snapshot.file, lineIndex) !== undefined;
  const range = toRange(snapshot.file, replace);
  return directivesOf(snapshot.dialect).flatMap((directive) => {
    const state = availability(directive, snapshot.version).kind;
    if (state !== 'known' && state !== 'deprecated') return [];
    const opensBlock = directive.repetition === 'section';
    if (inMatch && !opensBlock && !allowedInMatch(directive, snapshot.version)) return [];
    return [itemFor(directive, state === 'deprecated', range)];
  });
}

function itemFor(directive: Directive, deprecated: boolean, range: CompletionItemRange): CompletionItem {
  const rank = deprecated ? 3 : directive.repetition === 'section' ? 0 : directive.aboutTime ? 1 : 2;
  return {
    label: directive.name,
    kind: directive.repetition === 'section' ? CompletionItemKind.Module : CompletionItemKind.Property,
    detail: valueTypeLabel(directive),
    sortText: `${rank}${directive.name.toLowerCase()}`,
    textEdit: { range, newText: directive.name },
    ...(deprecated ? { tags: [CompletionItemTag.Deprecated] } : {}),
    data: { directive: directive.name, dialect: directive.dialect },
  };
}

type CompletionItemRange = ReturnType<typeof toRange>;
