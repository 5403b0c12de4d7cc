import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { mayMissLines, numberOf, originsOf, placesOf } from './connections.ts';
import { addingLine } from './fixes.ts';
import type { Rule } from './rule.ts';

/** ConnectTimeout alone, which does not limit the whole of connecting. */
export const connectTimeoutScope: Rule<Snapshot> = {
  id: 'connect-timeout-scope',
  severity: 'info',
  dialects: ['client'],
  doc: {
    summary: 'Points out that ConnectTimeout alone does not limit key exchange and login.',
    why: "It covers the TCP connection and the server's greeting (sshconnect.c). A server that greets and then hangs keeps ssh waiting forever unless ServerAliveInterval is set, which limits each wait of that phase to interval times count. Measured with 9.2 and 10.5: with ConnectTimeout 3 alone ssh still hung after 14 s.",
    bad: 'Host web\n  ConnectTimeout 10\n',
    good: 'Host web\n  ConnectTimeout 10\n  ServerAliveInterval 30\n',
  },
  *check(snapshot) {
    if (mayMissLines(snapshot)) return;
    for (const { origin, value, connections } of originsOf(snapshot, 'ConnectTimeout')) {
      if (value.value === 'none' || value.value === '0') continue;
      if (!connections.every(({ effective }) => numberOf(effective, 'ServerAliveInterval') === 0)) continue;
      for (const { entry } of placesOf(snapshot, origin)) {
        yield {
          span: entry.span,
          message: l10n.t(
            'This does not limit key exchange and login: a server that hangs there keeps ssh waiting. ServerAliveInterval limits them.',
          ),
          fixes: [addingLine(snapshot, entry, 'ServerAliveInterval 30')],
        };
      }
    }
  },
};
