import type { KeepaliveReport } from './report.ts';

/** What live tests have learnt of one host, each part with its own date as ISO 8601. */
export interface Measurement {
  /** When the last test was. */
  readonly at: string;
  /** What the server's banner said. */
  readonly software?: string;
  /** Milliseconds. */
  readonly roundTrip?: { readonly at: string; readonly median: number };
  /** Seconds between the server's own probes on the wire, and what its ClientAliveInterval must be like. */
  readonly interval?: { readonly at: string; readonly wire: number; readonly configured: number };
  /** It sent no probe for so long; seconds, in terms of its configuration. */
  readonly noProbes?: { readonly at: string; readonly longerThan: number };
  /** Longest idle time survived and shortest that was not; seconds. */
  readonly idle?: { readonly at: string; readonly survived: number | null; readonly lost: number | null };
  /** Seconds from the last packet to giving up, on a path that was cut. */
  readonly cut?: { readonly at: string; readonly client: number | null; readonly server: number | null };
}

/** What is known of a host after one more test; undefined where this one says nothing, and nothing was known. */
export function afterReport(before: Measurement | undefined, report: KeepaliveReport): Measurement | undefined {
  if (report.outcome === 'void' || report.phase !== 'live') return before;
  const at = report.measuredAt;
  const { interval, software } = report.server;
  const roundTrip = report.probes?.roundTrip;
  const idle = report.idle && (report.idle.survived !== null || report.idle.lost !== null) ? report.idle : undefined;
  const { interval: _, noProbes: __, ...rest } = before ?? { at };
  const known = interval.kind === 'measured' || interval.kind === 'none';
  return {
    ...rest,
    at,
    ...(software === undefined ? {} : { software }),
    ...(roundTrip ? { roundTrip: { at, median: roundTrip.median } } : {}),
    // Either of the two replaces the other.
    ...(known ? {} : kept(before)),
    ...(interval.kind === 'measured' ? { interval: { at, wire: interval.wire, configured: interval.configured } } : {}),
    ...(interval.kind === 'none' ? { noProbes: { at, longerThan: interval.longerThan } } : {}),
    ...(idle ? { idle: { at, survived: idle.survived, lost: idle.lost } } : {}),
    ...(report.cut ? { cut: { at, client: report.cut.client, server: report.cut.server } } : {}),
  };
}

function kept(before: Measurement | undefined): Pick<Measurement, 'interval' | 'noProbes'> {
  return {
    ...(before?.interval ? { interval: before.interval } : {}),
    ...(before?.noProbes ? { noProbes: before.noProbes } : {}),
  };
}
