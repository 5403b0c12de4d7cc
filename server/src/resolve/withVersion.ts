import type { OpenSshVersion } from '../values/openSshVersion.ts';
import type { ConfigGraph } from './configGraph.ts';

const copies = new WeakMap<ConfigGraph, Map<string, ConfigGraph>>();

/** The same files as another release reads them. Lines keep the words that the graph's own release splits them into. */
export function withVersion(graph: ConfigGraph, version: OpenSshVersion): ConfigGraph {
  const key = JSON.stringify(version);
  if (key === JSON.stringify(graph.version)) return graph;
  const known = copies.get(graph) ?? new Map<string, ConfigGraph>();
  copies.set(graph, known);
  const copy = known.get(key) ?? { ...graph, version };
  known.set(key, copy);
  return copy;
}
