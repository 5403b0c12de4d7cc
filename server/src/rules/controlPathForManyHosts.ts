import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { type Connection, certain, lineOf, originsOf, placesOf, wordOf } from './connections.ts';
import { changingValue } from './fixes.ts';
import type { Rule } from './rule.ts';
import { isMasterWord } from './sharedConnection.ts';

/** What is about this machine and its user. */
const sameForAllHosts = /%[%diLlu]/g;

/** One socket for different hosts. */
export const controlPathForManyHosts: Rule<Snapshot> = {
  id: 'control-path-for-many-hosts',
  severity: 'warning',
  dialects: ['client'],
  doc: {
    summary: 'Finds a ControlPath that is the same for different hosts.',
    why: 'ssh joins whatever connection it finds at the ControlPath and does not ask where it leads (mux.c): with a fixed name, "ssh db" ends up on the host that was opened first (measured with 9.2). The token %C stands for the local host name, remote host, port and user, so each connection gets its own socket.',
    bad: 'Host *\n  ServerAliveInterval 30\n  ControlMaster auto\n  ControlPath ~/.ssh/socket\n',
    good: 'Host *\n  ServerAliveInterval 30\n  ControlMaster auto\n  ControlPath ~/.ssh/%C\n',
  },
  *check(snapshot) {
    for (const { origin, value, connections } of originsOf(snapshot, 'ControlPath')) {
      if (value.value === 'none') continue;
      const shared = connections.filter(({ effective }) => isMasterWord(wordOf(effective, 'ControlMaster')));
      const paths = new Set(connections.map(({ effective }) => certain(effective, 'ControlPath')?.value));
      if (shared.length === 0 || paths.size > 1 || !leadsToSeveral(snapshot, connections)) continue;
      for (const { entry } of placesOf(snapshot, origin)) {
        const written = entry.line.args[0]?.value ?? '%';
        if (written.replaceAll(sameForAllHosts, '').includes('%')) continue;
        const better = withHash(written);
        yield {
          span: entry.span,
          message: l10n.t(
            'Different hosts share this one socket: once ssh is connected to one, ssh to any other ends up there. Add %C.',
          ),
          fixes: changingValue(snapshot, entry, better),
        };
      }
    }
  },
};

/** Whether the connections go to more than one host, as far as is certain. */
function leadsToSeveral(snapshot: Snapshot, connections: readonly Connection[]): boolean {
  const hosts = new Set<string>();
  for (const { effective, subject, count } of connections) {
    const name = certain(effective, 'Hostname');
    const line = lineOf(name);
    if (name === undefined) return false;
    if (line === undefined && (subject.kind !== 'named' || count > 1)) return true;
    hosts.add(name.value.toLowerCase());
    if (line)
      for (const { entry } of placesOf(snapshot, line)) hosts.add(entry.line.args[0]?.value.toLowerCase() ?? '');
  }
  return hosts.size > 1;
}

function withHash(path: string): string {
  return path.endsWith('/') ? `${path}%C` : `${path}-%C`;
}
