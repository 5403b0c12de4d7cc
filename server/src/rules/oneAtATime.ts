import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { originsOf, placesOf } from './connections.ts';
import { inSelectiveMatch } from './document.ts';
import { changingValue } from './fixes.ts';
import type { Rule } from './rule.ts';

/** Limits that let only one through. */
export const oneAtATime: Rule<Snapshot> = {
  id: 'one-at-a-time',
  severity: 'info',
  dialects: ['server'],
  doc: {
    summary: 'Points out MaxSessions 1 and PerSourceMaxStartups 1 for everybody.',
    why: 'With MaxSessions 1 a shared connection (ControlMaster, Ansible, editors over ssh) cannot open a second session and must log in again each time. With PerSourceMaxStartups 1 (8.5) an address may have one unfinished login: a second one that begins meanwhile is closed, as happens with parallel tools and behind a NAT. ssh-audit, which recommends it, says so too.',
    bad: 'MaxSessions 1\n',
    good: 'MaxSessions 10\n',
  },
  *check(snapshot) {
    for (const { origin, value } of originsOf(snapshot, 'MaxSessions')) {
      for (const { entry } of placesOf(snapshot, origin)) {
        // For chosen users it is a restriction that somebody wants.
        if (value.value !== '1' || inSelectiveMatch(entry)) continue;
        yield {
          span: entry.span,
          message: l10n.t(
            'A shared connection (ControlMaster, Ansible, editors over ssh) cannot open a second session.',
          ),
          fixes: changingValue(snapshot, entry, '10'),
        };
      }
    }
    for (const { origin, value } of originsOf(snapshot, 'PerSourceMaxStartups')) {
      if (value.value !== '1') continue;
      for (const { entry } of placesOf(snapshot, origin)) {
        yield {
          span: entry.span,
          message: l10n.t(
            'Of two logins that start at the same time from one address, or from behind one NAT, the second is closed.',
          ),
          fixes: changingValue(snapshot, entry, 'none'),
        };
      }
    }
  },
};
