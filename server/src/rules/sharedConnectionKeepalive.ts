import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { allConnections, type Connection, certain, lineOf, numberOf } from './connections.ts';
import { entryOf, pointingAt } from './document.ts';
import type { Report, Rule } from './rule.ts';
import { isShared } from './sharedConnection.ts';

const pair = ['ServerAliveInterval', 'ServerAliveCountMax'] as const;

/** Two names for one shared connection, with different keepalives. */
export const sharedConnectionKeepalive: Rule<Snapshot> = {
  id: 'shared-connection-keepalive',
  severity: 'hint',
  dialects: ['client'],
  doc: {
    summary: 'Mentions hosts that share one connection and set different keepalives for it.',
    why: 'Only the ssh that opened a shared connection probes, with the settings it was started with; those of an ssh that joins it later are not used (measured with 9.2). Where two names lead to the same ControlPath, whichever is used first decides for both.',
    bad: 'Host web\n  ServerAliveInterval 15\n\nHost web-old\n  ServerAliveInterval 300\n\nHost web web-old\n  HostName web.example\n  ControlMaster auto\n  ControlPath ~/.ssh/%C\n',
    good: 'Host web web-old\n  HostName web.example\n  ServerAliveInterval 15\n  ControlMaster auto\n  ControlPath ~/.ssh/%C\n',
  },
  *check(snapshot) {
    const bySocket = new Map<string, Connection[]>();
    for (const connection of allConnections(snapshot)) {
      const { effective, subject } = connection;
      const path = certain(effective, 'ControlPath')?.value;
      if (subject.kind !== 'named' || path === undefined || path.includes('%') || !isShared(effective)) continue;
      bySocket.set(path, [...(bySocket.get(path) ?? []), connection]);
    }
    for (const [first, ...others] of bySocket.values()) {
      for (const other of others) if (first) yield* compare(snapshot, first, other);
    }
  },
};

function* compare(snapshot: Snapshot, first: Connection, other: Connection): Iterable<Report> {
  for (const name of pair) {
    const [one, two] = [first, other].map(({ effective }) => numberOf(effective, name, name === pair[1] ? 3 : 0));
    if (one === undefined || two === undefined || one === two) continue;
    const [lineOfFirst, lineOfOther] = [first, other].map(({ effective }) => lineOf(certain(effective, name)));
    const here = lineOfOther ? { line: lineOfOther, than: first, value: one, point: lineOfFirst } : undefined;
    const place = here ?? (lineOfFirst && { line: lineOfFirst, than: other, value: two, point: lineOfOther });
    const entry = place && entryOf(snapshot, place.line);
    if (place === undefined || entry === undefined) continue;
    yield {
      span: entry.span,
      message: l10n.t(
        'Shares its connection with {0}, where {1} is {2}: whichever is opened first decides for both.',
        place.than.subject.label,
        name,
        place.value,
      ),
      related: pointingAt(place.point, l10n.t('The other value is set here.')),
    };
  }
}
