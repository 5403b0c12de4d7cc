import { resolveClient } from './client/resolveClient.ts';
import type { ConfigGraph } from './configGraph.ts';
import { effectiveOfDumpGraph } from './dump.ts';
import type { EffectiveConfig } from './effectiveConfig.ts';
import { resolveServer } from './server/resolveServer.ts';
import type { Subject } from './subjects.ts';

const resolved = new WeakMap<ConfigGraph, Map<string, EffectiveConfig>>();

/** Everything that is in effect for a connection. Computed once for a graph and a target. */
export function effectiveFor(graph: ConfigGraph, subject: Subject): EffectiveConfig {
  const dumped = effectiveOfDumpGraph(graph);
  if (dumped) return dumped;
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
