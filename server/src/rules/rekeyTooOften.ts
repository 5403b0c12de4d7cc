import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { originsOf, placesOf } from './connections.ts';
import { wordSpan } from './document.ts';
import { replacing } from './fixes.ts';
import type { Rule } from './rule.ts';

const atLeast = 60;

/** Key exchange again and again. */
export const rekeyTooOften: Rule<Snapshot> = {
  id: 'rekey-too-often',
  severity: 'info',
  dialects: ['client', 'server'],
  doc: {
    summary: 'Points out a RekeyLimit with a time of less than a minute.',
    why: 'The second value is a time in seconds: a new key exchange begins when that long has passed and anything was sent since the last one. With keepalive probes that means all the time; every exchange costs both sides computing time and pauses the data. The guides that ask for a time ask for one hour.',
    bad: 'RekeyLimit default 30\n',
    good: 'RekeyLimit default 1h\n',
  },
  *check(snapshot) {
    for (const { origin, value } of originsOf(snapshot, 'RekeyLimit')) {
      const seconds = Number(value.value.split(' ')[1]);
      if (!(seconds > 0 && seconds < atLeast) || value.applied) continue;
      for (const { entry } of placesOf(snapshot, origin)) {
        const word = entry.line.args[1];
        if (word === undefined) continue;
        const span = wordSpan(snapshot.file, entry, word);
        yield {
          span: entry.span,
          message: l10n.t(
            'The second value is in seconds: keys are exchanged again every {0} s while there is traffic, probes included.',
            seconds,
          ),
          fixes: [replacing(snapshot, span, '1h', l10n.t('Change to {0}', '1h'), false)],
        };
      }
    }
  },
};
