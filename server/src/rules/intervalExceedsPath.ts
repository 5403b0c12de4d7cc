import * as l10n from '@vscode/l10n';
import { reached } from '../knowledge/availability.ts';
import type { EffectiveConfig } from '../resolve/effectiveConfig.ts';
import type { Snapshot } from '../snapshot.ts';
import type { OpenSshVersion } from '../values/openSshVersion.ts';
import { numberOf, originsOf, placesOf } from './connections.ts';
import { changingValue } from './fixes.ts';
import { pathOf, serverOf } from './pathSettings.ts';
import type { Rule } from './rule.ts';

/** Probes that come too late for the NAT or firewall in between. */
export const intervalExceedsPath: Rule<Snapshot> = {
  id: 'interval-exceeds-path',
  severity: 'warning',
  dialects: ['client', 'server'],
  doc: {
    summary:
      'Finds keepalive intervals that are longer than the path between the two ends remembers a silent connection.',
    why: "A NAT, firewall or load balancer forgets a connection with no traffic for a while, usually without telling anybody; the next packet then goes nowhere. Probes prevent that only if they come more often. The setting sshTimeouts.path says what lies there; its figures come from the vendors' own documents. That sshd 9.2 to 9.4 probes half as often is taken into account.",
    bad: 'Host web\n  ServerAliveInterval 600\n',
    good: 'Host web\n  ServerAliveInterval 60\n',
  },
  *check(snapshot) {
    const name = snapshot.dialect === 'client' ? 'ServerAliveInterval' : 'ClientAliveInterval';
    for (const { origin, connections } of originsOf(snapshot, name)) {
      const judged = connections.flatMap((connection) => {
        const path = pathOf(snapshot, connection.subject);
        const own = period(connection.effective, snapshot.dialect, snapshot.version);
        if (path === undefined || own === undefined) return [];
        const paired = serverOf(snapshot, connection.subject);
        const other = paired && period(paired, 'server', paired.version);
        return [{ path, own, best: Math.min(own, other ?? Number.POSITIVE_INFINITY) }];
      });
      const late = judged.find(({ path, best }) => best >= path.seconds);
      const close = judged.find(({ path, best }) => best < path.seconds && best > path.seconds / 2);
      const found = late ?? close;
      if (found === undefined) continue;
      for (const { entry } of placesOf(snapshot, origin)) {
        const pace = found.own / interval(entry.line.args[0]?.value, found.own);
        const better = Math.max(1, Math.min(60, Math.floor(found.path.seconds / 2 / pace)));
        yield {
          span: entry.span,
          ...(late ? {} : { severity: 'hint' as const }),
          message: late
            ? l10n.t(
                'A probe about every {0} s comes too late: {1} forgets a silent connection after {2} s.',
                found.own,
                found.path.label,
                found.path.seconds,
              )
            : l10n.t(
                'A probe about every {0} s leaves little room: {1} forgets a silent connection after {2} s, and one lost probe is enough.',
                found.own,
                found.path.label,
                found.path.seconds,
              ),
          fixes: changingValue(snapshot, entry, String(better)),
        };
      }
    }
  },
};

/** Seconds between probes on the wire; undefined where there are none, or it is not certain. */
function period(effective: EffectiveConfig, side: 'client' | 'server', version: OpenSshVersion): number | undefined {
  const seconds = numberOf(effective, side === 'client' ? 'ServerAliveInterval' : 'ClientAliveInterval');
  if (seconds === undefined || seconds === 0) return undefined;
  const halfPace = side === 'server' && reached(version, '9.2') && !reached(version, '9.5');
  return halfPace ? 2 * seconds : seconds;
}

/** The written interval as a plain number, to see whether the pace is halved. */
function interval(written: string | undefined, otherwise: number): number {
  return written !== undefined && /^\d+$/.test(written) && Number(written) > 0 ? Number(written) : otherwise;
}
