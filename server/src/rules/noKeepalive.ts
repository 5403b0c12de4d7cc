import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import {
  allConnections,
  type Connection,
  certain,
  isThisMachine,
  lineOf,
  mayMissLines,
  numberOf,
} from './connections.ts';
import { headSpan } from './document.ts';
import { addingForAllHosts, addingToBlock, lastBlockForAll } from './fixes.ts';
import { isGitHost } from './gitHosts.ts';
import type { Rule } from './rule.ts';

/** Hosts that ssh never asks whether they are still there. */
export const noKeepalive: Rule<Snapshot> = {
  id: 'no-keepalive',
  severity: 'hint',
  dialects: ['client'],
  doc: {
    summary: 'Mentions, once a file, that hosts have no ServerAliveInterval.',
    why: 'Without it ssh sends nothing on a quiet connection: whatever lies between may forget it, and a server that has vanished shows only when TCP gives up, which takes hours where nothing is sent (7200 s and nine probes of 75 s on Linux). The usual sign is "client_loop: send disconnect: Broken pipe".',
    bad: 'Host web\n  User deploy\n',
    good: 'Host web\n  User deploy\n\nHost *\n  ServerAliveInterval 60\n',
  },
  check(snapshot) {
    if (mayMissLines(snapshot)) return [];
    const named = allConnections(snapshot).filter(
      ({ subject, home }) => subject.kind === 'named' && home?.uri === snapshot.uri,
    );
    const without = named.filter((host) => lacksKeepalive(host) && isFarAway(host));
    const home = without[0]?.home;
    if (home === undefined) return [];
    const text = 'ServerAliveInterval 60';
    const forAll = lastBlockForAll(snapshot.file);
    const block = forAll ?? home.block;
    return [
      {
        span: headSpan(snapshot.file, block),
        message:
          total(without) === total(named)
            ? l10n.t(
                'ServerAliveInterval is not set: nothing keeps a quiet connection open, and a dead one goes unnoticed until TCP gives up.',
              )
            : l10n.t(
                'ServerAliveInterval is not set for {0} of {1} hosts: nothing keeps a quiet connection open, and a dead one goes unnoticed until TCP gives up.',
                total(without),
                total(named),
              ),
        fixes: [
          addingForAllHosts(snapshot, text),
          ...(forAll === undefined && total(without) === 1 ? [addingToBlock(snapshot, block, text)] : []),
        ],
      },
    ];
  },
};

/** Neither this machine, with no network between, nor a host of repositories, which has a rule of its own. */
function isFarAway({ effective }: Connection): boolean {
  return !isThisMachine(effective) && !isGitHost(effective);
}

/** No line says anything: where one says 0, somebody has decided. */
export function lacksKeepalive({ effective }: Connection): boolean {
  return (
    numberOf(effective, 'ServerAliveInterval') === 0 && lineOf(certain(effective, 'ServerAliveInterval')) === undefined
  );
}

function total(connections: readonly Connection[]): number {
  return connections.reduce((sum, { count }) => sum + count, 0);
}
