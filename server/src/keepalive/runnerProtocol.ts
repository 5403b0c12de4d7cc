import type { Observation, Phase } from './observe.ts';
import type { KeepalivePlan } from './plan.ts';

/** The first line of the runner's standard input. The input stays open: its end ends the test. */
export interface RunnerRequest {
  /** ssh, as an absolute path. */
  readonly program: string;
  readonly plan: KeepalivePlan;
  /** Start ssh so many milliseconds into a second of the machine's steady clock; at once where absent. */
  readonly launchPhase?: number;
}

/** A later line of its input: end the test now and report. */
export interface RunnerCommand {
  readonly cancel: true;
}

/** One line of its standard output. */
export type RunnerEvent =
  | {
      readonly type: 'update';
      /** Milliseconds since ssh was started. */
      readonly at: number;
      readonly phase: Phase;
      /** When the connection became live; null before. */
      readonly liveAt: number | null;
      readonly sent: number;
      readonly answered: number;
      /** Answers with a time of their own. */
      readonly timed: number;
      /** Milliseconds of the last of those; null while there is none. */
      readonly lastRoundTrip: number | null;
      readonly serverProbes: number;
      /** Mode `cut`: when the path fell silent; null before. */
      readonly cutAt: number | null;
      /** Mode `idle`: a later round, after the longest time; said by whoever starts the rounds. */
      readonly narrowing?: true;
    }
  | { readonly type: 'end'; readonly observation: Observation };
