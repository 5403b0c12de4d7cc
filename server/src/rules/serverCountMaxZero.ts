import * as l10n from '@vscode/l10n';
import { reached } from '../knowledge/availability.ts';
import type { Snapshot } from '../snapshot.ts';
import { numberOf, originsOf, placesOf } from './connections.ts';
import { changingValue } from './fixes.ts';
import type { Rule } from './rule.ts';

/** `ClientAliveCountMax 0`, whose meaning changed in 8.2. */
export const serverCountMaxZero: Rule<Snapshot> = {
  id: 'server-countmax-zero',
  severity: 'warning',
  dialects: ['server'],
  doc: {
    summary: 'Finds ClientAliveCountMax 0 together with a ClientAliveInterval.',
    why: 'Old hardening guides use 0 to end idle sessions. That worked up to 8.1; since 8.2 (commit 69334996a) sshd with 0 probes and never ends a connection for lack of an answer. Measured: 8.2 to 10.5 never end it. To end idle sessions, use ChannelTimeout; to notice dead clients, a count above 0.',
    bad: 'ClientAliveInterval 300\nClientAliveCountMax 0\n',
    good: 'ClientAliveInterval 300\nClientAliveCountMax 3\n',
  },
  *check(snapshot) {
    for (const { origin, connections } of originsOf(snapshot, 'ClientAliveCountMax')) {
      const hit = connections.find(
        ({ effective }) =>
          numberOf(effective, 'ClientAliveCountMax', 3) === 0 && (numberOf(effective, 'ClientAliveInterval') ?? 0) > 0,
      );
      if (hit === undefined) continue;
      const interval = numberOf(hit.effective, 'ClientAliveInterval') ?? 0;
      for (const { entry } of placesOf(snapshot, origin)) {
        yield {
          span: entry.span,
          message: reached(snapshot.version, '8.2')
            ? l10n.t('sshd probes every client but never disconnects one: since 8.2, 0 means no limit.')
            : l10n.t('Before 8.2, 0 makes sshd end any session that is silent for {0} s, healthy or not.', interval),
          fixes: changingValue(snapshot, entry, '3'),
        };
      }
    }
  },
};
