import * as l10n from '@vscode/l10n';
import { reached } from '../knowledge/availability.ts';
import type { Snapshot } from '../snapshot.ts';
import { entriesFor, wordSpan } from './document.ts';
import { replacing } from './fixes.ts';
import type { Rule } from './rule.ts';

/** `ChannelTimeout none` under Match, which ends every login. */
export const matchChannelTimeoutNone: Rule<Snapshot> = {
  id: 'match-channel-timeout-none',
  severity: 'warning',
  dialects: ['server'],
  doc: {
    summary: 'Finds ChannelTimeout none under Match: nobody whom the block matches can log in.',
    why: 'sshd -t and sshd -T accept it, and then every matching connection dies before the login with "internal error: bad timeout none". Measured with 9.2, 9.9 and 10.5, with and without a global ChannelTimeout; with 9.2 also under Match all. To lift a limit for some users write *=0, which works from 10.5 on.',
    bad: 'ChannelTimeout session:*=15m\n\nMatch User monitor\n  ChannelTimeout none\n',
    good: 'ChannelTimeout session:*=15m\n\nMatch User monitor\n  ChannelTimeout *=0\n',
  },
  *check(snapshot) {
    if (!reached(snapshot.version, '9.2')) return;
    for (const entry of entriesFor(snapshot.file, 'ChannelTimeout')) {
      const [word, ...more] = entry.line.args;
      if (word?.value.toLowerCase() !== 'none' || more.length > 0 || entry.block === undefined) continue;
      const span = wordSpan(snapshot.file, entry, word);
      yield {
        span: entry.span,
        message: l10n.t('Nobody whom this block matches can log in: sshd fails on "none" under Match. Write *=0.'),
        fixes: [replacing(snapshot, span, '*=0', l10n.t('Change to {0}', '*=0'), true)],
      };
    }
  },
};
