import { type SymbolInformation, SymbolKind } from 'vscode-languageserver';
import { concreteHosts } from '../resolve/client/resolveClient.ts';
import type { ConfigGraph } from '../resolve/configGraph.ts';
import { pathOfUri } from '../resolve/paths.ts';
import type { FeatureOptions } from './featureOptions.ts';
import { holdsInOrder } from './holdsInOrder.ts';
import { fileName } from './provenance.ts';
import { toRange } from './ranges.ts';

/** A list of more is of no use to anybody. */
const mostSymbols = 500;

/** The hosts that configurations name, those first that start with the query; its letters may stand apart. */
export function provideWorkspaceSymbols(
  graphs: readonly ConfigGraph[],
  query: string,
  options: FeatureOptions,
): SymbolInformation[] {
  const wanted = query.toLowerCase();
  const starting = new Map<string, SymbolInformation>();
  const holding = new Map<string, SymbolInformation>();
  for (const graph of graphs) {
    if (graph.dialect !== 'client') continue;
    for (const { name, uri, span } of concreteHosts(graph)) {
      const state = graph.files.get(uri);
      const into = name.toLowerCase().startsWith(wanted) ? starting : holding;
      if (state?.kind !== 'loaded' || into.size >= mostSymbols || !holdsInOrder(name.toLowerCase(), wanted)) continue;
      const location = { uri: options.clientUri(uri), range: toRange(state.file, span) };
      // An older state of the same file, such as a comparison shows, has a scheme of its own and the same path.
      const key = `${pathOfUri(uri)} ${name}`;
      if (starting.has(key) || holding.has(key)) continue;
      into.set(key, { name, kind: SymbolKind.Namespace, containerName: fileName(uri), location });
    }
  }
  return [...starting.values(), ...holding.values()].slice(0, mostSymbols);
}
