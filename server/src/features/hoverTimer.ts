import * as l10n from '@vscode/l10n';
import type { Directive } from '../knowledge/directive.ts';
import { showEffectiveConfigCommand } from '../protocol.ts';
import type { Snapshot } from '../snapshot.ts';
import { duration, when } from '../timeouts/format.ts';
import type { Timer } from '../timeouts/timer.ts';
import { commandLink, escapeMarkdown } from './escapeMarkdown.ts';
import type { FeatureOptions } from './featureOptions.ts';
import { predictionFor } from './prediction.ts';
import { subjectAt } from './subjects.ts';

/** The count belongs to the interval's timer. */
const timerOfDirective: Readonly<Record<string, string>> = {
  ServerAliveCountMax: 'ServerAliveInterval',
  ClientAliveCountMax: 'ClientAliveInterval',
  TCPKeepAlive: 'tcpKeepAlive',
};

/** What a directive about time does to this very connection, and who ends the connection in the end. */
export function hoverTimer(
  snapshot: Snapshot,
  lineIndex: number,
  directive: Directive,
  options: FeatureOptions,
): string {
  const [graph] = snapshot.graphs;
  const subject = subjectAt(snapshot.file, lineIndex);
  const prediction = predictionFor(snapshot, graph, subject);
  const id = timerOfDirective[directive.name] ?? directive.name;
  const timer = prediction.timers.find((each) => each.id === id && each.side !== other(snapshot) && !each.hop);
  const parts: string[] = [];
  if (timer) parts.push(timerLine(timer));
  parts.push(`**${l10n.t('Who drops first')}:** ${escapeMarkdown(prediction.verdict.text)}`);
  if (options.commands && subject.dialect === 'client' && subject.kind === 'named') {
    const argument = { uri: options.clientUri(snapshot.uri), host: subject.target.host };
    parts.push(commandLink(l10n.t('Effective config'), showEffectiveConfigCommand, argument));
  }
  return parts.join('\n\n');
}

function other(snapshot: Snapshot): 'client' | 'server' {
  return snapshot.dialect === 'client' ? 'server' : 'client';
}

function timerLine(timer: Timer): string {
  const facts = [l10n.t('fires: {0}', when(timer.fires))];
  if (timer.probeEvery !== null) facts.push(l10n.t('probes every {0}', duration(timer.probeEvery)));
  facts.push(l10n.t('clock starts at {0}', timer.startsAt));
  return `${escapeMarkdown(facts.join(' · '))}\n\n${escapeMarkdown(timer.note)}`;
}
