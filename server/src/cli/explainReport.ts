import * as l10n from '@vscode/l10n';
import { situationTitle } from '../picture/situationTitle.ts';
import type { ConfigGraph } from '../resolve/configGraph.ts';
import { duration, exactWhen } from '../timeouts/format.ts';
import type { Prediction } from '../timeouts/model.ts';
import { timeline } from '../timeouts/timeline.ts';
import type { Because, SituationId, Timer } from '../timeouts/timer.ts';
import { drawTimeline } from './drawTimeline.ts';
import { lineOf } from './explainJson.ts';
import { showControls } from './showControls.ts';

export interface ReportOptions {
  readonly host: string;
  readonly graphs: readonly ConfigGraph[];
  /** What the drawing shows. */
  readonly situation: SituationId;
  readonly color: boolean;
}

/** The prediction for a reader at a terminal. */
export function explainReport(prediction: Prediction, options: ReportOptions): string {
  const bold = (text: string) => (options.color ? `\u001b[1m${text}\u001b[0m` : text);
  const firing = prediction.timers.filter(({ fires }) => fires !== 'never');
  const resting = prediction.timers.filter(({ fires }) => fires === 'never');
  const blocks = [
    [
      bold(showControls(options.host)),
      ...wrap(prediction.verdict.text, 2),
      ...prediction.assumptions.flatMap((text) => wrap(text, 2)),
    ],
    [bold(situationTitle(options.situation)), drawTimeline(timeline(prediction, options.situation))],
    [bold(l10n.t('Timers')), ...firing.flatMap((timer) => timerLines(timer, options))],
    [bold(l10n.t('Ends nothing here')), ...resting.flatMap((timer) => restingLines(timer, options))],
    [
      bold(l10n.t('Situations')),
      ...prediction.situations.flatMap((situation) => [
        `  ${situation.id.padEnd(36)}${who(situation.closedBy)} ${exactWhen(situation.after)}${situation.endedBy === null ? '' : ` (${situation.endedBy})`}`,
        ...wrap(l10n.t('client: {0}', showControls(situation.clientSees)), 6),
        ...wrap(l10n.t('server: {0}', showControls(situation.serverSees)), 6),
      ]),
    ],
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function timerLines(timer: Timer, options: ReportOptions): string[] {
  const probes = timer.probeEvery === null ? '' : `, ${l10n.t('a probe every {0}', duration(timer.probeEvery))}`;
  return [
    `  ${`${name(timer)}`.padEnd(36)}${who(timer.closedBy)} ${exactWhen(timer.fires)}${probes}`,
    ...wrap(`${timer.note} [${reasons(timer.because, options)}]`, 6),
  ];
}

function restingLines(timer: Timer, options: ReportOptions): string[] {
  return [`  ${name(timer)}`, ...wrap(`${timer.note} [${reasons(timer.because, options)}]`, 6)];
}

/** Two timers of one name differ by their side, and those of a jump host by its name. */
function name(timer: Timer): string {
  const side = timer.side === 'tcp' && timer.closedBy !== 'nobody' ? timer.closedBy : timer.side;
  const where = timer.hop === undefined ? side : `${side}, ${showControls(timer.hop)}`;
  return timer.id === 'path' ? timer.id : `${timer.id} (${where})`;
}

function reasons(because: readonly Because[], options: ReportOptions): string {
  return because.length === 0 ? '-' : because.map((each) => reason(each, options)).join(', ');
}

/** Why a timer has its value, as a reader at a terminal finds it. */
export function reason(because: Because, { graphs }: Pick<ReportOptions, 'graphs'>): string {
  switch (because.kind) {
    case 'line': {
      const { file, line } = lineOf(because, graphs);
      return showControls(`${file}:${line}`);
    }
    case 'option':
      return showControls(because.text);
    case 'default':
      return l10n.t('default {0} {1} of OpenSSH {2}', because.directive, because.value, because.openssh);
    case 'profile':
      return because.source;
    case 'setting':
      return because.key;
    case 'measured':
      return l10n.t('measured {0}: {1}', because.date, because.what);
  }
}

function who(closedBy: Timer['closedBy'] | 'tie'): string {
  const names = {
    client: l10n.t('client'),
    server: l10n.t('server'),
    path: l10n.t('path'),
    tie: l10n.t('both'),
    nobody: l10n.t('nobody'),
  };
  return names[closedBy];
}

/** Lines of at most 100 columns, indented. */
function wrap(text: string, indent: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(' ')) {
    if (current !== '' && indent + current.length + 1 + word.length > 100) {
      lines.push(current);
      current = word;
    } else current = current === '' ? word : `${current} ${word}`;
  }
  return [...lines, current].map((line) => `${' '.repeat(indent)}${line}`);
}
