import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { entriesAt, wordSpan } from './document.ts';
import { replacing } from './fixes.ts';
import { directivesLike } from './keywordIndex.ts';
import type { Rule } from './rule.ts';

const suspects = directivesLike(
  ['ServerAliveInterval', 'ClientAliveInterval', 'ConnectTimeout'],
  ({ args: [word] }) => {
    return word !== undefined && /^\d+000$/.test(word.value) && Number(word.value) >= 5000;
  },
);

/** An interval that looks like milliseconds. */
export const millisecondsSuspected: Rule<Snapshot> = {
  id: 'milliseconds-suspected',
  severity: 'info',
  dialects: ['client', 'server'],
  doc: {
    summary: 'Points out intervals of many thousand seconds that look as if milliseconds were meant.',
    why: 'OpenSSH counts seconds. 30000 is more than eight hours between probes, while other programs read the same number as half a minute.',
    bad: 'Host web\n  ServerAliveInterval 30000\n',
    good: 'Host web\n  ServerAliveInterval 30\n',
  },
  *check(snapshot) {
    for (const entry of entriesAt(snapshot.file, suspects(snapshot.file))) {
      const [word] = entry.line.args;
      if (word === undefined) continue;
      const span = wordSpan(snapshot.file, entry, word);
      const better = word.value.slice(0, -3);
      yield {
        span,
        message: l10n.t(
          '{0} is in seconds: this is {1} hours. Did you mean milliseconds?',
          entry.directive?.name ?? '',
          (Number(word.value) / 3600).toFixed(1),
        ),
        fixes: [replacing(snapshot, span, better, l10n.t('Change to {0}', better), false)],
      };
    }
  },
};
