import type { Snapshot } from '../snapshot.ts';
import { entryOfError, errorsOf, reportOf } from './errors.ts';
import type { Rule } from './rule.ts';

const codes = /^(missing-argument|empty-argument|extra-arguments|invalid-quotes|none-not-alone|too-many-entries)$/;

/** Too few or too many words, or a quote that is not closed. */
export const badLine: Rule<Snapshot> = {
  id: 'bad-line',
  severity: 'error',
  dialects: ['client', 'server'],
  doc: {
    summary: 'Finds lines with too few or too many values, or with a quote that is not closed.',
    why: 'OpenSSH refuses a file with such a line. Until 8.6 there are no comments behind a value either: their words count as too many (readconf.c, servconf.c, misc.c).',
    bad: 'Host web\n  ServerAliveInterval 30 60\n',
    good: 'Host web\n  ServerAliveInterval 30\n',
  },
  *check(snapshot) {
    for (const error of errorsOf(snapshot)) {
      if (!codes.test(error.code) || isSplitTime(snapshot, error)) continue;
      yield reportOf(error);
    }
  },
};

/** `5 m`: the rule about times speaks of it. */
function isSplitTime(snapshot: Snapshot, error: ReturnType<typeof errorsOf>[number]): boolean {
  if (error.code !== 'extra-arguments') return false;
  const entry = entryOfError(snapshot, error);
  const [number, unit] = entry?.line.args ?? [];
  return (
    entry?.directive?.type === 'time' &&
    /^\d+$/.test(number?.value ?? '') &&
    /^(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?)$/i.test(unit?.value ?? '')
  );
}
