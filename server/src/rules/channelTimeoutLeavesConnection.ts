import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { numberOf, originsOf, placesOf } from './connections.ts';
import type { Rule } from './rule.ts';
import { sessionLimit } from './sessionLimit.ts';

/** Sessions that end, and a connection that stays. */
export const channelTimeoutLeavesConnection: Rule<Snapshot> = {
  id: 'channel-timeout-leaves-connection',
  severity: 'hint',
  dialects: ['server'],
  doc: {
    summary: 'Mentions that ChannelTimeout closes sessions but leaves the connections of some clients open.',
    why: 'An OpenSSH client with one session leaves when it is closed. A shared connection (ControlMaster with ControlPersist), a client that only forwards, and other clients stay connected, and can open a new session without logging in again. UnusedConnectionTimeout ends a connection without open channels; it also ends tunnels that nobody uses at the moment, so both have to be wanted.',
    bad: 'ChannelTimeout session:*=15m\n',
    good: 'ChannelTimeout session:*=15m\nUnusedConnectionTimeout 1h\n',
  },
  *check(snapshot) {
    for (const { origin, connections } of originsOf(snapshot, 'ChannelTimeout')) {
      const hit = connections.find(({ effective }) => {
        return numberOf(effective, 'UnusedConnectionTimeout') === 0 && sessionLimit(effective) !== undefined;
      });
      const limit = hit && sessionLimit(hit.effective);
      if (limit === undefined || (limit.line && limit.line.lineIndex !== origin.lineIndex)) continue;
      for (const { entry } of placesOf(snapshot, origin)) {
        yield {
          span: entry.span,
          message: l10n.t(
            'This ends sessions that are quiet for {0} s, not the connection: a shared one (ControlMaster) stays logged in. UnusedConnectionTimeout would end it.',
            limit.seconds,
          ),
        };
      }
    }
  },
};
