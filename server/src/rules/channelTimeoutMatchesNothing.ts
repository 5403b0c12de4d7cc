import * as l10n from '@vscode/l10n';
import { reached } from '../knowledge/availability.ts';
import type { Snapshot } from '../snapshot.ts';
import { entriesFor, wordSpan } from './document.ts';
import { replacing } from './fixes.ts';
import type { Report, Rule } from './rule.ts';

/** A ChannelTimeout pattern that no session has. */
export const channelTimeoutMatchesNothing: Rule<Snapshot> = {
  id: 'channel-timeout-matches-nothing',
  severity: 'warning',
  dialects: ['client', 'server'],
  doc: {
    summary: 'Finds ChannelTimeout patterns that close no session, such as session=5m in sshd_config.',
    why: 'sshd calls its sessions session:shell, session:command and session:subsystem:NAME, and a pattern must match the whole name: session alone matches none. The example in the manuals has it wrong. Measured with 9.2, 9.6 and 10.5: session=5 closes nothing in 25 s, session:*=5 closes after 4 to 6 s. Clients of 9.6 to 10.3 use plain session, those from 10.4 on the longer names (commit 45b30e0a5); session* matches both. The word global needs 9.7.',
    bad: 'ChannelTimeout session=15m\n',
    good: 'ChannelTimeout session:*=15m\n',
  },
  *check(snapshot) {
    if (!reached(snapshot.version, snapshot.dialect === 'server' ? '9.2' : '9.6')) return;
    for (const entry of entriesFor(snapshot.file, 'ChannelTimeout')) {
      for (const word of entry.line.args) {
        const equals = word.value.indexOf('=');
        if (equals < 1) continue;
        const type = word.value.slice(0, equals);
        const time = word.value.slice(equals + 1);
        if (/^0+[smhdw]?$/i.test(time)) continue;
        const span = wordSpan(snapshot.file, entry, word);
        const report = about(snapshot, type, time);
        if (report === undefined) continue;
        const { better, ...rest } = report;
        yield {
          span,
          ...rest,
          ...(better === undefined
            ? {}
            : { fixes: [replacing(snapshot, span, better, l10n.t('Change to {0}', better), false)] }),
        };
      }
    }
  },
};

function about(
  { dialect, version }: Snapshot,
  type: string,
  time: string,
): (Pick<Report, 'message' | 'severity'> & { better?: string }) | undefined {
  if (type === 'global' && !reached(version, '9.7')) {
    return { message: l10n.t('"global" needs OpenSSH 9.7; before that it closes nothing.') };
  }
  if (dialect === 'server') {
    if (type !== 'session') return undefined;
    const message = l10n.t('"session" matches no session: sshd calls them session:shell, session:command and so on.');
    return { message, better: `session:*=${time}` };
  }
  const longNames = reached(version, '10.4');
  if (type === 'session') {
    return longNames
      ? {
          message: l10n.t(
            '"session" matches no session: since 10.4 ssh calls them session:shell, session:command and so on.',
          ),
          better: `session*=${time}`,
        }
      : {
          severity: 'hint',
          message: l10n.t(
            '"session" matches sessions only up to OpenSSH 10.3; "session*" matches them in every version.',
          ),
          better: `session*=${time}`,
        };
  }
  if (!longNames && /^session:(\*|shell|command|subsystem:.*)$/.test(type)) {
    return {
      message: l10n.t('"{0}" matches no session: up to 10.3 ssh calls them just "session".', type),
      better: `session*=${time}`,
    };
  }
  return undefined;
}
