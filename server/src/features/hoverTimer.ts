import * as l10n from '@vscode/l10n';
import type { Directive } from '../knowledge/directive.ts';
import { showEffectiveConfigCommand } from '../protocol.ts';
import { effectiveFor } from '../resolve/effectiveFor.ts';
import type { Snapshot } from '../snapshot.ts';
import { exactWhen } from '../timeouts/format.ts';
import { timerIdOf } from '../timeouts/model.ts';
import type { Timer } from '../timeouts/timer.ts';
import { commandLink, escapeMarkdown } from './escapeMarkdown.ts';
import type { FeatureOptions } from './featureOptions.ts';
import { labelled } from './labelled.ts';
import { predictionFor } from './prediction.ts';
import { refusal, verdictLine } from './refusal.ts';
import { subjectOfLine } from './subjectOfLine.ts';

/** What a directive about time does to this very connection, and who ends the connection in the end. */
export function hoverTimer(
  snapshot: Snapshot,
  lineIndex: number,
  directive: Directive,
  options: FeatureOptions,
): string {
  const subject = subjectOfLine(snapshot, lineIndex);
  const [graph] = snapshot.graphs;
  // The values above say already that there will be no connection.
  if (refusal(snapshot, effectiveFor(graph, subject))) return '';
  const prediction = predictionFor(snapshot, graph, subject);
  const id = timerIdOf(directive.name);
  // The kernel's timers have no side of ours; all others are this file's own, not the other end's of the same name.
  const side = id.startsWith('tcp') ? undefined : snapshot.dialect;
  const timer = prediction.timers.find((each) => each.id === id && !each.hop && (!side || each.side === side));
  const parts = timer ? [fires(timer), escapeMarkdown(timer.note)] : [];
  parts.push(verdictLine(snapshot, graph, subject));
  if (options.commands && subject.dialect === 'client' && subject.kind === 'named') {
    const argument = { uri: options.clientUri(snapshot.uri), host: subject.target.host };
    parts.push(commandLink(l10n.t('Effective config'), showEffectiveConfigCommand, argument));
  }
  return parts.filter((part) => part !== '').join('\n\n');
}

function fires({ fires, closedBy, startsAt }: Timer): string {
  if (fires === 'never' || fires === 'unknown' || closedBy === 'nobody') return '';
  return labelled(
    l10n.t('Fires'),
    l10n.t('{when} after {start}', { when: exactWhen(fires), start: escapeMarkdown(startsAt) }),
  );
}
