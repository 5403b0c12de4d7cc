import { canonicalDirective } from '../knowledge/directives.ts';
import type { LineOrigin } from '../resolve/effectiveConfig.ts';
import { effectiveFor } from '../resolve/effectiveFor.ts';
import type { Snapshot } from '../snapshot.ts';
import { inFile, lineIndexAt } from '../syntax/configFile.ts';
import { subjectOfLine } from './subjectOfLine.ts';

/** The lines that set a value for the connection that a line is about. */
export interface Deciders {
  /** Those that are in effect; several where values add up. */
  readonly winning: readonly LineOrigin[];
  /** Those that come too late, or before a Match block of a server. */
  readonly overruled: readonly LineOrigin[];
}

/** The line whose keyword an offset stands on. */
export function keywordLineAt({ file }: Snapshot, offset: number): number | undefined {
  const lineIndex = lineIndexAt(file, offset);
  const line = file.lines[lineIndex];
  if (line?.kind !== 'directive') return undefined;
  const { start, end } = inFile(file, lineIndex, line.keyword);
  return start <= offset && offset <= end ? lineIndex : undefined;
}

/** Who sets the directive of a line, for the connection that the line is about, in all configurations that read it. */
export function decidersOf(snapshot: Snapshot, lineIndex: number): Deciders | undefined {
  const line = snapshot.file.lines[lineIndex];
  if (line?.kind !== 'directive') return undefined;
  const directive = canonicalDirective(snapshot.dialect, line.keyword.value);
  if (!directive || directive.repetition === 'section' || directive.repetition === 'n/a') return undefined;
  const subject = subjectOfLine(snapshot, lineIndex);
  const winning = new Map<string, LineOrigin>();
  const overruled = new Map<string, LineOrigin>();
  for (const graph of snapshot.graphs) {
    for (const value of effectiveFor(graph, subject).values.get(directive.name.toLowerCase()) ?? []) {
      if (value.from.kind === 'line') winning.set(keyOf(value.from), value.from);
      for (const loser of value.overruled) overruled.set(keyOf(loser), loser);
    }
  }
  const losing = [...overruled].filter(([key]) => !winning.has(key)).map(([, origin]) => origin);
  return { winning: [...winning.values()], overruled: losing };
}

export function keyOf({ uri, lineIndex }: Pick<LineOrigin, 'uri' | 'lineIndex'>): string {
  return `${uri}#${lineIndex}`;
}
