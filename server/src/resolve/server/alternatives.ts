import type { EffectiveValue } from '../effectiveConfig.ts';
import type { MatchBlock } from './compile.ts';
import type { BlockVerdict } from './decideBlocks.ts';
import type { PrintedValue } from './printServer.ts';

export type Alternative = NonNullable<EffectiveValue['alternatives']>[number];

/** What would be printed if an open block applied, where that is something else. */
export function differing(
  own: readonly PrintedValue[],
  other: readonly PrintedValue[] | undefined,
  block: MatchBlock,
): Alternative[] {
  if (!other || own === other || joined(own) === joined(other)) return [];
  if (other.length === 0) return [{ value: 'none', from: block.origin, decidedBy: block.origin }];
  return other.map(({ value, from }) => ({ value, from, decidedBy: block.origin }));
}

function joined(values: readonly PrintedValue[]): string {
  return values.map(({ value }) => value).join('\n');
}

/** The blocks that apply if `open` does: itself, and those inside it that wait for nothing else. */
export function withOpenBlock(
  blocks: readonly MatchBlock[],
  open: MatchBlock,
  verdicts: ReadonlyMap<MatchBlock, BlockVerdict>,
): readonly MatchBlock[] {
  const applies = new Set<MatchBlock>();
  for (const block of blocks) {
    const own = verdicts.get(block);
    const waits = own?.verdict === 'unknown' && !own.undecided && block.parent && applies.has(block.parent);
    if (own?.verdict === 'yes' || block === open || waits) applies.add(block);
  }
  return [...applies];
}
