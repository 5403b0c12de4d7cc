import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { isGiven, numberOf, originsOf, placesOf } from './connections.ts';
import type { Rule } from './rule.ts';

/** ConnectTimeout, which counts for each attempt. */
export const connectionAttemptsProduct: Rule<Snapshot> = {
  id: 'connection-attempts-product',
  severity: 'hint',
  dialects: ['client'],
  doc: {
    summary: 'Mentions how long ConnectionAttempts and ConnectTimeout add up to.',
    why: 'Each attempt goes through every address of the host and waits up to ConnectTimeout for each, with one second between attempts. Measured: 3 attempts of 2 s on one address took 8 s. Through ProxyCommand or ProxyJump there is only one attempt.',
    bad: 'Host web\n  ServerAliveInterval 30\n  ConnectionAttempts 5\n  ConnectTimeout 10\n',
    good: 'Host web\n  ServerAliveInterval 30\n  ConnectionAttempts 1\n  ConnectTimeout 10\n',
  },
  *check(snapshot) {
    for (const { origin, value, connections } of originsOf(snapshot, 'ConnectionAttempts')) {
      const attempts = Number(value.value);
      const hit = connections.find(({ effective }) => {
        const direct = isGiven(effective, 'ProxyCommand') === false && isGiven(effective, 'ProxyJump') === false;
        return direct && (numberOf(effective, 'ConnectTimeout') ?? 0) > 0;
      });
      const timeout = hit && numberOf(hit.effective, 'ConnectTimeout');
      if (timeout === undefined || !(attempts > 1)) continue;
      for (const { entry } of placesOf(snapshot, origin)) {
        yield {
          span: entry.span,
          message: l10n.t(
            'A host that does not answer takes up to {0} s for each address: ConnectTimeout {1} applies to each of {2} attempts.',
            attempts * timeout + attempts - 1,
            timeout,
            attempts,
          ),
        };
      }
    }
  },
};
