import type { ConfigFile, DirectiveLine } from '../syntax/configFile.ts';
import { updateConfig } from '../syntax/parseConfig.ts';
import type { ConfigGraph, FileState, IncludedFiles } from './configGraph.ts';
import { includeKey } from './configGraph.ts';

/**
 * The graph after an edit that leaves the Include lines of the file as they are: nothing has to be read again.
 * Undefined where the file is none of the graph's.
 */
export function editedGraph(graph: ConfigGraph, uri: string, text: string): ConfigGraph | undefined {
  const state = graph.files.get(uri);
  if (state?.kind !== 'loaded') return undefined;
  const file = updateConfig(state.file, text);
  const files = new Map<string, FileState>(graph.files).set(uri, { kind: 'loaded', file });
  const includes = new Map<string, readonly IncludedFiles[]>(graph.includes);
  const before = includeLines(state.file);
  for (const index of before) for (const system of [false, true]) includes.delete(includeKey(uri, index, system));
  for (const [order, index] of includeLines(file).entries()) {
    for (const system of [false, true]) {
      const found = graph.includes.get(includeKey(uri, before[order] ?? -1, system));
      if (found) includes.set(includeKey(uri, index, system), found);
    }
  }
  return { ...graph, files, includes };
}

function includeLines({ lines }: ConfigFile): readonly number[] {
  return lines.flatMap((line, index) => (isInclude(line as DirectiveLine) ? [index] : []));
}

function isInclude(line: DirectiveLine): boolean {
  return line.kind === 'directive' && line.keyword.value.toLowerCase() === 'include';
}
