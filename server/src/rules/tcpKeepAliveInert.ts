import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { isGiven, numberOf, originsOf, placesOf } from './connections.ts';
import { removingLine, replacing } from './fixes.ts';
import type { Rule } from './rule.ts';

/** TCPKeepAlive yes where ssh has no TCP connection of its own. */
export const tcpKeepAliveInert: Rule<Snapshot> = {
  id: 'tcp-keepalive-inert',
  severity: 'info',
  dialects: ['client'],
  doc: {
    summary: 'Points out TCPKeepAlive where the connection goes through ProxyCommand or ProxyJump.',
    why: "The option is set on a TCP connection that ssh opens itself. Through a proxy the TCP connection belongs to another program (a jump host's ssh with its own settings), so the line does nothing here (sshconnect.c; seen with strace).",
    bad: 'Host inner\n  ProxyJump gate\n  TCPKeepAlive yes\n',
    good: 'Host inner\n  ProxyJump gate\n  ServerAliveInterval 30\n',
  },
  *check(snapshot) {
    for (const { origin, connections } of originsOf(snapshot, 'TCPKeepAlive')) {
      const inert = connections.every(({ effective }) =>
        (['ProxyCommand', 'ProxyJump'] as const).some((name) => isGiven(effective, name) === true),
      );
      if (!inert) continue;
      const probes = connections.some(({ effective }) => numberOf(effective, 'ServerAliveInterval') !== 0);
      for (const { entry } of placesOf(snapshot, origin)) {
        yield {
          span: entry.span,
          message: l10n.t(
            'This has no effect here: the connection goes through a proxy, which has a TCP connection of its own. Use ServerAliveInterval.',
          ),
          fixes: probes
            ? [removingLine(snapshot, entry, l10n.t('Remove the line'), false)]
            : [
                replacing(
                  snapshot,
                  entry.span,
                  'ServerAliveInterval 60',
                  l10n.t('Change to {0}', 'ServerAliveInterval 60'),
                  false,
                ),
                removingLine(snapshot, entry, l10n.t('Remove the line'), false),
              ],
        };
      }
    }
  },
};
