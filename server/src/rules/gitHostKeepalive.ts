import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { allConnections, mayMissLines } from './connections.ts';
import { headSpan } from './document.ts';
import { addingToBlock } from './fixes.ts';
import { isGitHost } from './gitHosts.ts';
import { lacksKeepalive } from './noKeepalive.ts';
import type { Rule } from './rule.ts';

/** A host of repositories, where git can be silent for long. */
export const gitHostKeepalive: Rule<Snapshot> = {
  id: 'git-host-keepalive',
  severity: 'hint',
  dialects: ['client'],
  doc: {
    summary: 'Mentions, once a file, a public host of git repositories without ServerAliveInterval.',
    why: 'git push opens the connection first and then runs the pre-push hook: while tests or a build run there, the connection is open and silent, and the server or what lies between drops it ("Broken pipe" when the hook is done). Reported for git-lfs (git-lfs/git-lfs#2428) and many hook managers; probes keep it open.',
    bad: 'Host github.com\n  User git\n',
    good: 'Host github.com\n  User git\n  ServerAliveInterval 30\n',
  },
  check(snapshot) {
    if (mayMissLines(snapshot)) return [];
    for (const connection of allConnections(snapshot)) {
      const { effective, home, subject } = connection;
      if (home?.uri !== snapshot.uri || subject.kind !== 'named' || !lacksKeepalive(connection)) continue;
      if (!isGitHost(effective)) continue;
      return [
        {
          span: headSpan(snapshot.file, home.block),
          message: l10n.t(
            'While a slow pre-push hook runs, git holds this connection open and silent, and it may be dropped: ServerAliveInterval keeps it open.',
          ),
          fixes: [addingToBlock(snapshot, home.block, 'ServerAliveInterval 30')],
        },
      ];
    }
    return [];
  },
};
