import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { numberOf, originsOf, placesOf } from './connections.ts';
import { changingValue } from './fixes.ts';
import type { Rule } from './rule.ts';

/** Logins without a limit. */
export const loginGraceTimeZero: Rule<Snapshot> = {
  id: 'login-grace-time-zero',
  severity: 'info',
  dialects: ['server'],
  doc: {
    summary: 'Points out LoginGraceTime 0: connections that never log in stay for good.',
    why: 'Each of them keeps a place under MaxStartups, so a few idle ones can lock everybody out. It was recommended as a workaround for a vulnerability of 2024 (CVE-2024-6387) and has often been left in place after the update.',
    bad: 'LoginGraceTime 0\n',
    good: 'LoginGraceTime 60\n',
  },
  *check(snapshot) {
    for (const { origin, connections } of originsOf(snapshot, 'LoginGraceTime')) {
      if (!connections.some(({ effective }) => numberOf(effective, 'LoginGraceTime', 120) === 0)) continue;
      for (const { entry } of placesOf(snapshot, origin)) {
        yield {
          span: entry.span,
          message: l10n.t('Connections that never log in are never closed, and use up the places of MaxStartups.'),
          fixes: changingValue(snapshot, entry, '60'),
        };
      }
    }
  },
};
