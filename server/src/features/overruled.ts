import { canonicalDirective } from '../knowledge/directives.ts';
import type { EffectiveValue, LineOrigin } from '../resolve/effectiveConfig.ts';
import { effectiveFor } from '../resolve/effectiveFor.ts';
import { type Block, subjectsOf } from '../resolve/subjects.ts';
import type { Snapshot } from '../snapshot.ts';

/** A line that takes no effect where it stands, and the one that does in its place. */
export interface Overruling {
  readonly winner: LineOrigin;
  readonly value: string;
  /** Whom it was looked at for; empty for all that no line names. */
  readonly label: string;
}

const known = new WeakMap<Snapshot, Map<Block | undefined, ReadonlyMap<number, Overruling>>>();

/**
 * Lines of a block, or of the part before the first one, that lose for every host or login that the block's line
 * names, in every configuration that reads the document; by line index. What hangs on the unknown does not lose.
 */
export function overruledIn(snapshot: Snapshot, block: Block | undefined): ReadonlyMap<number, Overruling> {
  const byBlock = known.get(snapshot) ?? new Map<Block | undefined, ReadonlyMap<number, Overruling>>();
  known.set(snapshot, byBlock);
  const before = byBlock.get(block);
  if (before) return before;
  let lost: Map<number, Overruling> | undefined;
  for (const subject of subjectsOf(snapshot.file, block)) {
    for (const graph of snapshot.graphs) {
      const here = losersFor(snapshot, effectiveFor(graph, subject).values, subject.label);
      const soFar: ReadonlyMap<number, Overruling> = lost ?? here;
      lost = new Map([...soFar].filter(([line]) => here.has(line)));
    }
  }
  const found = lost ?? new Map<number, Overruling>();
  byBlock.set(block, found);
  return found;
}

function losersFor(
  { uri, dialect }: Snapshot,
  values: ReadonlyMap<string, readonly EffectiveValue[]>,
  label: string,
): ReadonlyMap<number, Overruling> {
  const losers = new Map<number, Overruling>();
  const winners = new Set<number>();
  for (const [keyword, all] of values) {
    for (const { from, value, overruled, certainty, alternatives, applied } of all) {
      for (const origin of [from, applied?.from, ...(alternatives ?? []).map((each) => each.from)]) {
        if (origin?.kind === 'line' && origin.uri === uri) winners.add(origin.lineIndex);
      }
      if (overruled.length === 0 || from.kind !== 'line' || certainty !== 'certain') continue;
      if (canonicalDirective(dialect, keyword)?.repetition !== 'first-value-wins') continue;
      for (const loser of overruled) {
        if (loser.uri === uri) losers.set(loser.lineIndex, { winner: from, value, label });
      }
    }
  }
  // A line may set several values, of which another still counts.
  for (const line of winners) losers.delete(line);
  return losers;
}
