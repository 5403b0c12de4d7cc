import * as l10n from '@vscode/l10n';
import { duration, exactWhen } from '../timeouts/format.ts';
import type { Timeline, TimelineEvent } from '../timeouts/timeline.ts';
import { columnsOf } from './terminalWidth.ts';

const marks: Readonly<Record<TimelineEvent['kind'], string>> = {
  'last-packet': '|',
  probe: 'o',
  'answered-probe': '+',
  'path-forgets': '?',
  'gives-up': 'X',
  'closes-idle': 'X',
  'tcp-gives-up': 'T',
};

/** What a live test saw of one side; seconds since that side's last packet. */
export interface MeasuredMark {
  readonly lane: 'client' | 'server';
  readonly seconds: number;
}

export interface DrawTimelineOptions {
  /** Columns between the names and the end; 64 where absent. */
  readonly width?: number;
  /** Drawn over what was predicted for the same column. */
  readonly measured?: readonly MeasuredMark[];
}

/** A timeline as text: a lane for each side, one mark an event, a ruler in seconds. */
export function drawTimeline(timeline: Timeline, { width = 64, measured = [] }: DrawTimelineOptions = {}): string {
  const span = Math.max(timeline.span, ...measured.map(({ seconds }) => seconds * 1.1));
  const column = (at: number) => Math.min(width - 1, Math.round((at / span) * (width - 1)));
  const lanes = (['client', 'path', 'server'] as const).filter(
    (lane) => lane !== 'path' || timeline.events.some((event) => event.lane === 'path'),
  );
  const rows = lanes.map((lane) => {
    const cells = Array.from({ length: width }, () => '-');
    const own = timeline.events.filter((event) => event.lane === lane && event.at <= timeline.span);
    for (const event of own) {
      const end = column(event.until ?? event.at);
      cells[end] = marks[event.kind];
      // A side that has given up does nothing more.
      if (event.kind === 'gives-up' || event.kind === 'closes-idle') cells.fill(' ', end + 1);
    }
    for (const { seconds } of measured.filter((mark) => mark.lane === lane)) cells[column(seconds)] = 'M';
    return `  ${padded(laneName(lane), 7)}${cells.join('').trimEnd()}`;
  });
  return [ruler(span, width), ...rows, `  ${legend(timeline, measured.length > 0)}`, ...later(timeline)].join('\n');
}

function laneName(lane: TimelineEvent['lane']): string {
  const names = { client: l10n.t('client'), path: l10n.t('path'), server: l10n.t('server') };
  return names[lane];
}

/** What would squeeze the picture together, in words. */
function later(timeline: Timeline): string[] {
  return timeline.later.map(
    ({ lane, timer, at, until }) =>
      `  ${l10n.t('later: {0}, {1}, at {2}', laneName(lane), timer, exactWhen({ earliest: at, latest: until ?? at }))}`,
  );
}

function ruler(span: number, width: number): string {
  const step = niceStep(span / 4);
  const cells = Array.from({ length: width + 12 }, () => ' ');
  for (let at = 0; at <= span; at += step) {
    const start = Math.round((at / span) * (width - 1));
    let column = start;
    for (const character of duration(at)) {
      cells[column++] = character;
      // A wide character stands on two columns.
      if (columnsOf(character) === 2) cells[column++] = '';
    }
  }
  return `         ${cells.join('').trimEnd()}`;
}

function niceStep(least: number): number {
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400, 172800, 432000];
  return steps.find((step) => step >= least) ?? least;
}

function legend(timeline: Timeline, measured: boolean): string {
  const kinds = new Set(timeline.events.map(({ kind }) => kind));
  const texts: Readonly<Record<TimelineEvent['kind'], string>> = {
    'last-packet': l10n.t('| last packet'),
    probe: l10n.t('o probe without answer'),
    'answered-probe': l10n.t('+ answered probe'),
    'path-forgets': l10n.t('? path forgets'),
    'gives-up': l10n.t('X gives up'),
    'closes-idle': l10n.t('X closes'),
    'tcp-gives-up': l10n.t('T its system gives up'),
  };
  const told = Object.entries(texts)
    .filter(([kind]) => kinds.has(kind as TimelineEvent['kind']))
    .map(([, text]) => text);
  return [...told, ...(measured ? [l10n.t('M measured')] : [])].join('   ');
}

/** Filled up to a width on the terminal, where a Chinese character takes two columns. */
function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columnsOf(text)));
}
