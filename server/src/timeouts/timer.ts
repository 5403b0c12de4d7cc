import type { LineOrigin } from '../resolve/effectiveConfig.ts';

/** Seconds between the moment that starts the clock and the instant the timer ends the connection. */
export interface SecondsRange {
  readonly earliest: number;
  readonly latest: number;
}

export type Fires = SecondsRange | 'never' | 'unknown';

export type Side = 'client' | 'server' | 'path' | 'tcp';

/** Why a timer has its value. Every figure shown to a user has at least one. */
export type Because =
  | { readonly kind: 'line'; readonly origin: LineOrigin }
  | { readonly kind: 'option'; readonly text: string }
  | { readonly kind: 'default'; readonly directive: string; readonly value: string; readonly openssh: string }
  | { readonly kind: 'profile'; readonly id: string; readonly source: string }
  | { readonly kind: 'setting'; readonly key: string }
  | { readonly kind: 'measured'; readonly what: string; readonly date: string };

/** One mechanism that can end or freeze a connection. One that is configured and cannot fire is listed with `never`. */
export interface Timer {
  /** The directive's name, or `path`, `tcpKeepAlive`, `tcpRetransmission`. */
  readonly id: string;
  readonly side: Side;
  readonly fires: Fires;
  /** Seconds between its probes on the wire; null where it sends none. */
  readonly probeEvery: number | null;
  /** Who closes when it fires. A silent path closes nothing. */
  readonly closedBy: 'client' | 'server' | 'path' | 'nobody';
  /** What starts the clock and what sets it back, in words. */
  readonly startsAt: string;
  readonly because: readonly Because[];
  /** What a reader must know: version quirks, what it does not do. */
  readonly note: string;
  /** Unanswered probes before it closes, where it probes. */
  readonly probes?: number;
  /** It belongs to the ssh that carries the connection through this jump host, not to the connection itself. */
  readonly hop?: string;
  /** Its value hangs on a criterion that only running or looking could decide. */
  readonly depends?: true;
}

export const situationIds = [
  'dead-idle',
  'dead-sending',
  'peer-frozen',
  'healthy-idle',
  'path-forgets',
  'connect-no-answer',
  'connect-no-banner',
  'connect-stalls-kex',
  'connect-stalls-auth',
  'asleep',
  'no-session',
] as const;
export type SituationId = (typeof situationIds)[number];

/** What happens to a connection in one situation. */
export interface Situation {
  readonly id: SituationId;
  /** Id of the timer that ends it first; null where none does. */
  readonly endedBy: string | null;
  readonly closedBy: 'client' | 'server' | 'path' | 'tie' | 'nobody';
  readonly after: Fires;
  /** It ends with the ssh to this jump host, whose own timer fires. */
  readonly hop?: string;
  readonly clientSees: string;
  /** What ssh exits with once it finds out; absent where it does not, and for other clients. */
  readonly clientExit?: number;
  readonly serverSees: string;
}

/** The answer: who drops first, after how long, because of which lines. */
export interface Verdict {
  /** One sentence. */
  readonly text: string;
  readonly first: 'client' | 'server' | 'path' | 'tie' | 'nobody';
  readonly after: Fires;
  readonly because: readonly Because[];
}
