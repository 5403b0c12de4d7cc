import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { certain, numberOf, originsOf, placesOf } from './connections.ts';
import { changingValue } from './fixes.ts';
import type { Rule } from './rule.ts';
import { isShared } from './sharedConnection.ts';

/** Forwardings that vanish with an idle master. */
export const controlPersistDropsForwards: Rule<Snapshot> = {
  id: 'control-persist-drops-forwards',
  severity: 'info',
  dialects: ['client'],
  doc: {
    summary: 'Points out forwardings that vanish when an idle shared connection ends after its ControlPersist time.',
    why: 'A forwarding that only listens does not keep the master: when no session or forwarded connection has been open for that time, it exits, and its listening ports go with it (clientloop.c).',
    bad: 'Host db\n  ControlMaster auto\n  ControlPath ~/.ssh/%C\n  ControlPersist 10m\n  LocalForward 5432 localhost:5432\n',
    good: 'Host db\n  ControlMaster auto\n  ControlPath ~/.ssh/%C\n  ControlPersist yes\n  LocalForward 5432 localhost:5432\n',
  },
  *check(snapshot) {
    for (const { origin, connections } of originsOf(snapshot, 'ControlPersist')) {
      const hit = connections.find(({ effective }) => {
        const forwards = (['LocalForward', 'RemoteForward', 'DynamicForward'] as const).some(
          (name) => certain(effective, name)?.from.kind === 'line',
        );
        return forwards && isShared(effective) && (numberOf(effective, 'ControlPersist') ?? 0) > 0;
      });
      const seconds = hit && numberOf(hit.effective, 'ControlPersist');
      if (seconds === undefined) continue;
      for (const { entry } of placesOf(snapshot, origin)) {
        yield {
          span: entry.span,
          message: l10n.t(
            'The forwarded ports of this host go away {0} s after the last use: listening alone does not keep the shared connection open.',
            seconds,
          ),
          fixes: changingValue(snapshot, entry, 'yes'),
        };
      }
    }
  },
};
