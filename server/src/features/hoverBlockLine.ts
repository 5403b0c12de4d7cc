import * as l10n from '@vscode/l10n';
import { findCriterion } from '../knowledge/matchCriteria.ts';
import { showEffectiveConfigCommand } from '../protocol.ts';
import { criteriaOf, hostSubject } from '../resolve/subjects.ts';
import type { Snapshot } from '../snapshot.ts';
import { isLiteralPattern } from '../values/patternList.ts';
import type { Texts } from './directiveText.ts';
import { commandLink, inlineCode } from './escapeMarkdown.ts';
import type { FeatureOptions } from './featureOptions.ts';
import type { HoverPlace } from './hover.ts';
import { hoverRoute } from './hoverRoute.ts';
import { verdictLine } from './refusal.ts';

/** A word of a Host or Match line: what it matches. */
export function hoverBlockLine(
  snapshot: Snapshot,
  place: HoverPlace,
  options: FeatureOptions,
  texts: Texts,
): string | undefined {
  return place.line.keyword.value.toLowerCase() === 'host'
    ? hostPattern(snapshot, place.word.value, options)
    : criterionWord(snapshot, place, texts);
}

function hostPattern(snapshot: Snapshot, pattern: string, options: FeatureOptions): string {
  if (pattern.startsWith('!')) {
    return l10n.t(
      'Never for {0}: a host that matches it is left out, whatever else the line says.',
      inlineCode(pattern.slice(1)),
    );
  }
  if (pattern === '*') return l10n.t('Every host. Values set before this line stay: the first one wins.');
  if (!isLiteralPattern(pattern)) {
    return l10n.t(
      'Hosts that match {0}: * stands for any text, ? for one character. It is compared with what you type after ssh.',
      inlineCode(pattern),
    );
  }
  const subject = hostSubject(pattern);
  const parts = [
    l10n.t('The host {0}, as you type it after ssh; HostName does not count here.', inlineCode(pattern)),
    hoverRoute(snapshot, snapshot.graphs[0], subject.target, options),
    verdictLine(snapshot, snapshot.graphs[0], subject),
  ];
  if (options.commands) {
    const argument = { uri: options.clientUri(snapshot.uri), host: pattern };
    parts.push(commandLink(l10n.t('Effective config'), showEffectiveConfigCommand, argument));
  }
  return parts.filter((part) => part !== '').join('\n\n');
}

function criterionWord(snapshot: Snapshot, { line, word }: HoverPlace, texts: Texts): string | undefined {
  const criterion = criteriaOf(snapshot.file, line).find((each) => each.word === word || each.valueWord === word);
  if (!criterion) return undefined;
  const { name, argument, value, negated } = criterion;
  const known = findCriterion(snapshot.dialect, name);
  return [
    `**${name}**${negated ? ` — ${l10n.t('negated: the line applies where this is not so')}` : ''}`,
    texts.criterion(name) ?? '',
    argument === 'none' || value === '' ? '' : l10n.t('Here: {0}', inlineCode(value)),
    known?.undecidable ? l10n.t('Never looked up or run: what depends on it is shown as unknown.') : '',
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
