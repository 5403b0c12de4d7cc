import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { isGiven, isThisMachine, mayMissLines, numberOf, originsOf, placesOf, wordOf } from './connections.ts';
import { addingLine } from './fixes.ts';
import type { Rule } from './rule.ts';
import { isMasterWord } from './sharedConnection.ts';

/** A shared connection that nothing watches. */
export const sharedWithoutKeepalive: Rule<Snapshot> = {
  id: 'shared-without-keepalive',
  severity: 'info',
  dialects: ['client'],
  doc: {
    summary: 'Points out shared connections (ControlMaster) without ServerAliveInterval.',
    why: "When the master's connection has died unnoticed, every later ssh that joins it hangs, and ConnectTimeout does not help, because no new connection is made (measured with 9.2). Only the master's own probes notice.",
    bad: 'Host web\n  ControlMaster auto\n  ControlPath ~/.ssh/%C\n',
    good: 'Host web\n  ControlMaster auto\n  ControlPath ~/.ssh/%C\n  ServerAliveInterval 30\n',
  },
  *check(snapshot) {
    if (mayMissLines(snapshot)) return;
    for (const { origin, value, connections } of originsOf(snapshot, 'ControlMaster')) {
      if (!isMasterWord(value.value)) continue;
      const shared = connections.filter(
        ({ effective }) => isGiven(effective, 'ControlPath') === true && !isThisMachine(effective),
      );
      if (shared.length === 0 || !shared.every(({ effective }) => numberOf(effective, 'ServerAliveInterval') === 0))
        continue;
      const stays = shared.some(({ effective }) => /^(?:yes|true|0)$/.test(wordOf(effective, 'ControlPersist') ?? ''));
      for (const { entry } of placesOf(snapshot, origin)) {
        yield {
          span: entry.span,
          message: stays
            ? l10n.t(
                'If this shared connection dies unnoticed, it stays, and every later ssh hangs with it. ServerAliveInterval would notice.',
              )
            : l10n.t(
                'If this shared connection dies unnoticed, every later ssh hangs with it. ServerAliveInterval would notice.',
              ),
          fixes: [addingLine(snapshot, entry, 'ServerAliveInterval 30')],
        };
      }
    }
  },
};
