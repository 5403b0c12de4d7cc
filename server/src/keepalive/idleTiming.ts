import type { Observation } from './observe.ts';

// ssh counts the seconds of ServerAliveInterval by a clock of whole seconds (misc.c monotime()). Since 9.2 it wakes just
// as one of them begins, so a probe leaves up to a second early: how early depends on when, within a second, the last
// packet moved. Whoever starts ssh at the right moment therefore chooses the idle time to a fraction of a second. Earlier
// releases wait for full seconds, whenever they begin.

/** What some connections tell of the clock that their probes go by; milliseconds. */
export interface IdleTiming {
  /** Into a second of the machine's steady clock, the instant at which probes leave. */
  readonly beat: number;
  /** From the start of ssh to the last packet before the silence. */
  readonly login: number;
}

/** An idle time to try, and how. */
export interface IdleAim {
  /** ServerAliveInterval of the connection. */
  readonly interval: number;
  /** Milliseconds into a second of the steady clock at which ssh is to be started; absent where it does not matter. */
  readonly launchPhase?: number;
}

/** Probes of one beat are seen within so many milliseconds of each other, on a busy machine too; logins are not. */
const sameBeat = 150;

/**
 * No silence is made to begin nearer than so many milliseconds after and before a second of ssh's clock: a login that
 * takes a little less or, which is likelier, a little longer than the others must not end in the second beside.
 */
const earlyRoom = 100;
const lateRoom = 250;

/** The beat that all probes kept; undefined where they kept none, or where there is too little to tell it from chance. */
export function idleTiming(observations: readonly Observation[]): IdleTiming | undefined {
  const logins: number[] = [];
  const beats: number[] = [];
  for (const { launchedAt, quietSince, began, samples } of observations) {
    const [probe] = samples;
    const quiet = quietSince ?? began.live;
    if (!probe || launchedAt === undefined || quiet === undefined) continue;
    logins.push(quiet);
    beats.push((launchedAt + probe.sentAt) % 1_000);
  }
  const beat = earliest(beats);
  const login = logins.toSorted((a, b) => a - b)[Math.floor((logins.length - 1) / 2)];
  return beat === undefined || login === undefined ? undefined : { beat, login };
}

/** The one of some instants on a circle of a second that all others follow shortly: none is early, some are late. */
function earliest(beats: readonly number[]): number | undefined {
  if (beats.length < 2) return undefined;
  return beats.find((one) => beats.every((other) => (other - one + 1_000) % 1_000 <= sameBeat));
}

/** How to leave a connection idle for so many seconds, as nearly as the timing allows. */
export function aimAt(seconds: number, { beat, login }: IdleTiming): IdleAim {
  const whole = Math.max(1, Math.ceil(seconds));
  const early = (whole - seconds) * 1_000;
  // Between two seconds the nearer edge of what can be hit safely.
  const before = whole > 1 && early > 1_000 - (lateRoom + earlyRoom) / 2 ? 1 : 0;
  const begins = before > 0 ? earlyRoom : Math.min(1_000 - lateRoom, Math.max(earlyRoom, early));
  const interval = whole - before;
  return { interval, launchPhase: (((beat + begins - login) % 1_000) + 1_000) % 1_000 };
}
