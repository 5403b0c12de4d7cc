import * as l10n from '@vscode/l10n';
import type { ConfigGraph } from '../resolve/configGraph.ts';
import type { ConfigError, EffectiveConfig } from '../resolve/effectiveConfig.ts';
import { effectiveFor } from '../resolve/effectiveFor.ts';
import type { Subject } from '../resolve/subjects.ts';
import type { Snapshot } from '../snapshot.ts';
import { escapeMarkdown } from './escapeMarkdown.ts';
import { predictionFor } from './prediction.ts';
import { editorLine, fileName } from './provenance.ts';

/** The first line for which OpenSSH gives up; undefined where it takes the configuration. */
export function refusedLine(effective: EffectiveConfig): ConfigError | undefined {
  return effective.errors.find(({ refused }) => refused);
}

/** In place of a prediction: with such a line there is no connection to speak of. */
export function refusalText(snapshot: Snapshot, error: ConfigError): string {
  const line = editorLine(snapshot, error) + 1;
  const program = snapshot.dialect === 'client' ? 'ssh' : 'sshd';
  return error.uri === snapshot.uri
    ? l10n.t('{0} refuses to start: line {1}', program, line)
    : l10n.t('{0} refuses to start: line {1} of {2}', program, line, fileName(error.uri));
}

/** Markdown: the verdict on a connection, or why there is none. */
export function verdictLine(snapshot: Snapshot, graph: ConfigGraph, subject: Subject): string {
  const refused = refusedLine(effectiveFor(graph, subject));
  if (refused) return `⚠ ${escapeMarkdown(refusalText(snapshot, refused))}`;
  const { verdict } = predictionFor(snapshot, graph, subject);
  return `**${l10n.t('Who drops first')}:** ${escapeMarkdown(verdict.text)}`;
}
