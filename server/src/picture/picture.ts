import type { DurationUnits } from '../timeouts/format.ts';

/**
 * A timeline as a reader gets to see it: plain data with all its words, so that it can cross a process border and be
 * drawn where it is shown. Seconds count from the moment that the axis names.
 */
export interface Picture {
  /** Who is first, in one line. */
  readonly headline: string;
  /** The verdict with its rule. */
  readonly sentence: string;
  readonly situation: { readonly id: string; readonly title: string };
  /** What the time counts from. */
  readonly axis: string;
  /** How the times on the axis are written. */
  readonly units: DurationUnits;
  /** Seconds that are drawn. */
  readonly span: number;
  readonly lanes: readonly Lane[];
  /** In order of time. */
  readonly marks: readonly Mark[];
  /** What gets through, written between the lanes. */
  readonly between: string;
  /** Nothing gets through from this second on; absent where all does. */
  readonly deafFrom?: number;
  /** The word on the mark that comes first. */
  readonly firstWord: string;
}

export type LaneId = 'client' | 'path' | 'server';

export interface Lane {
  readonly id: LaneId;
  readonly name: string;
  /** A line each: its version and its probes, or how long the path waits. */
  readonly details: readonly string[];
  /** What happens beyond the drawn span, or that nothing does. */
  readonly later: string;
  /** Here this side learns that the other has closed. */
  readonly toldAt?: number;
}

export type MarkKind =
  | 'start'
  | 'probe'
  | 'answered-probe'
  | 'path-forgets'
  | 'gives-up'
  | 'system-gives-up'
  | 'closes-idle'
  | 'measured';

export interface Mark {
  /** Unique within the picture, and the same for the same event of a later one. */
  readonly id: string;
  readonly lane: LaneId;
  readonly kind: MarkKind;
  readonly at: number;
  /** Up to here it may take; absent for an exact instant. */
  readonly until?: number;
  /** A word or two on the picture. */
  readonly label: string;
  /** When, in words. */
  readonly time: string;
  /** All that there is to say: what, when, what one gets to see. */
  readonly text: string;
  /** Nothing ends the connection sooner. */
  readonly first?: true;
  readonly sources: readonly Source[];
}

/** Why a mark stands where it stands. */
export interface Source {
  readonly text: string;
  /** The line that decides, for an editor; counted from 0. */
  readonly uri?: string;
  readonly line?: number;
}
