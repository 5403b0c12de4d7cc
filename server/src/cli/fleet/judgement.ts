import type { Severity } from '../../rules/rule.ts';
import type { OpenSshVersion } from '../../values/openSshVersion.ts';

/**
 * What becomes of a connection whose client has gone without a word, worst first:
 *
 * - `never`: the server never notices.
 * - `path-forgets`: what lies between forgets an idle connection before a probe leaves.
 * - `cuts-healthy`: ClientAliveCountMax 0 before 8.2: silent sessions end, well or not.
 * - `tcp-only`: only the kernel notices, hours later.
 * - `slow`: noticed after more than a quarter of an hour.
 * - `noticed`: noticed sooner.
 */
export const verdictIds = ['never', 'path-forgets', 'cuts-healthy', 'tcp-only', 'slow', 'noticed'] as const;
export type VerdictId = (typeof verdictIds)[number];

/** A client that has gone should be noticed within this. */
export const slowFrom = 900;

export interface FleetFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
}

/** A value outside of what a compliance profile asks for. */
export interface Deviation {
  readonly profile: string;
  readonly control: string;
  readonly directive: string;
  readonly asked: string;
}

/** All that is said about one machine. The same for all machines with the same values. */
export interface Judgement {
  readonly version: OpenSshVersion;
  readonly verdict: VerdictId;
  /** Until the server notices a client that has gone. */
  readonly noticedAfter: number | null;
  readonly noticedBy: 'ClientAliveInterval' | 'tcpRetransmission' | 'tcpKeepAlive' | null;
  /** A healthy idle session is ended by the server after this. */
  readonly idleEndsAfter: number | null;
  /** Who ends a connection first, with the client of `ssh_G` or the defaults of a client. */
  readonly first: 'client' | 'server' | 'path' | 'tie' | 'nobody';
  /** One sentence: the model's. */
  readonly text: string;
  readonly settings: readonly (readonly [name: string, value: string])[];
  readonly findings: readonly FleetFinding[];
  readonly deviations: readonly Deviation[];
}
