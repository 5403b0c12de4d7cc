import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { isLooseFragment, numberOf, originsOf } from './connections.ts';
import { addingLine, entryOf } from './document.ts';
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
    if (isLooseFragment(snapshot)) return;
    const interval = snapshot.dialect === 'client' ? 'ServerAliveInterval' : 'ClientAliveInterval';
    for (const { origin, value, connections } of originsOf(snapshot, 'TCPKeepAlive')) {
      const entry = entryOf(snapshot, origin);
      if (entry === undefined || value.value !== 'no') continue;
      if (!connections.every(({ effective }) => numberOf(effective, interval) === 0)) continue;
      yield {
        span: entry.span,
        message: l10n.t('Nothing notices a dead peer now: such a connection stays forever. Set {0} as well.', interval),
        fixes: [addingLine(snapshot, entry, `${interval} 60`, l10n.t('Add {0}', `${interval} 60`))],
      };
    }
  },
};
