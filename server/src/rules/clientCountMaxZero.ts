import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { certain, lineOf, numberOf, originsOf, placesOf } from './connections.ts';
import { pointingAt } from './document.ts';
import { changingValue } from './fixes.ts';
import type { Rule } from './rule.ts';

/** `ServerAliveCountMax 0`, which ends healthy connections. */
export const clientCountMaxZero: Rule<Snapshot> = {
  id: 'client-countmax-zero',
  severity: 'warning',
  dialects: ['client'],
  doc: {
    summary: 'Finds ServerAliveCountMax 0 together with a ServerAliveInterval.',
    why: 'People write 0 to say "never give up", and get the opposite: ssh ends the connection as soon as the server has been silent for one interval, healthy or not, and does not even probe first. Measured with OpenSSH 8.2, 8.9, 9.2 and 10.5: a healthy idle session with interval 3 ended after 2.5 to 2.8 s.',
    bad: 'Host web\n  ServerAliveInterval 60\n  ServerAliveCountMax 0\n',
    good: 'Host web\n  ServerAliveInterval 60\n  ServerAliveCountMax 3\n',
  },
  *check(snapshot) {
    // This guide wants just that: to end silent sessions.
    if (snapshot.settings.compliance.includes('mscp-macos')) return;
    for (const { origin, connections } of originsOf(snapshot, 'ServerAliveCountMax')) {
      const hit = connections.find(
        ({ effective }) =>
          numberOf(effective, 'ServerAliveCountMax', 3) === 0 && (numberOf(effective, 'ServerAliveInterval') ?? 0) > 0,
      );
      if (hit === undefined) continue;
      const interval = numberOf(hit.effective, 'ServerAliveInterval') ?? 0;
      const intervalLine = lineOf(certain(hit.effective, 'ServerAliveInterval'));
      for (const { entry, here } of placesOf(snapshot, origin)) {
        yield {
          span: entry.span,
          message: l10n.t(
            'ssh drops even a healthy connection after {0} s without anything from the server: 0 does not mean "never".',
            interval,
          ),
          related: pointingAt(intervalLine && here(intervalLine), l10n.t('The interval is set here.')),
          fixes: changingValue(snapshot, entry, '3'),
        };
      }
    }
  },
};
