import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver';
import { reached } from '../../knowledge/availability.ts';
import { findCriterion, matchCriteria } from '../../knowledge/matchCriteria.ts';
import { concreteHosts } from '../../resolve/client/resolveClient.ts';
import type { Snapshot } from '../../snapshot.ts';
import type { Span } from '../../syntax/configFile.ts';
import type { Texts } from '../directiveText.ts';
import { toRange } from '../ranges.ts';

/** The next criterion of a Match line, or the host that a criterion is compared with. */
export function matchLineItems(
  snapshot: Snapshot,
  before: readonly string[],
  typed: string,
  replace: Span,
  texts: Texts,
): CompletionItem[] {
  const range = toRange(snapshot.file, replace);
  const waiting = criterionThatWaits(snapshot, before);
  if (waiting) {
    if (snapshot.dialect !== 'client' || !/host$/i.test(waiting)) return [];
    const names = new Set(snapshot.graphs.flatMap((graph) => concreteHosts(graph).map(({ name }) => name)));
    return [...names].map((name) => ({
      label: name,
      kind: CompletionItemKind.Reference,
      textEdit: { range, newText: name },
    }));
  }
  const negation = snapshot.dialect === 'client' && typed.startsWith('!') ? '!' : '';
  return matchCriteria[snapshot.dialect]
    .filter(({ since }) => reached(snapshot.version, since))
    .map(({ name }) => {
      const documentation = texts.criterion(name);
      return {
        label: name,
        kind: CompletionItemKind.Keyword,
        filterText: negation + name,
        ...(documentation === undefined ? {} : { documentation }),
        textEdit: { range, newText: negation + name },
      };
    });
}

/** The last criterion, if its argument is what comes next. */
function criterionThatWaits({ dialect }: Snapshot, before: readonly string[]): string | undefined {
  let waiting: string | undefined;
  for (const word of before) {
    if (waiting !== undefined) {
      waiting = undefined;
      continue;
    }
    const name = word.replace(/^!/, '');
    const criterion = findCriterion(dialect, name);
    if (criterion && criterion.argument !== 'none') waiting = criterion.name;
  }
  return waiting;
}
