import { hostNames } from '../resolve/client/resolveClient.ts';
import type { Snapshot } from '../snapshot.ts';

/** The hosts that the configuration names, in reading order, once each. */
export function provideHosts(snapshot: Snapshot): string[] {
  if (snapshot.dialect !== 'client') return [];
  return [...hostNames(...snapshot.graphs)];
}
