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

/** Line and column, both counted from 1; columns in UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export function positionIn(text: string, offset: number): Place {
  return positionsIn(text)(offset);
}

/** The places of many offsets of one text. */
export function positionsIn(text: string): (offset: number) => Place {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}
