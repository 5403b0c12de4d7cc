import * as l10n from '@vscode/l10n';
import { reached } from '../knowledge/availability.ts';
import type { Snapshot } from '../snapshot.ts';
import { formatVersion } from '../values/openSshVersion.ts';
import { numberOf, originsOf, placesOf } from './connections.ts';
import type { Rule } from './rule.ts';
import { sessionLimit } from './sessionLimit.ts';

/** A clock that is not set back. */
export const unusedConnectionEarly: Rule<Snapshot> = {
  id: 'unused-connection-early',
  severity: 'info',
  dialects: ['server'],
  doc: {
    summary: 'Points out UnusedConnectionTimeout beside ChannelTimeout in an sshd where the two interact badly.',
    why: 'Before 10.3, when ChannelTimeout closed the last channel, UnusedConnectionTimeout could count from an old moment and end the connection at once, instead of after its own time (fixed by 4f3e65bda). An OpenSSH client leaves with its last session anyway; shared connections and other clients are affected.',
    bad: 'ChannelTimeout session:*=15m\nUnusedConnectionTimeout 1h\n',
    good: 'ChannelTimeout session:*=15m\n',
  },
  *check(snapshot) {
    if (!reached(snapshot.version, '9.2') || reached(snapshot.version, '10.3')) return;
    for (const { origin, connections } of originsOf(snapshot, 'UnusedConnectionTimeout')) {
      const hit = connections.find(({ effective }) => {
        return (numberOf(effective, 'UnusedConnectionTimeout') ?? 0) > 0 && sessionLimit(effective) !== undefined;
      });
      if (hit === undefined) continue;
      for (const { entry } of placesOf(snapshot, origin)) {
        yield {
          span: entry.span,
          message: l10n.t(
            'sshd {0} may end the connection as soon as ChannelTimeout closes its last session, without waiting {1} s: fixed in 10.3.',
            formatVersion(snapshot.version),
            numberOf(hit.effective, 'UnusedConnectionTimeout') ?? 0,
          ),
        };
      }
    }
  },
};
