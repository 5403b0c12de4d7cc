import type { ConfigGraph } from '../resolve/configGraph.ts';
import { pathOfUri } from '../resolve/paths.ts';

/** `FILE:LINE` of an offset, the line counted from 1 as editors do. */
export function linePosition(graph: ConfigGraph, uri: string, offset: number): string {
  const { file, line } = placeOf(graph, uri, offset);
  return `${file}:${line}`;
}

/** File path, line and column of an offset, both counted from 1. */
export function placeOf(
  graph: ConfigGraph,
  uri: string,
  offset: number,
): { file: string; line: number; column: number } {
  const state = graph.files.get(uri);
  const text = state?.kind === 'loaded' ? state.file.text : '';
  return { file: pathOfUri(uri), ...positionIn(text, offset) };
}

export function positionIn(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    line++;
    start = at + 1;
  }
  return { line, column: offset - start + 1 };
}
