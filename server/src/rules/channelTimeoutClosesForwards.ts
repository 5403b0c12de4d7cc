import * as l10n from '@vscode/l10n';
import { reached } from '../knowledge/availability.ts';
import type { Snapshot } from '../snapshot.ts';
import { readTimeSpan } from '../values/timeSpan.ts';
import { entriesFor, wordSpan } from './document.ts';
import { replacing } from './fixes.ts';
import type { Rule } from './rule.ts';

/** `ChannelTimeout *`, which closes forwarded connections too. */
export const channelTimeoutClosesForwards: Rule<Snapshot> = {
  id: 'channel-timeout-closes-forwards',
  severity: 'info',
  dialects: ['client', 'server'],
  doc: {
    summary: 'Points out ChannelTimeout patterns that also close quiet forwarded connections.',
    why: "The pattern * matches every channel, including direct-tcpip and forwarded-tcpip: a database connection or an editor's port through ssh is cut when it is quiet for that long, for keepalive probes do not count (channels.c; measured with 9.2, 9.9 and 10.5).",
    bad: 'ChannelTimeout *=10m\n',
    good: 'ChannelTimeout direct-tcpip=0 forwarded-tcpip=0 *=10m\n',
  },
  *check(snapshot) {
    if (!reached(snapshot.version, snapshot.dialect === 'server' ? '9.2' : '9.6')) return;
    for (const entry of entriesFor(snapshot.file, 'ChannelTimeout')) {
      const shielded = new Set<string>();
      for (const word of entry.line.args) {
        const equals = word.value.indexOf('=');
        const type = word.value.slice(0, Math.max(equals, 0));
        const seconds = readTimeSpan(word.value.slice(equals + 1), snapshot.version);
        if (/^\*+$/.test(type) && seconds.ok && seconds.value > 0 && shielded.size < 2) {
          const span = wordSpan(snapshot.file, entry, word);
          const text = 'direct-tcpip=0 forwarded-tcpip=0 ';
          yield {
            span,
            message: l10n.t('This also closes forwarded connections that are quiet for {0} s.', seconds.value),
            fixes: [
              replacing(snapshot, { start: span.start, end: span.start }, text, l10n.t('Leave forwardings out'), false),
            ],
          };
        }
        for (const forward of ['direct-tcpip', 'forwarded-tcpip']) {
          if (type === forward || (type.endsWith('*') && type.length > 1 && forward.startsWith(type.slice(0, -1)))) {
            shielded.add(forward);
          }
        }
        if (type === '*-tcpip' || type === '*tcpip')
          for (const forward of ['direct', 'forwarded']) shielded.add(forward);
      }
    }
  },
};
