import * as l10n from '@vscode/l10n';
import { situationTitle } from '../picture/situationTitle.ts';
import type { ConfigGraph } from '../resolve/configGraph.ts';
import { duration, exactWhen } from '../timeouts/format.ts';
import type { Prediction } from '../timeouts/model.ts';
import { tellingSituation, timeline } from '../timeouts/timeline.ts';
import type { Because, Fires, Situation, SituationId, Timer } from '../timeouts/timer.ts';
import { drawTimeline } from './drawTimeline.ts';
import { type AdviceReport, adviceLines } from './explainAdvice.ts';
import { lineOf } from './explainJson.ts';
import { showControls } from './showControls.ts';
import { columnsOf } from './terminalWidth.ts';

export interface ReportOptions {
  readonly host: string;
  readonly graphs: readonly ConfigGraph[];
  /** What the drawing shows; the situation that decides the verdict where absent. */
  readonly situation?: SituationId | undefined;
  readonly advice?: AdviceReport | undefined;
  readonly color: boolean;
}

/** The prediction for a reader at a terminal. */
export function explainReport(prediction: Prediction, options: ReportOptions): string {
  const bold = (text: string) => (options.color ? `\u001b[1m${text}\u001b[0m` : text);
  const { advice } = options;
  const firing = prediction.timers.filter(({ fires }) => fires !== 'never');
  const resting = prediction.timers.filter(({ fires }) => fires === 'never');
  const { because, text } = prediction.verdict;
  const shown = options.situation ?? tellingSituation(prediction);
  const blocks = [
    [
      bold(showControls(options.host)),
      ...wrap(showControls(text), 2),
      ...(because.length === 0 ? [] : wrap(l10n.t('Because of: {0}', reasons(because, options)), 2)),
      ...prediction.assumptions.flatMap((line) => wrap(showControls(line), 2)),
    ],
    [bold(situationTitle(shown)), drawTimeline(timeline(prediction, shown))],
    ...(advice ? [[bold(l10n.t('What would help')), ...adviceLines(advice, showControls(options.host), wrap)]] : []),
    [bold(l10n.t('Timers')), ...firing.flatMap((timer) => timerLines(timer, options))],
    [bold(l10n.t('Ends nothing here')), ...resting.flatMap((timer) => restingLines(timer, options))],
    [bold(l10n.t('Situations')), ...prediction.situations.flatMap(situationLines)],
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function situationLines({ id, endedBy, closedBy, after, clientSees, clientExit, serverSees }: Situation): string[] {
  const by = endedBy === null || after === 'unknown' ? '' : ` (${endedBy})`;
  return [
    ...wrap(`${id}: ${situationTitle(id)}`, 2),
    `      ${ending(closedBy, after)}${by}`,
    ...wrap(
      clientExit === undefined
        ? l10n.t('client: {0}', showControls(clientSees))
        : l10n.t('client: {0}; exit status {1}', showControls(clientSees), clientExit),
      6,
    ),
    ...wrap(l10n.t('server: {0}', showControls(serverSees)), 6),
  ];
}

/** Who does what, and when. */
function ending(closedBy: Situation['closedBy'], after: Fires): string {
  if (after === 'never') return l10n.t('nobody ends it');
  if (after === 'unknown') return l10n.t('when it ends is not known');
  const time = exactWhen(after);
  switch (closedBy) {
    case 'client':
      return l10n.t('the client ends it after {0}', time);
    case 'server':
      return l10n.t('the server ends it after {0}', time);
    case 'path':
      return l10n.t('the path forgets it after {0}', time);
    case 'tie':
      return l10n.t('both sides end it after {0}', time);
    case 'nobody':
      return l10n.t('after {0}', time);
  }
}

function timerLines(timer: Timer, options: ReportOptions): string[] {
  const time =
    timer.fires === 'unknown' || timer.closedBy === 'nobody'
      ? exactWhen(timer.fires)
      : l10n.t('after {0}', exactWhen(timer.fires));
  const whole = timer.probeEvery === null ? time : l10n.t('{0}, a probe every {1}', time, duration(timer.probeEvery));
  return [
    `  ${name(timer).padEnd(34)}  ${whole}`,
    ...wrap(l10n.t('Counts from: {0}.', timer.startsAt), 6),
    ...noteLines(timer, options),
  ];
}

function restingLines(timer: Timer, options: ReportOptions): string[] {
  return [`  ${name(timer)}`, ...noteLines(timer, options)];
}

function noteLines({ note, because }: Timer, options: ReportOptions): string[] {
  const source = because.length === 0 ? '' : ` [${reasons(because, options)}]`;
  return wrap(`${showControls(note)}${source}`, 6);
}

/** Two timers of one name differ by their side, and those of a jump host by its name. */
function name(timer: Timer): string {
  const side = timer.side === 'tcp' && timer.closedBy !== 'nobody' ? timer.closedBy : timer.side;
  const where = timer.hop === undefined ? side : `${side}, ${showControls(timer.hop)}`;
  return timer.id === 'path' ? timer.id : `${timer.id} (${where})`;
}

function reasons(because: readonly Because[], options: ReportOptions): string {
  // Both systems may have one source.
  return [...new Set(because.map((each) => reason(each, options)))].join(', ');
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

/** Lines of at most 100 columns, indented. Text without spaces, such as Chinese, may break after any wide character. */
function wrap(text: string, indent: number): string[] {
  const lines: string[] = [];
  let current = '';
  // A piece carries the space that follows it; one that fits but for that space still fits.
  for (const piece of text.match(
    /[\u2e80-\u9fff\uff01-\uff60][，。；：、）”]*|[^\s\u2e80-\u9fff\uff01-\uff60]+\s*|\s+/g,
  ) ?? []) {
    if (current !== '' && indent + columnsOf((current + piece).trimEnd()) > 100) {
      lines.push(current.trimEnd());
      current = piece.trimStart();
    } else current += piece;
  }
  return [...lines, current.trimEnd()].map((line) => `${' '.repeat(indent)}${line}`);
}
