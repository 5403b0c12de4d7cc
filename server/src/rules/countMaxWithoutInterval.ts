import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { certain, lineOf, mayMissLines, numberOf, originsOf, placesOf } from './connections.ts';
import { pointingAt } from './document.ts';
import { addingLine, removingLine } from './fixes.ts';
import type { Rule } from './rule.ts';

/** A count of probes where none are sent. */
export const countMaxWithoutInterval: Rule<Snapshot> = {
  id: 'countmax-without-interval',
  severity: 'warning',
  dialects: ['client', 'server'],
  doc: {
    summary: 'Finds ServerAliveCountMax or ClientAliveCountMax where the interval is 0.',
    why: 'The count says how many probes may go unanswered. Where no interval is set there are no probes, and the line does nothing (clientloop.c, serverloop.c).',
    bad: 'Host web\n  ServerAliveCountMax 5\n',
    good: 'Host web\n  ServerAliveInterval 30\n  ServerAliveCountMax 5\n',
  },
  *check(snapshot) {
    if (mayMissLines(snapshot)) return;
    const [count, interval] =
      snapshot.dialect === 'client'
        ? (['ServerAliveCountMax', 'ServerAliveInterval'] as const)
        : (['ClientAliveCountMax', 'ClientAliveInterval'] as const);
    for (const { origin, connections } of originsOf(snapshot, count)) {
      if (!connections.every(({ effective }) => numberOf(effective, interval) === 0)) continue;
      const switchedOff = connections.map(({ effective }) => lineOf(certain(effective, interval))).find(Boolean);
      for (const { entry, here } of placesOf(snapshot, origin)) {
        yield {
          span: entry.span,
          message: l10n.t('{0} has no effect: {1} is 0, so there are no probes to count.', count, interval),
          related: pointingAt(switchedOff && here(switchedOff), l10n.t('The interval is set here.')),
          // Where a line says 0, another one further down would not win.
          fixes: switchedOff
            ? [removingLine(snapshot, entry, l10n.t('Remove the line'), false)]
            : [
                addingLine(snapshot, entry, `${interval} 60`),
                removingLine(snapshot, entry, l10n.t('Remove the line'), false),
              ],
        };
      }
    }
  },
};
