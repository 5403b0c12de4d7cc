import { canonicalDirective } from '../../knowledge/directives.ts';
import type { Snapshot } from '../../snapshot.ts';
import { perChunk } from '../../syntax/chunks.ts';
import type { ConfigFile } from '../../syntax/configFile.ts';

/** First arguments of each directive of a chunk, by the directive's name. */
const usedIn = perChunk(({ dialect, lines }) => {
  const used = new Map<string, Set<string>>();
  for (const line of lines) {
    const first = line.kind === 'directive' ? line.args[0]?.value : undefined;
    if (line.kind !== 'directive' || first === undefined || first === '') continue;
    const name = canonicalDirective(dialect, line.keyword.value)?.name;
    if (name === undefined) continue;
    const known = used.get(name);
    if (known) known.add(first);
    else used.set(name, new Set([first]));
  }
  return used;
});

/** More different values than this are no habit any more. */
const mostValues = 60;

/** What the lines of a configuration give a directive as its first argument, each once, in reading order. */
export function valuesInUse(snapshot: Snapshot, directive: string): readonly string[] {
  const found = new Set<string>();
  for (const file of filesOf(snapshot)) {
    for (const { value } of usedIn(file)) {
      for (const text of value.get(directive) ?? []) {
        found.add(text);
        if (found.size >= mostValues) return [...found];
      }
    }
  }
  return [...found];
}

/** The document and all files of its configurations, once each. */
export function filesOf(snapshot: Snapshot): ReadonlySet<ConfigFile> {
  const files = new Set([snapshot.file]);
  for (const graph of snapshot.graphs) {
    for (const state of graph.files.values()) if (state.kind === 'loaded') files.add(state.file);
  }
  return files;
}
