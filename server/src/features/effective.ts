import { resolveClient } from '../resolve/client/resolveClient.ts';
import type { ConfigGraph } from '../resolve/configGraph.ts';
import type { EffectiveConfig } from '../resolve/effectiveConfig.ts';
import { resolveServer } from '../resolve/server/resolveServer.ts';
import type { Snapshot } from '../snapshot.ts';
import { matchHostPatterns } from '../values/patternList.ts';
import type { ClientSubject, Subject } from './subjects.ts';

const resolved = new WeakMap<ConfigGraph, Map<string, EffectiveConfig>>();

/** Everything that is in effect for a connection. Computed once for a graph and a target. */
export function effectiveFor(graph: ConfigGraph, subject: Subject): EffectiveConfig {
  const byTarget = resolved.get(graph) ?? new Map<string, EffectiveConfig>();
  resolved.set(graph, byTarget);
  const key = JSON.stringify(subject.dialect === 'client' ? subject.target : subject.peer);
  const known = byTarget.get(key);
  if (known) return known;
  const effective =
    subject.dialect === 'client' ? resolveClient(graph, subject.target) : resolveServer(graph, subject.peer);
  byTarget.set(key, effective);
  return effective;
}

/** The server file that the settings pair with a host, resolved for the user that logs in. */
export function pairedServer(
  snapshot: Snapshot,
  subject: ClientSubject,
  client: EffectiveConfig,
): EffectiveConfig | undefined {
  for (const [pattern, path] of Object.entries(snapshot.settings.servers)) {
    if (!matchHostPatterns(subject.target.host, pattern.split(/[\s,]+/))) continue;
    const graph = snapshot.serverGraphs.get(path);
    if (!graph) continue;
    const user = subject.target.user ?? client.values.get('user')?.[0]?.value;
    return effectiveFor(graph, {
      dialect: 'server',
      kind: 'named',
      label: '',
      peer: user === undefined ? {} : { user },
    });
  }
  return undefined;
}
