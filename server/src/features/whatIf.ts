import type { ConfigGraph } from '../resolve/configGraph.ts';
import type { Snapshot } from '../snapshot.ts';
import { updateConfig } from '../syntax/parseConfig.ts';

/** The snapshot as it would be with another text in a line; `text` holds the line's end too, where it has one. */
export function withLine(snapshot: Snapshot, lineIndex: number, text: string): Snapshot {
  const before = snapshot.file;
  const line = before.lines[lineIndex];
  if (!line || line.text === text) return snapshot;
  const start = before.lineStarts[lineIndex] ?? 0;
  const file = updateConfig(before, before.text.slice(0, start) + text + before.text.slice(start + line.text.length));
  const changed = (graph: ConfigGraph): ConfigGraph => {
    if (graph.files.get(snapshot.uri)?.kind !== 'loaded') return graph;
    return { ...graph, files: new Map(graph.files).set(snapshot.uri, { kind: 'loaded', file }) };
  };
  const [first, ...others] = snapshot.graphs;
  return { ...snapshot, file, graphs: [changed(first), ...others.map(changed)] };
}
