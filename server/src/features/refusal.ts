import * as l10n from '@vscode/l10n';
import type { ConfigGraph } from '../resolve/configGraph.ts';
import type { EffectiveConfig } from '../resolve/effectiveConfig.ts';
import { effectiveFor } from '../resolve/effectiveFor.ts';
import type { Subject } from '../resolve/subjects.ts';
import type { Snapshot } from '../snapshot.ts';
import { escapeMarkdown } from './escapeMarkdown.ts';
import { labelled } from './labelled.ts';
import { predictionFor } from './prediction.ts';
import { editorLine, fileName } from './provenance.ts';

/** In place of a prediction: why there is no connection to speak of. Undefined where OpenSSH takes the configuration. */
export function refusal(snapshot: Snapshot, effective: EffectiveConfig): string | undefined {
  if (snapshot.badPermissions) {
    return snapshot.badPermissions.kind === 'owner'
      ? l10n.t('ssh refuses to read this file: it belongs to another user')
      : l10n.t('ssh refuses to read this file: others may write it');
  }
  const error = effective.errors.find(({ refused }) => refused);
  if (!error) return undefined;
  const line = editorLine(snapshot, error) + 1;
  const program = snapshot.dialect === 'client' ? 'ssh' : 'sshd';
  return error.uri === snapshot.uri
    ? l10n.t('{0} refuses to start: line {1}', program, line)
    : l10n.t('{0} refuses to start: line {1} of {2}', program, line, fileName(error.uri));
}

/** Markdown: the verdict on a connection, or why there is none. */
export function verdictLine(snapshot: Snapshot, graph: ConfigGraph, subject: Subject): string {
  const refused = refusal(snapshot, effectiveFor(graph, subject));
  if (refused) return `⚠ ${escapeMarkdown(refused)}`;
  const { verdict } = predictionFor(snapshot, graph, subject);
  return labelled(l10n.t('Who drops first'), escapeMarkdown(verdict.text));
}
