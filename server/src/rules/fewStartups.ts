import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { readMaxStartups } from '../values/maxStartups.ts';
import { numberOf, originsOf, placesOf } from './connections.ts';
import { changingValue } from './fixes.ts';
import type { Rule } from './rule.ts';

/** Where the default begins to turn connections away. */
const usual = 10;

/** Few places for logins that have begun. */
export const fewStartups: Rule<Snapshot> = {
  id: 'few-startups',
  severity: 'info',
  dialects: ['server'],
  doc: {
    summary: 'Points out a MaxStartups that turns connections away at fewer than ten unfinished logins.',
    why: 'Every connection that has not logged in yet holds a place, for up to LoginGraceTime. From START on, sshd drops new ones at random; from FULL on, all of them. The default is 10:30:100; with less, parallel tools (Ansible, a jump host, several git fetches) run into "kex_exchange_identification: Connection closed by remote host", and a few idle connections lock everybody out.',
    bad: 'MaxStartups 3\n',
    good: 'MaxStartups 10:30:100\n',
  },
  *check(snapshot) {
    for (const { origin, value, connections } of originsOf(snapshot, 'MaxStartups')) {
      const startups = readMaxStartups(value.value, snapshot.version);
      if (!startups.ok) continue;
      const { full, begin = full } = startups.value;
      if (begin >= usual) continue;
      const grace = connections[0] && numberOf(connections[0].effective, 'LoginGraceTime', 120);
      for (const { entry } of placesOf(snapshot, origin)) {
        yield {
          span: entry.span,
          message: grace
            ? l10n.t(
                'From {0} unfinished logins on, sshd turns new connections away, and each may hold its place for {1} s (LoginGraceTime).',
                begin,
                grace,
              )
            : l10n.t('From {0} unfinished logins on, sshd turns new connections away.', begin),
          fixes: changingValue(snapshot, entry, '10:30:100'),
        };
      }
    }
  },
};
