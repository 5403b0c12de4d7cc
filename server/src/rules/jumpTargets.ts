import type { ConfigGraph } from '../resolve/configGraph.ts';
import { entryAt } from './document.ts';
import { linesOf } from './keywordIndex.ts';

const targetsByGraph = new WeakMap<ConfigGraph, ReadonlySet<string>>();

/** Hosts that some ProxyJump names: they are connected to even where no Host line names them. */
export function jumpTargetsIn(graph: ConfigGraph): ReadonlySet<string> {
  const known = targetsByGraph.get(graph);
  if (known) return known;
  const targets = new Set<string>();
  for (const state of graph.files.values()) {
    if (state.kind !== 'loaded' || graph.dialect !== 'client') continue;
    for (const index of linesOf(state.file, 'ProxyJump')) {
      const line = entryAt(state.file, index)?.line;
      if (line) for (const host of jumpHosts(line.text.slice(line.rest.start, line.rest.end))) targets.add(host);
    }
  }
  targetsByGraph.set(graph, targets);
  return targets;
}

/** The hosts of a ProxyJump value, in the order in which they are passed through. */
export function jumpHosts(value: string): readonly string[] {
  return value.split(',').flatMap((hop) => {
    const host = /^(?:ssh:\/\/)?(?:[^@]*@)?([\w.-]+)(?::\d+)?$/.exec(hop.trim())?.[1];
    return host === undefined || host.toLowerCase() === 'none' || host.startsWith('-') ? [] : [host];
  });
}
