import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { originsOf, placesOf } from './connections.ts';
import { changingValue } from './fixes.ts';
import { keepaliveTime } from './keepaliveTime.ts';
import type { Rule } from './rule.ts';

/** Below this a client gives up what only pauses: a change of network, a busy server. */
const clientAtLeast = 20;
/** Below this a server gives up a computer that sleeps for a moment. */
const serverAtLeast = 120;

/** Probes that end connections which would come back. */
export const keepaliveTooHasty: Rule<Snapshot> = {
  id: 'keepalive-too-hasty',
  severity: 'info',
  dialects: ['client', 'server'],
  doc: {
    summary: 'Points out keepalives that give up a connection within seconds, though it might come back.',
    why: 'A side gives up after interval times (count + 1) seconds without an answer. A client that waits less than 20 s does not survive a change of the wireless network or a server that is busy for a moment. A server that waits less than 120 s ends the sessions of every laptop that sleeps for that long, if only on the way to the next room: on waking, the client sends one probe and would go on, but by then the server has left.',
    bad: 'Host web\n  ServerAliveInterval 1\n',
    good: 'Host web\n  ServerAliveInterval 15\n',
  },
  *check(snapshot) {
    const isClient = snapshot.dialect === 'client';
    const name = isClient ? 'ServerAliveInterval' : 'ClientAliveInterval';
    for (const { origin, connections } of originsOf(snapshot, name)) {
      const times = connections.flatMap(({ effective }) => keepaliveTime(effective) ?? []);
      const time = times.find(({ total }) => total < (isClient ? clientAtLeast : serverAtLeast));
      if (time === undefined) continue;
      const better = Math.ceil((isClient ? 60 : 240) / (time.count + 1));
      for (const { entry } of placesOf(snapshot, origin)) {
        yield {
          span: entry.span,
          ...(isClient ? {} : { severity: 'hint' as const }),
          message: isClient
            ? l10n.t(
                'This gives up the connection after {0} s without an answer: a change of network or a busy server can take longer.',
                time.total,
              )
            : l10n.t(
                'A laptop that sleeps for more than {0} s finds its sessions closed when it wakes up.',
                time.total,
              ),
          fixes: changingValue(snapshot, entry, String(better)),
        };
      }
    }
  },
};
