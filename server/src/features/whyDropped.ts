import * as l10n from '@vscode/l10n';
import type { HostArgument } from '../protocol.ts';
import type { Snapshot } from '../snapshot.ts';
import { exactWhen } from '../timeouts/format.ts';
import { isRange } from '../timeouts/range.ts';
import { type DropCause, type DropReport, whyDropped } from '../timeouts/whyDropped.ts';
import { becauseSource } from './becauseSource.ts';
import { escapeMarkdown, inlineCode, lineLink } from './escapeMarkdown.ts';
import type { FeatureOptions } from './featureOptions.ts';
import { predictionFor } from './prediction.ts';
import { subjectOf } from './timeline.ts';

export type DropQuestion = HostArgument & DropReport;

/** A Markdown page: what may have ended the connection, the likeliest first, and what would tell. */
export function provideWhyDropped(snapshot: Snapshot, question: DropQuestion, options: FeatureOptions): string | null {
  const subject = subjectOf(snapshot, question);
  if (!subject) return null;
  const prediction = predictionFor(snapshot, snapshot.graphs[0], subject);
  const { message, seconds } = question;
  const causes = whyDropped(prediction, seconds === undefined ? { message } : { message, seconds });
  const title = question.host === '' ? 'sshd' : question.host;
  const likely = causes.filter(({ weight }) => weight !== 'ruled-out');
  const others = causes.filter(({ weight }) => weight === 'ruled-out');
  return [
    `# ${l10n.t('Why did {0} drop?', escapeMarkdown(title))}`,
    message.trim() === '' ? l10n.t('Without a word.') : message.trim().split('\n').map(inlineCode).join('  \n'),
    ...(seconds === undefined ? [] : [l10n.t('It lived for {0}.', exactWhen({ earliest: seconds, latest: seconds }))]),
    ...(likely.length === 0
      ? [l10n.t('These words are not known. Paste the last lines that ssh printed, or those of the server’s log.')]
      : likely.map((cause, index) => section(cause, index, snapshot, options))),
    ...(others.length === 0
      ? []
      : [
          `## ${l10n.t('Ruled out by the values or the time')}`,
          others.map(({ title: name, fires }) => `- ${escapeMarkdown(name)} (${firesText(fires)})`).join('\n'),
        ]),
    `*${prediction.assumptions.map(escapeMarkdown).join(' ')}*`,
  ].join('\n\n');
}

function section(cause: DropCause, index: number, snapshot: Snapshot, options: FeatureOptions): string {
  const { title, timer, fires, weight, sign } = cause;
  const weights = {
    proven: l10n.t('nothing else writes these words'),
    fits: l10n.t('words, values and time agree'),
    possible: l10n.t('nothing speaks against it'),
    'ruled-out': '',
  };
  const sources = (timer?.because ?? []).map((because) => {
    const { text, uri, line } = becauseSource(because, snapshot, options);
    return uri === undefined ? escapeMarkdown(text) : lineLink(text, uri, line ?? 0);
  });
  return [
    `## ${index + 1}. ${escapeMarkdown(title)}`,
    `*${weights[weight]}*`,
    ...(timer && isRange(fires) ? [`${l10n.t('{0}: after {1}', inlineCode(timer.id), firesText(fires))}`] : []),
    ...(sources.length === 0 ? [] : [sources.map((source) => `- ${source}`).join('\n')]),
    `**${l10n.t('What would tell:')}** ${escapeMarkdown(sign)}`,
  ].join('\n\n');
}

function firesText(fires: DropCause['fires']): string {
  return fires === 'never' ? l10n.t('off') : exactWhen(fires);
}
