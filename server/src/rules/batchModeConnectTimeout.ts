import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { isYes, mayMissLines, numberOf, originsOf, placesOf } from './connections.ts';
import { addingLine, addingTwoLines } from './fixes.ts';
import { lacksKeepalive } from './noKeepalive.ts';
import type { Rule } from './rule.ts';

/** A script that waits for a host. */
export const batchModeConnectTimeout: Rule<Snapshot> = {
  id: 'batch-mode-connect-timeout',
  severity: 'hint',
  dialects: ['client'],
  doc: {
    summary: 'Mentions BatchMode without ConnectTimeout.',
    why: 'BatchMode is for scripts, where nobody is there to interrupt. Without ConnectTimeout, ssh waits for a host that does not answer for as long as the system keeps trying, and forever for one that accepts the connection and then says nothing (sshconnect.c).',
    bad: 'Host backup\n  BatchMode yes\n  ServerAliveInterval 30\n',
    good: 'Host backup\n  BatchMode yes\n  ServerAliveInterval 30\n  ConnectTimeout 10\n',
  },
  *check(snapshot) {
    if (mayMissLines(snapshot)) return;
    for (const { origin, value, connections } of originsOf(snapshot, 'BatchMode')) {
      if (!isYes(value.value)) continue;
      if (!connections.every(({ effective }) => numberOf(effective, 'ConnectTimeout') === 0)) continue;
      const alsoProbe = connections.every(lacksKeepalive);
      for (const { entry } of placesOf(snapshot, origin)) {
        yield {
          span: entry.span,
          message: l10n.t(
            'Nobody is there to interrupt: without ConnectTimeout, a host that accepts the connection and then says nothing keeps ssh waiting forever.',
          ),
          fixes: [
            alsoProbe
              ? addingTwoLines(snapshot, entry, 'ConnectTimeout 10', 'ServerAliveInterval 30')
              : addingLine(snapshot, entry, 'ConnectTimeout 10'),
          ],
        };
      }
    }
  },
};
