import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { certain, lineOf, numberOf, originsOf, placesOf } from './connections.ts';
import { pointingAt } from './document.ts';
import { serverOf } from './pathSettings.ts';
import type { Rule } from './rule.ts';

/** Both below this: one of them would do. */
const often = 60;

/** Probes from both ends, more often than needed. */
export const bothSidesProbe: Rule<Snapshot> = {
  id: 'both-sides-probe',
  severity: 'hint',
  dialects: ['client'],
  doc: {
    summary: 'Mentions that a host and its paired server both probe more often than once a minute.',
    why: 'A probe from either side and its answer keep the path open in both directions, so one side is enough for that; each side needs its own probes only to notice a dead peer, and for that longer intervals will do. On battery power or a metered line the doubled packets matter.',
    bad: 'Host web\n  ServerAliveInterval 15\n',
    good: 'Host web\n  ServerAliveInterval 60\n',
  },
  *check(snapshot) {
    for (const { origin, connections } of originsOf(snapshot, 'ServerAliveInterval')) {
      const [both] = connections.flatMap(({ subject, effective }) => {
        const own = numberOf(effective, 'ServerAliveInterval') ?? 0;
        const server = own > 0 && own < often ? serverOf(snapshot, subject) : undefined;
        const other = server && numberOf(server, 'ClientAliveInterval');
        return server && other && other < often
          ? [{ other, line: lineOf(certain(server, 'ClientAliveInterval')) }]
          : [];
      });
      if (both === undefined) continue;
      for (const { entry } of placesOf(snapshot, origin)) {
        yield {
          span: entry.span,
          message: l10n.t(
            'The server probes every {0} s as well: either side is enough to keep the path open.',
            both.other,
          ),
          related: pointingAt(both.line, l10n.t('The server sets it here.')),
        };
      }
    }
  },
};
