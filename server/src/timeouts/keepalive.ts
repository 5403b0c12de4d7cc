import { atLeast } from '../values/openSshVersion.ts';
import { type Context, countOf, type End, readClient, readServer, type Setting, secondsOf } from './context.ts';
import { isRange, upToOneSecondEarly } from './range.ts';
import type { Fires } from './timer.ts';

/** What one side's keepalive does, whatever else happens. */
export interface Keepalive {
  readonly interval: Setting;
  readonly countMax: Setting;
  /** Configured seconds; 0 is off. */
  readonly seconds: number;
  readonly count: number;
  /** Seconds between probes as they leave when the peer stays silent; null where none leave. */
  readonly wire: number | null;
  /** From the last packet of a peer that has gone. */
  readonly fires: Fires;
  /** It ends a session whose peer is well and merely silent, because it does not ask. */
  readonly endsHealthy: boolean;
}

/**
 * ServerAliveInterval and ServerAliveCountMax. The counter must exceed the maximum, so a dead peer costs one interval
 * more than the manual's product; a maximum of 0 ends the session at the first silent interval, without a probe.
 */
export function clientKeepalive(end: End): Keepalive {
  const interval = readClient(end, 'ServerAliveInterval');
  const countMax = readClient(end, 'ServerAliveCountMax');
  const seconds = secondsOf(interval, end.version) ?? 0;
  const count = countOf(countMax);
  if (end.kind?.neverNotices) {
    const wire = seconds > 0 ? seconds : null;
    return { interval, countMax, seconds, count, wire, fires: 'never', endsHealthy: false };
  }
  return {
    interval,
    countMax,
    seconds,
    count,
    wire: seconds > 0 && count > 0 ? seconds : null,
    fires: seconds > 0 ? upToOneSecondEarly(seconds * (count + 1)) : 'never',
    endsHealthy: seconds > 0 && count === 0,
  };
}

/**
 * ClientAliveInterval and ClientAliveCountMax. Since 8.2 a maximum of 0 means "never"; before, it ended the session at
 * the first silent interval. sshd 9.2 to 9.4 compares whole seconds with `>` and so lets every second expiry pass.
 */
export function serverKeepalive(end: End): Keepalive {
  const interval = readServer(end, 'ClientAliveInterval');
  const countMax = readServer(end, 'ClientAliveCountMax');
  const seconds = secondsOf(interval, end.version) ?? 0;
  const count = countOf(countMax);
  const killsAtFirst = count === 0 && !atLeast(end.version, '8.2');
  const wire = seconds === 0 || killsAtFirst ? null : seconds * (probesAtHalfPace(end) ? 2 : 1);
  const limit = seconds === 0 || (count === 0 && !killsAtFirst) ? undefined : (wire ?? seconds) * (count + 1);
  return {
    interval,
    countMax,
    seconds,
    count,
    wire,
    fires: limit === undefined ? 'never' : upToOneSecondEarly(limit),
    endsHealthy: seconds > 0 && killsAtFirst,
  };
}

/** sshd 9.2 to 9.4: a probe at every second expiry only. Debian 12 ships it so. */
export function probesAtHalfPace(end: End): boolean {
  return atLeast(end.version, '9.2') && !atLeast(end.version, '9.5');
}

/** From 9.2 on, and up to 7.5, sshd probes only after a whole interval in which nothing moved on its side. */
export function blindWhileSending(end: End): boolean {
  return atLeast(end.version, '9.2') || !atLeast(end.version, '7.6');
}

/** Seconds between probes on a healthy idle connection, whoever sends them; null where nobody does. */
export function healthyProbePeriod(context: Context): number | null {
  const client = clientKeepalive(context.client).wire;
  const server = serverKeepalive(context.server).wire;
  if (client === null) return server;
  return server === null ? client : Math.min(client, server);
}

/** The other side's probes keep this side's clock back, so that it neither probes nor closes a healthy session. */
export function fedByPeer(own: Keepalive, peer: Keepalive): boolean {
  return own.seconds > 0 && peer.wire !== null && peer.wire < own.seconds;
}

/** What the server's end prints does the same for the client. */
export function fedByOutput(client: Keepalive, { outputEvery }: Context): boolean {
  return outputEvery !== undefined && outputEvery < client.seconds;
}

/** The side never gets to probe a peer that is well: what the program prints resets its clock, or keeps it from looking. */
export function silencedByOutput(context: Context, side: 'client' | 'server'): boolean {
  const { server, outputEvery } = context;
  if (side === 'client') return fedByOutput(clientKeepalive(context.client), context);
  return outputEvery !== undefined && outputEvery < serverKeepalive(server).seconds && blindWhileSending(server);
}

/**
 * Until sshd gives a client up that has gone while its session prints; without a known pace the pauses are taken as a
 * second at most. Where output restarts sshd's wait, each probe needs a whole interval without any. Where it merely
 * wakes sshd, which then looks at the clock, each probe may come late by one pause.
 */
export function serverFiresWhileSending({ server, outputEvery }: Context): Fires {
  const { fires, seconds, count } = serverKeepalive(server);
  if (!isRange(fires)) return fires;
  const rounds = count + 1;
  if (!blindWhileSending(server)) {
    return { earliest: fires.earliest, latest: fires.latest + rounds * Math.min(outputEvery ?? 1, seconds) };
  }
  if (outputEvery === undefined || outputEvery < seconds) return 'never';
  return { earliest: Math.max(0, seconds * rounds - 1), latest: fires.latest + rounds * seconds };
}
