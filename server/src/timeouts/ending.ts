import { isRange, overlap } from './range.ts';
import type { Fires, SecondsRange, Situation } from './timer.ts';

/** One way in which a connection may end. */
export interface Ending {
  /** Id of the timer. */
  readonly id: string;
  readonly closedBy: 'client' | 'server' | 'path';
  readonly fires: Fires;
  /** It is the ssh to this jump host that ends, and the connection with it. */
  readonly hop?: string | undefined;
}

/**
 * The ending that comes first. Two sides whose ranges overlap tie: which of them closes is decided by fractions of a
 * second. `unknown` only where nothing known ends the connection and something unknown might.
 */
export function first(endings: readonly Ending[]): Pick<Situation, 'endedBy' | 'closedBy' | 'after' | 'hop'> {
  const known = endings.filter((ending): ending is Ending & { fires: SecondsRange } => isRange(ending.fires));
  const [winner] = known.toSorted((a, b) => a.fires.latest - b.fires.latest || a.fires.earliest - b.fires.earliest);
  if (!winner) {
    const open = endings.find((ending) => ending.fires === 'unknown');
    return open
      ? { endedBy: open.id, closedBy: open.closedBy, after: 'unknown' }
      : { endedBy: null, closedBy: 'nobody', after: 'never' };
  }
  const rivals = known.filter((ending) => overlap(ending.fires, winner.fires));
  const tie = rivals.some((ending) => ending.closedBy !== winner.closedBy);
  return {
    endedBy: winner.id,
    closedBy: tie ? 'tie' : winner.closedBy,
    ...(winner.hop === undefined ? {} : { hop: winner.hop }),
    after: {
      earliest: Math.min(...rivals.map((ending) => ending.fires.earliest)),
      latest: winner.fires.latest,
    },
  };
}
