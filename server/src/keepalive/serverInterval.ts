import { versionFromBanner } from '../values/openSshVersion.ts';
import type { Observation } from './observe.ts';

/** What can be said of the server's ClientAliveInterval; seconds. */
export type ServerInterval =
  | {
      readonly kind: 'measured';
      /** Between two probes on the wire. */
      readonly wire: number;
      /** What the server's configuration most likely says. */
      readonly configured: number;
      /** `likely`: halved because this release is known to probe at twice the interval, unless its vendor mended that. */
      readonly certainty: 'measured' | 'likely';
      /** Gaps as measured, the first one from the login. */
      readonly gaps: readonly number[];
    }
  /** No probe in that time: off, or longer. `longerThan` is about the configured value. */
  | { readonly kind: 'none'; readonly watched: number; readonly longerThan: number }
  /** Our own probes keep the server from sending any. */
  | { readonly kind: 'suppressed' }
  | { readonly kind: 'unknown' };

/**
 * Reads the interval out of a run without probes of ours. The first probe comes one interval after the login; each
 * answer sets the clock back. sshd 9.2 to 9.4 wait twice the configured time.
 */
export function serverInterval(observation: Observation): ServerInterval {
  if (observation.mode === 'quick') return { kind: 'suppressed' };
  if (observation.mode !== 'observe') return { kind: 'unknown' };
  const live = observation.authenticatedAt;
  if (live === undefined) return { kind: 'unknown' };
  const doubles = probesAtTwiceTheInterval(observation.serverSoftware);
  const times = observation.serverProbes.map(({ at }) => at);
  const first = times[0];
  if (first === undefined) {
    const end = observation.stopped?.at ?? observation.exit?.at;
    if (end === undefined) return { kind: 'unknown' };
    const watched = Math.floor((end - live) / 1_000);
    return { kind: 'none', watched, longerThan: doubles ? Math.floor(watched / 2) : watched };
  }
  const gaps = times.map((at, index) => (at - (times[index - 1] ?? live)) / 1_000);
  // Between probes the clock is exact; the login's end is known less well, so its gap counts only when it is alone.
  const counted = gaps.length > 1 ? gaps.slice(1) : gaps;
  const wire = Math.max(1, Math.round(median(counted)));
  const halved = doubles && wire % 2 === 0;
  return {
    kind: 'measured',
    wire,
    configured: halved ? wire / 2 : wire,
    certainty: halved ? 'likely' : 'measured',
    gaps,
  };
}

/** Others have settings of their own: dropbear's -K, for instance. */
export function isOpenSsh(software: string | undefined): boolean {
  return software !== undefined && /^OpenSSH/i.test(software);
}

export function probesAtTwiceTheInterval(software: string | undefined): boolean {
  const version = software === undefined ? undefined : versionFromBanner(software);
  return version?.major === 9 && version.minor >= 2 && version.minor <= 4;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Linear between the neighbours; NaN for no values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const low = sorted[Math.floor(position)] ?? Number.NaN;
  const high = sorted[Math.ceil(position)] ?? Number.NaN;
  return low + (high - low) * (position - Math.floor(position));
}
