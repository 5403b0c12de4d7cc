import * as l10n from '@vscode/l10n';
import { isRange } from './range.ts';
import type { Fires } from './timer.ts';

/** How a language writes an amount of each unit, `{0}` standing for the number. */
export interface DurationUnits {
  readonly d: string;
  readonly h: string;
  readonly min: string;
  readonly s: string;
}

/** The units of the language in use; for those who write durations where it is not known, such as a page's script. */
export function durationUnits(): DurationUnits {
  return {
    d: l10n.t('{0} d', '{0}'),
    h: l10n.t('{0} h', '{0}'),
    min: l10n.t('{0} min', '{0}'),
    s: l10n.t('{0} s', '{0}'),
  };
}

/** Seconds for a reader, whatever their number: `5400 s`. */
export function inSeconds(seconds: number): string {
  return l10n.t('{0} s', seconds);
}

/** Seconds for a reader: `3.4 s`, `60 s`, `350 s`, and from ten minutes on `20 min`, `2 h 11 min 15 s`. */
export function duration(seconds: number, units: DurationUnits = durationUnits()): string {
  const write = (unit: keyof DurationUnits, amount: number) => units[unit].replace('{0}', String(amount));
  const whole = Math.round(seconds);
  // Of so short a time, a tenth is worth a word.
  if (seconds < 10) return write('s', round(seconds));
  if (whole < 600) return write('s', whole);
  const parts: string[] = [];
  let rest = whole;
  for (const [unit, size] of [
    ['d', 86400],
    ['h', 3600],
    ['min', 60],
    ['s', 1],
  ] as const) {
    const amount = Math.floor(rest / size);
    if (amount > 0) parts.push(write(unit, amount));
    rest -= amount * size;
  }
  return parts.join(' ');
}

/** When a timer fires, for a reader. A second of doubt is not worth a word. */
export function when(fires: Fires): string {
  if (fires === 'never') return l10n.t('never');
  if (!isRange(fires)) return l10n.t('unknown');
  if (fires.latest - fires.earliest <= 1) return duration(fires.latest);
  return l10n.t('{0} to {1}', duration(fires.earliest), duration(fires.latest));
}

/** The same where there is little room: what TCP decides is told in whole minutes, as its seconds are in doubt anyway. */
export function roughly(fires: Fires): string {
  if (!isRange(fires) || fires.earliest < 600 || fires.latest - fires.earliest <= 1) return when(fires);
  const minutes = { earliest: Math.floor(fires.earliest / 60) * 60, latest: Math.ceil(fires.latest / 60) * 60 };
  return when(minutes);
}

/** The same with its bounds, for reports where every second counts. */
export function exactWhen(fires: Fires): string {
  if (!isRange(fires) || fires.earliest === fires.latest) return when(fires);
  if (fires.latest < 600) return l10n.t('{0} to {1} s', round(fires.earliest), round(fires.latest));
  return l10n.t('{0} to {1}', duration(fires.earliest), duration(fires.latest));
}

function round(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}

/** Sentences of a note, joined; empty ones fall out. A Chinese full stop needs no space after it. */
export function sentences(...parts: readonly (string | false | undefined)[]): string {
  return parts
    .filter((part) => part)
    .join(' ')
    .replaceAll('。 ', '。');
}
