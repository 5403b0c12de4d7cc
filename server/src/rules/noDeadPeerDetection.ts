import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { certain, lineOf, mayMissLines, numberOf, originsOf, placesOf } from './connections.ts';
import { addingLine, changingValue } from './fixes.ts';
import type { Rule } from './rule.ts';

/** Nothing left that notices a dead peer. */
export const noDeadPeerDetection: Rule<Snapshot> = {
  id: 'no-dead-peer-detection',
  severity: 'warning',
  dialects: ['client', 'server'],
  doc: {
    summary: 'Finds TCPKeepAlive no without ServerAliveInterval or ClientAliveInterval.',
    why: 'Then neither the system nor OpenSSH ever asks whether the other end is still there. A connection whose peer has vanished stays forever while nothing is sent: a frozen terminal on the client, ghost sessions and occupied ports on the server.',
    bad: 'Host web\n  TCPKeepAlive no\n',
    good: 'Host web\n  TCPKeepAlive no\n  ServerAliveInterval 60\n',
  },
  *check(snapshot) {
    if (mayMissLines(snapshot)) return;
    const interval = snapshot.dialect === 'client' ? 'ServerAliveInterval' : 'ClientAliveInterval';
    for (const { origin, value, connections } of originsOf(snapshot, 'TCPKeepAlive')) {
      if (value.value !== 'no') continue;
      if (!connections.every(({ effective }) => numberOf(effective, interval) === 0)) continue;
      const set = connections.some(({ effective }) => lineOf(certain(effective, interval)) !== undefined);
      for (const { entry } of placesOf(snapshot, origin)) {
        yield {
          span: entry.span,
          message: l10n.t(
            'Nothing notices a dead peer now, and its connection stays forever. Set {0} as well.',
            interval,
          ),
          fixes: set
            ? changingValue(snapshot, entry, 'yes')
            : [addingLine(snapshot, entry, `${interval} 60`), ...changingValue(snapshot, entry, 'yes')],
        };
      }
    }
  },
};
