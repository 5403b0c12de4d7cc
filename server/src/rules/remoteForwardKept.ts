import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { certain, isYes, lineOf, mayMissLines, originsOf, placesOf, wordOf } from './connections.ts';
import { addingLine, addingTwoLines } from './fixes.ts';
import { lacksKeepalive } from './noKeepalive.ts';
import type { Rule } from './rule.ts';

/** A forwarded port that is lost without a word. */
export const remoteForwardKept: Rule<Snapshot> = {
  id: 'remote-forward-kept',
  severity: 'hint',
  dialects: ['client'],
  doc: {
    summary: 'Mentions RemoteForward of ports without ExitOnForwardFailure or without ServerAliveInterval.',
    why: 'A tunnel that is restarted after a break often finds its port still taken by the old session, which the server has not given up yet. ssh then only warns and goes on without the forwarding, so that the tunnel looks alive and carries nothing; with ExitOnForwardFailure it exits and can be started again. ServerAliveInterval makes it notice the break in the first place.',
    bad: 'Host tunnel\n  RemoteForward 8022 localhost:22\n',
    good: 'Host tunnel\n  RemoteForward 8022 localhost:22\n  ExitOnForwardFailure yes\n  ServerAliveInterval 30\n',
  },
  *check(snapshot) {
    if (mayMissLines(snapshot)) return;
    for (const { origin, value, connections } of originsOf(snapshot, 'RemoteForward')) {
      // Sockets (an agent of gpg) are there for people, who see the warning.
      if (value.value.startsWith('/')) continue;
      const goesOn = connections.every(({ effective }) => {
        const word = wordOf(effective, 'ExitOnForwardFailure');
        const isSet = lineOf(certain(effective, 'ExitOnForwardFailure')) !== undefined;
        return word !== undefined && !isYes(word) && !isSet;
      });
      const silent = connections.every(lacksKeepalive);
      if (!goesOn && !silent) continue;
      const [exit, probe] = ['ExitOnForwardFailure yes', 'ServerAliveInterval 30'] as const;
      for (const { entry } of placesOf(snapshot, origin)) {
        yield {
          span: entry.span,
          message: goesOn
            ? l10n.t(
                'If the server cannot open this port, ssh goes on without it: ExitOnForwardFailure makes it end instead.',
              )
            : l10n.t(
                'Nothing notices when the connection breaks, and the port stays dead: ServerAliveInterval would notice.',
              ),
          fixes: [
            goesOn && silent
              ? addingTwoLines(snapshot, entry, exit, probe)
              : addingLine(snapshot, entry, goesOn ? exit : probe),
          ],
        };
      }
    }
  },
};
