import type { ConfigGraph } from '../resolve/configGraph.ts';
import type { ConfigFile } from '../syntax/configFile.ts';

/** A document of any kind with the configurations that belong to it. */
export interface Files<Document> {
  readonly uri: string;
  readonly file: Document;
  readonly graphs: readonly ConfigGraph[];
  readonly serverGraphs: ReadonlyMap<string, ConfigGraph>;
}

/** A file of the snapshot by its address: the document, one of its graphs, or a paired server's. */
export function fileOf<Document>(snapshot: Files<Document>, uri: string): Document | ConfigFile | undefined {
  if (uri === snapshot.uri) return snapshot.file;
  for (const graph of [...snapshot.graphs, ...snapshot.serverGraphs.values()]) {
    const state = graph.files.get(uri);
    if (state?.kind === 'loaded') return state.file;
  }
  return undefined;
}
