import * as l10n from '@vscode/l10n';
import type { ConfigError } from '../resolve/effectiveConfig.ts';
import type { Snapshot } from '../snapshot.ts';
import { entryOfError, errorsOf, reportOf } from './errors.ts';
import { replacing } from './fixes.ts';
import { invisibleIn } from './invisibleCharacters.ts';
import type { Fix, Rule } from './rule.ts';

const codes = /^(missing-argument|empty-argument|extra-arguments|invalid-quotes|none-not-alone|too-many-entries)$/;

/** Too few or too many words, or a quote that is not closed. */
export const badLine: Rule<Snapshot> = {
  id: 'bad-line',
  severity: 'error',
  dialects: ['client', 'server'],
  doc: {
    summary: 'Finds lines with too few or too many values, or with a quote that is not closed.',
    why: 'OpenSSH refuses a file with such a line. Up to 8.6 a comment is not allowed after a value either: its words count as values too many (readconf.c, servconf.c, misc.c).',
    bad: 'Host web\n  ServerAliveInterval 30 60\n',
    good: 'Host web\n  ServerAliveInterval 30\n',
  },
  *check(snapshot) {
    for (const error of errorsOf(snapshot)) {
      if (!codes.test(error.code) || isSplitTime(snapshot, error)) continue;
      const unseen = error.code === 'missing-argument' ? invisibleIn(snapshot, error) : undefined;
      yield unseen ?? {
        ...reportOf(error),
        fixes: error.code === 'extra-arguments' ? [withoutRest(snapshot, error)] : [],
      };
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

/** Takes away what is too much: from the last blank before it to the end of the words. */
function withoutRest(snapshot: Snapshot, { span }: ConfigError): Fix {
  const { text } = snapshot.file;
  const start = text.slice(0, span.start).trimEnd().length;
  const end = text.indexOf('\n', span.start);
  const words = text.slice(span.start, end < 0 ? text.length : end).trimEnd().length;
  const removed = { start, end: Math.max(span.end, span.start + words) };
  return replacing(snapshot, removed, '', l10n.t('Remove "{0}"', text.slice(span.start, removed.end)), false);
}
