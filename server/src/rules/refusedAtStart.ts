import type { ConfigError } from '../resolve/effectiveConfig.ts';
import type { Snapshot } from '../snapshot.ts';
import { allConnections } from './connections.ts';
import { errorsOf, reportOf } from './errors.ts';
import type { Rule } from './rule.ts';

const codes =
  /^(connection-attempts-zero|fdpass-without-command|fork-without-command|jump-to-itself|invalid-host-name|invalid-user-name|subsystem-repeated|listen-address-family|command-without-user|authentication-methods-unsatisfiable)$/;

/** What turns out to be wrong when all lines have been read. */
export const refusedAtStart: Rule<Snapshot> = {
  id: 'refused-at-start',
  severity: 'error',
  dialects: ['client', 'server'],
  doc: {
    summary: 'Finds settings that OpenSSH reads without complaint and then refuses to start with.',
    why: 'Some faults show only when all files have been read: 0 connection attempts, a host that jumps through itself, a command for keys without a user to run it as (ssh.c, readconf.c, servconf.c). They hit only the hosts or users for which the line is in effect.',
    bad: 'Host web\n  ConnectionAttempts 0\n',
    good: 'Host web\n  ConnectionAttempts 1\n',
  },
  *check(snapshot) {
    const seen = new Set<string>();
    const ofConnections = allConnections(snapshot).flatMap(({ effective }): readonly ConfigError[] => effective.errors);
    for (const error of [...errorsOf(snapshot), ...ofConnections]) {
      const key = `${error.code} ${error.span.start}`;
      if (!codes.test(error.code) || error.uri !== snapshot.uri || !error.refused || seen.has(key)) continue;
      // A pattern's made-up name says nothing about names.
      if (error.code === 'invalid-host-name' || error.code === 'invalid-user-name') continue;
      seen.add(key);
      // ssh with a command works: only a plain one refuses.
      yield error.code === 'fork-without-command' ? { ...reportOf(error), severity: 'info' } : reportOf(error);
    }
  },
};
