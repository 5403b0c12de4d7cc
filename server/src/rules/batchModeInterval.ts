import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { certain, originsOf, placesOf } from './connections.ts';
import { addingLine } from './fixes.ts';
import type { Rule } from './rule.ts';

/** Debian's probes in batch mode. */
export const batchModeInterval: Rule<Snapshot> = {
  id: 'batch-mode-interval',
  severity: 'hint',
  dialects: ['client'],
  doc: {
    summary: 'Mentions that BatchMode turns probes on in builds by Debian and Ubuntu.',
    why: "A Debian patch makes ServerAliveInterval 300 the default where BatchMode is yes (keepalive-extensions.patch; measured with Debian 12's 9.2p1). The same file on another system sends no probes. A line of its own says what is wanted everywhere.",
    bad: 'Host backup\n  BatchMode yes\n  ConnectTimeout 10\n',
    good: 'Host backup\n  BatchMode yes\n  ConnectTimeout 10\n  ServerAliveInterval 300\n',
  },
  *check(snapshot) {
    if (snapshot.version.vendor !== 'debian') return;
    for (const { origin, connections } of originsOf(snapshot, 'BatchMode')) {
      const implied = connections
        .map(({ effective }) => certain(effective, 'ServerAliveInterval'))
        .find((value) => value?.from.kind === 'default' && value.from.note === 'batchmode');
      if (implied === undefined) continue;
      for (const { entry } of placesOf(snapshot, origin)) {
        yield {
          span: entry.span,
          message: l10n.t(
            'In batch mode the ssh of Debian and Ubuntu probes every {0} s by default; other builds do not probe.',
            implied.value,
          ),
          fixes: [addingLine(snapshot, entry, `ServerAliveInterval ${implied.value}`)],
        };
      }
    }
  },
};
