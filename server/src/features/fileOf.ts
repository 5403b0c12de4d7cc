import type { Snapshot } from '../snapshot.ts';
import type { ConfigFile } from '../syntax/configFile.ts';

/** A file of the snapshot by its address: the document, one of its graphs, or a paired server's. */
export function fileOf(snapshot: Snapshot, uri: string): ConfigFile | undefined {
  if (uri === snapshot.uri) return snapshot.file;
  for (const graph of [...snapshot.graphs, ...snapshot.serverGraphs.values()]) {
    const state = graph.files.get(uri);
    if (state?.kind === 'loaded') return state.file;
  }
  return undefined;
}
