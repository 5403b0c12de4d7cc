import * as l10n from '@vscode/l10n';
import type { Directive } from '../knowledge/directive.ts';
import { showEffectiveConfigCommand } from '../protocol.ts';
import { subjectAt } from '../resolve/subjects.ts';
import type { Snapshot } from '../snapshot.ts';
import { hoverText, timerIdOf } from '../timeouts/model.ts';
import { commandLink, escapeMarkdown } from './escapeMarkdown.ts';
import type { FeatureOptions } from './featureOptions.ts';
import { predictionFor } from './prediction.ts';

/** What a directive about time does to this very connection, and who ends the connection in the end. */
export function hoverTimer(
  snapshot: Snapshot,
  lineIndex: number,
  directive: Directive,
  options: FeatureOptions,
): string {
  const subject = subjectAt(snapshot.file, lineIndex);
  const prediction = predictionFor(snapshot, snapshot.graphs[0], subject);
  const id = timerIdOf(directive.name);
  // The kernel's timers have no side of ours; all others are this file's own, not the other end's of the same name.
  const side = id.startsWith('tcp') ? undefined : snapshot.dialect;
  const parts = [escapeMarkdown(hoverText(prediction, id, side))];
  if (options.commands && subject.dialect === 'client' && subject.kind === 'named') {
    const argument = { uri: options.clientUri(snapshot.uri), host: subject.target.host };
    parts.push(commandLink(l10n.t('Effective config'), showEffectiveConfigCommand, argument));
  }
  return parts.filter((part) => part !== '').join('\n\n');
}
