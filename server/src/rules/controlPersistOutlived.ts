import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { certain, lineOf, numberOf, originsOf, placesOf, wordOf } from './connections.ts';
import { pointingAt } from './document.ts';
import { serverOf } from './pathSettings.ts';
import type { Rule } from './rule.ts';
import { isShared } from './sharedConnection.ts';

/** A master that its server ends first. */
export const controlPersistOutlived: Rule<Snapshot> = {
  id: 'control-persist-outlived',
  severity: 'info',
  dialects: ['client'],
  doc: {
    summary: 'Points out a ControlPersist longer than the UnusedConnectionTimeout of the paired server.',
    why: 'A shared connection without open sessions is an unused one for the server, which ends it after UnusedConnectionTimeout whatever ControlPersist says; forwardings that only listen go with it. The setting sshTimeouts.servers says which sshd_config belongs to a host.',
    bad: 'Host web\n  ServerAliveInterval 60\n  ControlMaster auto\n  ControlPath ~/.ssh/%C\n  ControlPersist 1h\n',
    good: 'Host web\n  ServerAliveInterval 60\n  ControlMaster auto\n  ControlPath ~/.ssh/%C\n  ControlPersist 1m\n',
  },
  *check(snapshot) {
    for (const { origin, connections } of originsOf(snapshot, 'ControlPersist')) {
      const [ended] = connections.flatMap(({ subject, effective }) => {
        const word = wordOf(effective, 'ControlPersist');
        const own =
          word === 'yes' || word === 'true' ? Number.POSITIVE_INFINITY : numberOf(effective, 'ControlPersist');
        const server = own !== undefined && isShared(effective) ? serverOf(snapshot, subject) : undefined;
        const limit = server && numberOf(server, 'UnusedConnectionTimeout');
        return own !== undefined && server && limit && own > limit
          ? [{ limit, line: lineOf(certain(server, 'UnusedConnectionTimeout')) }]
          : [];
      });
      if (ended === undefined) continue;
      for (const { entry } of placesOf(snapshot, origin)) {
        yield {
          span: entry.span,
          message: l10n.t(
            'The server ends a connection without sessions after {0} s (UnusedConnectionTimeout), before this time is over.',
            ended.limit,
          ),
          related: pointingAt(ended.line, l10n.t('The server sets it here.')),
        };
      }
    }
  },
};
