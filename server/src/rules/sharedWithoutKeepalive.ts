import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { isLooseFragment, numberOf, originsOf, wordOf } from './connections.ts';
import { addingLine, entryOf } from './document.ts';
import type { Rule } from './rule.ts';

/** A shared connection that nothing watches. */
export const sharedWithoutKeepalive: Rule<Snapshot> = {
  id: 'shared-without-keepalive',
  severity: 'info',
  dialects: ['client'],
  doc: {
    summary: 'Points out shared connections (ControlMaster) without ServerAliveInterval.',
    why: "When the path of the master has died unnoticed, every later ssh that joins it hangs, and ConnectTimeout does not help, for nothing is connected (measured with 9.2). Only the master's own probes notice.",
    bad: 'Host web\n  ControlMaster auto\n  ControlPath ~/.ssh/%C\n',
    good: 'Host web\n  ControlMaster auto\n  ControlPath ~/.ssh/%C\n  ServerAliveInterval 30\n',
  },
  *check(snapshot) {
    if (isLooseFragment(snapshot)) return;
    for (const { origin, value, connections } of originsOf(snapshot, 'ControlMaster')) {
      const entry = entryOf(snapshot, origin);
      if (entry === undefined || !/^(yes|true|auto|ask|autoask)$/.test(value.value)) continue;
      const shared = connections.filter(({ effective }) => {
        const path = wordOf(effective, 'ControlPath');
        return path !== undefined && path !== '' && path !== 'none';
      });
      if (shared.length === 0 || !shared.every(({ effective }) => numberOf(effective, 'ServerAliveInterval') === 0))
        continue;
      yield {
        span: entry.span,
        message: l10n.t(
          'When this shared connection dies unnoticed, every later ssh hangs on it. ServerAliveInterval notices.',
        ),
        fixes: [addingLine(snapshot, entry, 'ServerAliveInterval 30', l10n.t('Add {0}', 'ServerAliveInterval 30'))],
      };
    }
  },
};
