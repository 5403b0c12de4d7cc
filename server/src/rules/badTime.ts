import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { readTimeSpan } from '../values/timeSpan.ts';
import { entryOfError, errorsOf, reportOf } from './errors.ts';
import { replacing } from './fixes.ts';
import type { Fix, Report, Rule } from './rule.ts';

/** A time that this OpenSSH cannot read. */
export const badTime: Rule<Snapshot> = {
  id: 'bad-time',
  severity: 'error',
  dialects: ['client', 'server'],
  doc: {
    summary: 'Finds times that OpenSSH cannot read.',
    why: 'A time is plain seconds, or numbers each followed by one of the letters s, m, h, d, w; spaces, signs, longer words and (before 10.3) fractions are not allowed (misc.c, convtime). Anything else makes OpenSSH refuse the file.',
    bad: 'Host web\n  ServerAliveInterval 5min\n',
    good: 'Host web\n  ServerAliveInterval 5m\n',
  },
  *check(snapshot) {
    for (const error of errorsOf(snapshot)) {
      if (error.code !== 'invalid-time' && error.code !== 'missing-time') continue;
      const written = error.data['argument'] ?? '';
      if (snapshot.dialect === 'server' && written.toLowerCase() === 'none') continue;
      yield { ...reportOf(error), ...fixesFor(snapshot, error.span, written) };
    }
    for (const error of errorsOf(snapshot)) {
      // "5 m" is a time and one word too many.
      if (error.code !== 'extra-arguments') continue;
      const entry = entryOfError(snapshot, error);
      const [number, unit] = entry?.line.args ?? [];
      if (entry?.directive?.type !== 'time' || !number || !unit || !/^\d+$/.test(number.value)) continue;
      const letter = unitLetter(unit.value);
      if (letter === undefined) continue;
      const start = snapshot.file.lineStarts[entry.index] ?? 0;
      const span = { start: start + number.start, end: start + unit.end };
      const text = `${number.value}${letter}`;
      yield {
        ...reportOf(error),
        message: l10n.t('A time must be a single word: write {0}.', text),
        fixes: [replacing(snapshot, span, text, l10n.t('Change to {0}', text), true)],
      };
    }
  },
};

function fixesFor(snapshot: Snapshot, span: Report['span'], written: string): { fixes?: readonly Fix[] } {
  const better = readable(written);
  if (better === undefined || !readTimeSpan(better, snapshot.version).ok) return {};
  return { fixes: [replacing(snapshot, span, better, l10n.t('Change to {0}', better), true)] };
}

/** What a time that people write means in OpenSSH's spelling; undefined where that is not clear. */
export function readable(written: string): string | undefined {
  const text = written.trim().toLowerCase();
  if (text === 'off' || text === 'never') return '0';
  const part = /(\d+)\s*([a-z]*)[\s,]*/y;
  let result = '';
  while (part.lastIndex < text.length) {
    const match = part.exec(text);
    if (match === null) return undefined;
    const letter = match[2] === '' ? '' : unitLetter(match[2] ?? '');
    if (letter === undefined) return undefined;
    result += `${match[1]}${letter}`;
  }
  return result === '' || result === text ? undefined : result;
}

function unitLetter(word: string): string | undefined {
  const units: Readonly<Record<string, RegExp>> = {
    s: /^(s|secs?|seconds?)$/i,
    m: /^(m|mins?|minutes?)$/i,
    h: /^(h|hrs?|hours?)$/i,
    d: /^(d|days?)$/i,
    w: /^(w|wks?|weeks?)$/i,
  };
  return Object.entries(units).find(([, pattern]) => pattern.test(word))?.[0];
}
