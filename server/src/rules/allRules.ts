import type { Snapshot } from '../snapshot.ts';
import type { Finding, Rule } from './rule.ts';
import { type OnFault, runTheseRules } from './runRules.ts';

/** Every rule, in the order in which their pages are listed. */
export const allRules: readonly Rule<Snapshot>[] = [];

/** Everything that the rules find in a document, by position. `onFault` is told of a rule that threw. */
export function runRules(snapshot: Snapshot, onFault?: OnFault): Finding[] {
  return runTheseRules(allRules, snapshot, onFault);
}
