import type { ConfigGraph, FileState } from './resolve/configGraph.ts';
import type { Snapshot } from './snapshot.ts';

function sameState(a: FileState | undefined, b: FileState | undefined): boolean {
  if (a?.kind === 'loaded' && b?.kind === 'loaded') return a.file === b.file;
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Whether two loads of the same roots found the same. Unchanged files are the same objects. */
export function sameGraph(a: ConfigGraph, b: ConfigGraph): boolean {
  if (a.files.size !== b.files.size || a.includes.size !== b.includes.size) return false;
  for (const [uri, state] of a.files) if (!sameState(state, b.files.get(uri))) return false;
  return JSON.stringify([...a.includes]) === JSON.stringify([...b.includes]);
}

/** Whether nothing that a feature could look at differs. */
export function sameSnapshot(a: Snapshot, b: Snapshot): boolean {
  return (
    a.file === b.file &&
    a.dialect === b.dialect &&
    a.graphs.length === b.graphs.length &&
    a.graphs.every((graph, index) => graph === b.graphs[index]) &&
    a.serverGraphs.size === b.serverGraphs.size &&
    [...a.serverGraphs].every(([key, graph]) => b.serverGraphs.get(key) === graph) &&
    JSON.stringify([a.settings, a.version, a.versionSource, a.measurements, a.shellTimeouts, a.badPermissions]) ===
      JSON.stringify([b.settings, b.version, b.versionSource, b.measurements, b.shellTimeouts, b.badPermissions])
  );
}
