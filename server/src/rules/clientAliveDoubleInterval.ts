import * as l10n from '@vscode/l10n';
import { reached } from '../knowledge/availability.ts';
import type { Snapshot } from '../snapshot.ts';
import { formatVersion } from '../values/openSshVersion.ts';
import { numberOf, originsOf, placesOf } from './connections.ts';
import type { Rule } from './rule.ts';

/** sshd 9.2 to 9.4 probes at half the pace. */
export const clientAliveDoubleInterval: Rule<Snapshot> = {
  id: 'client-alive-double-interval',
  severity: 'warning',
  dialects: ['server'],
  doc: {
    summary: 'Finds ClientAliveInterval in sshd 9.2 to 9.4, which probes only every second interval.',
    why: "These releases compare whole seconds with > where >= was meant (introduced by d478cdc7a, fixed in 9.5 by 9d7193a83), so a probe goes out only every second time, and a dead client is noticed after twice the time. Measured with Debian 12's 9.2p1: interval 3 and count 1 took 11.8 s instead of 6. With RekeyLimit or ChannelTimeout the probes may come somewhat sooner.",
    bad: 'ClientAliveInterval 300\nClientAliveCountMax 3\n',
    good: 'ClientAliveInterval 0\n',
  },
  *check(snapshot) {
    if (!reached(snapshot.version, '9.2') || reached(snapshot.version, '9.5')) return;
    for (const { origin, connections } of originsOf(snapshot, 'ClientAliveInterval')) {
      const [first] = connections;
      const interval = first && numberOf(first.effective, 'ClientAliveInterval');
      if (first === undefined || interval === undefined || interval === 0) continue;
      const count = numberOf(first.effective, 'ClientAliveCountMax', 3);
      const version = formatVersion(snapshot.version);
      for (const { entry } of placesOf(snapshot, origin)) {
        yield {
          span: entry.span,
          message:
            count === undefined || count === 0
              ? l10n.t('sshd {0} probes about every {1} s, not every {2} s.', version, 2 * interval, interval)
              : l10n.t(
                  'sshd {0} probes about every {1} s, not every {2} s, and notices a dead client after about {3} s.',
                  version,
                  2 * interval,
                  interval,
                  2 * interval * (count + 1),
                ),
        };
      }
    }
  },
};
