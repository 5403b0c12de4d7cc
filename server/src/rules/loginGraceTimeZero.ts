import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { numberOf, originsOf } from './connections.ts';
import { entryOf, replacing, wordSpan } from './document.ts';
import type { Rule } from './rule.ts';

/** Logins without a limit. */
export const loginGraceTimeZero: Rule<Snapshot> = {
  id: 'login-grace-time-zero',
  severity: 'info',
  dialects: ['server'],
  doc: {
    summary: 'Points out LoginGraceTime 0: connections that never log in stay for good.',
    why: 'Each of them keeps a place under MaxStartups, so that a few idle ones can lock everybody out. It was advised against a hole of 2024 (CVE-2024-6387) and has often been left behind after the update.',
    bad: 'LoginGraceTime 0\n',
    good: 'LoginGraceTime 60\n',
  },
  *check(snapshot) {
    for (const { origin, connections } of originsOf(snapshot, 'LoginGraceTime')) {
      const entry = entryOf(snapshot, origin);
      if (
        entry === undefined ||
        !connections.some(({ effective }) => numberOf(effective, 'LoginGraceTime', 120) === 0)
      ) {
        continue;
      }
      const [value] = entry.line.args;
      yield {
        span: entry.span,
        message: l10n.t('Connections that never log in are never closed, and fill the places of MaxStartups.'),
        ...(value
          ? {
              fixes: [
                replacing(snapshot, wordSpan(snapshot.file, entry, value), '60', l10n.t('Change to {0}', '60'), false),
              ],
            }
          : {}),
      };
    }
  },
};
