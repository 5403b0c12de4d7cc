import { allRules } from '../rules/allRules.ts';
import type { Rule } from '../rules/rule.ts';
import type { Snapshot } from '../snapshot.ts';

/**
 * Rules about values in effect. The others speak of how a file is written, which means nothing in what `ssh -G` and
 * `sshd -T` print: there every directive stands, set or not.
 */
const aboutValues: ReadonlySet<string> = new Set([
  'client-countmax-zero',
  'server-countmax-zero',
  'client-alive-double-interval',
  'channel-timeout-matches-nothing',
  'channel-timeout-closes-forwards',
  'interval-exceeds-path',
  'no-dead-peer-detection',
  'connect-timeout-scope',
  'login-grace-time-zero',
  'unused-connection-ends-tunnels',
  'control-persist-drops-forwards',
  'shared-without-keepalive',
  'profile-value',
  'profile-promise',
]);

/** The rules that a dump is held against. */
export function dumpRules(): readonly Rule<Snapshot>[] {
  return allRules.filter(({ id }) => aboutValues.has(id));
}
