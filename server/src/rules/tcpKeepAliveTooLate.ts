import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { allConnections, isGiven, isYes, mayMissLines, wordOf } from './connections.ts';
import { headSpan } from './document.ts';
import { addingForAllHosts, addingToBlock } from './fixes.ts';
import { lacksKeepalive } from './noKeepalive.ts';
import { pathOf } from './pathSettings.ts';
import type { Rule } from './rule.ts';

/** Seconds until a system's TCP asks for the first time, on Linux, macOS and Windows unless changed there. */
const firstTcpProbe = 7200;

/** TCP's own probes, which come too late for what lies in between. */
export const tcpKeepAliveTooLate: Rule<Snapshot> = {
  id: 'tcp-keepalive-too-late',
  severity: 'info',
  dialects: ['client'],
  doc: {
    summary: 'Points out hosts where only TCPKeepAlive could keep a connection open, and comes too late.',
    why: "TCPKeepAlive is on by default and leaves the times to the system, whose first probe goes out after 7200 s on Linux, macOS and Windows; OpenSSH does not change that. A path that forgets quiet connections earlier (the setting sshTimeouts.path) never sees one. The same is true of a NAT that answers TCP's probes itself. ServerAliveInterval goes through the connection and can be as short as needed.",
    bad: 'Host web\n  TCPKeepAlive yes\n',
    good: 'Host web\n  TCPKeepAlive yes\n  ServerAliveInterval 60\n',
  },
  check(snapshot) {
    if (mayMissLines(snapshot)) return [];
    for (const connection of allConnections(snapshot)) {
      const { subject, home, effective } = connection;
      const path = pathOf(snapshot, subject);
      if (path === undefined || path.seconds >= firstTcpProbe || home?.uri !== snapshot.uri) continue;
      const direct = isGiven(effective, 'ProxyCommand') === false && isGiven(effective, 'ProxyJump') === false;
      if (!direct || !lacksKeepalive(connection) || !isYes(wordOf(effective, 'TCPKeepAlive'))) continue;
      const better = Math.max(1, Math.min(60, Math.floor(path.seconds / 2)));
      const text = `ServerAliveInterval ${better}`;
      return [
        {
          span: headSpan(snapshot.file, home.block),
          message: l10n.t(
            '{0} forgets a silent connection after {1} s, and TCP alone first asks after {2} s: set ServerAliveInterval.',
            path.label,
            path.seconds,
            firstTcpProbe,
          ),
          fixes: [addingToBlock(snapshot, home.block, text), addingForAllHosts(snapshot, text)],
        },
      ];
    }
    return [];
  },
};
