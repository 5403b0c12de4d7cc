import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { numberOf, originsOf, placesOf } from './connections.ts';
import type { Rule } from './rule.ts';

/** UnusedConnectionTimeout, which ends quiet tunnels. */
export const unusedConnectionEndsTunnels: Rule<Snapshot> = {
  id: 'unused-connection-ends-tunnels',
  severity: 'info',
  dialects: ['server'],
  doc: {
    summary:
      'Points out that UnusedConnectionTimeout ends tunnels and shared connections that nobody uses at the moment.',
    why: 'A forwarding that only listens is not an open channel, so ssh -N -R and an idle ControlPersist master count as unused however many probes go back and forth (channels.c; measured with 9.2 and 10.5). With less than about 10 s, slow clients may lose the connection between login and session.',
    bad: 'UnusedConnectionTimeout 5m\n',
    good: 'ChannelTimeout session:*=15m\n',
  },
  *check(snapshot) {
    for (const { origin, connections } of originsOf(snapshot, 'UnusedConnectionTimeout')) {
      const seconds = connections[0] && numberOf(connections[0].effective, 'UnusedConnectionTimeout');
      if (seconds === undefined || seconds === 0) continue;
      for (const { entry } of placesOf(snapshot, origin)) {
        yield {
          span: entry.span,
          message:
            seconds < 10
              ? l10n.t('{0} s may be too short for clients that are slow to open a session after login.', seconds)
              : l10n.t(
                  'This ends quiet tunnels (ssh -N) and idle shared connections after {0} s: listening does not count as use.',
                  seconds,
                ),
        };
      }
    }
  },
};
