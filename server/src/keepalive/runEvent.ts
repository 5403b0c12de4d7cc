/** Why the runner ended ssh. `limit`: the connection was not live in time. */
export type StopReason = 'done' | 'cancelled' | 'limit';

/** What the runner saw; `at` is milliseconds since ssh was started. */
export type RunEvent =
  /** ssh is started now; `clock` is the machine's steady clock in milliseconds, the same for all runs. */
  | { readonly kind: 'launch'; readonly at: number; readonly clock: number }
  | {
      readonly kind: 'line';
      readonly at: number;
      readonly text: string;
      /** `log` is ssh's own (-E); `stderr` may carry what the server, a proxy or a jump host's ssh wrote. */
      readonly source: 'log' | 'stderr';
      /** Number of the read that delivered the line: lines of one read have no time between them. */
      readonly read: number;
      /** Milliseconds by which the runner may have been late to read it, where it knows. */
      readonly late?: number;
    }
  /** The machine slept or the runner was held up for so long. */
  | { readonly kind: 'gap'; readonly at: number; readonly milliseconds: number }
  | { readonly kind: 'stop'; readonly at: number; readonly reason: StopReason }
  | { readonly kind: 'exit'; readonly at: number; readonly code: number | null; readonly signal: string | null }
  /** From now on nothing passes; ages of the last bytes, in milliseconds before `at`. */
  | {
      readonly kind: 'cut';
      readonly at: number;
      readonly fromServer: number;
      readonly toServer: number;
      /** Absent for both directions. */
      readonly lost?: 'to-server' | 'from-server';
    }
  /** A side that is not cut off got something after the cut. */
  | { readonly kind: 'heard'; readonly at: number; readonly side: 'client' | 'server' }
  /** The server closed its end of a path that is cut. */
  | { readonly kind: 'server-closed'; readonly at: number }
  /** ssh could not be started at all. */
  | { readonly kind: 'no-start'; readonly at: number; readonly reason: string }
  /** The runner ended without a result; the reason is an exit code or a signal. */
  | { readonly kind: 'no-result'; readonly at: number; readonly reason: string };
