import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { numberOf, originsOf, placesOf } from './connections.ts';
import { pointingAt } from './document.ts';
import { serverOf } from './pathSettings.ts';
import type { Rule } from './rule.ts';
import { sessionLimit } from './sessionLimit.ts';

/** Probes that do not help against ChannelTimeout. */
export const serverClosesQuietSessions: Rule<Snapshot> = {
  id: 'server-closes-quiet-sessions',
  severity: 'info',
  dialects: ['client'],
  doc: {
    summary: 'Points out keepalives towards a paired server that closes quiet sessions regardless.',
    why: "ChannelTimeout counts what the session's program reads and writes; keepalive probes from either side do not reset it (measured with 9.2, 9.9, 10.2 and 10.5 with both keepalives on). The setting sshTimeouts.servers says which sshd_config belongs to a host.",
    bad: 'Host web\n  ServerAliveInterval 60\n',
    good: 'Host web\n  RequestTTY yes\n  RemoteCommand tmux new -A -s main\n',
  },
  *check(snapshot) {
    for (const { origin, connections } of originsOf(snapshot, 'ServerAliveInterval')) {
      const limits = connections.flatMap(({ subject, effective }) => {
        const server = (numberOf(effective, 'ServerAliveInterval') ?? 0) > 0 ? serverOf(snapshot, subject) : undefined;
        const limit = server && sessionLimit(server);
        return limit ? [limit] : [];
      });
      const [first] = limits;
      if (first === undefined) continue;
      for (const { entry } of placesOf(snapshot, origin)) {
        yield {
          span: entry.span,
          message: l10n.t(
            'This does not keep a session open: the server closes one that is quiet for {0} s (ChannelTimeout), probes or not.',
            first.seconds,
          ),
          related: pointingAt(first.line, l10n.t('The server sets it here.')),
        };
      }
    }
  },
};
