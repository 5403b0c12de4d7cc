import * as l10n from '@vscode/l10n';
import type { Measurement } from '../keepalive/measurement.ts';
import type { MeasuredEnd } from '../picture/pictureOf.ts';
import type { Snapshot } from '../snapshot.ts';
import { duration } from '../timeouts/format.ts';
import type { PredictInput } from '../timeouts/model.ts';
import { versionFromBanner } from '../values/openSshVersion.ts';

/** What live tests have learnt of a host. */
export function measurementOf({ measurements }: Snapshot, host: string): Measurement | undefined {
  return measurements && Object.hasOwn(measurements, host) ? measurements[host] : undefined;
}

/** The server as its last live tests saw it, in place of a configuration that nobody has paired. */
export function measuredServer(
  snapshot: Snapshot,
  host: string,
): Pick<PredictInput, 'measuredServer'> & Partial<Pick<PredictInput, 'serverVersion'>> {
  const measured = measurementOf(snapshot, host);
  const { interval, noProbes, software } = measured ?? {};
  const version = software === undefined ? undefined : versionFromBanner(software);
  if (!measured || (!version && !interval && !noProbes)) return {};
  return {
    measuredServer: {
      date: day(interval?.at ?? noProbes?.at ?? measured.at),
      values: interval ? { clientaliveinterval: String(interval.configured) } : {},
    },
    ...(version ? { serverVersion: version } : {}),
  };
}

/** How long the path waits, as a live test found: a connection that was idle for longer was dead. */
export function measuredPath(snapshot: Snapshot, host: string): Pick<PredictInput, 'path' | 'pathBecause'> {
  const idle = measurementOf(snapshot, host)?.idle;
  if (!idle || idle.lost === null) return {};
  const what =
    idle.survived === null
      ? l10n.t('idle for {0} s it was dead', idle.lost)
      : l10n.t('idle for {0} s it lived, for {1} s it was dead', idle.survived, idle.lost);
  return { path: idle.survived ?? idle.lost, pathBecause: { kind: 'measured', what, date: day(idle.at) } };
}

/** Who gave up when on a path that was cut, for the picture. */
export function measuredEnds(snapshot: Snapshot, host: string): readonly MeasuredEnd[] {
  const cut = measurementOf(snapshot, host)?.cut;
  if (!cut) return [];
  return (['client', 'server'] as const).flatMap((lane) => {
    const seconds = cut[lane];
    return seconds === null ? [] : [{ lane, seconds, date: day(cut.at) }];
  });
}

/** A line for the lens; empty where nothing was measured. */
export function measuredText(snapshot: Snapshot, host: string, now: number): string {
  const measured = measurementOf(snapshot, host);
  if (!measured) return '';
  const { interval, noProbes, roundTrip, idle, cut } = measured;
  const parts = [
    interval && l10n.t('server probes every {0}', duration(interval.wire)),
    noProbes && l10n.t('no server probes in {0}', duration(noProbes.longerThan)),
    idle &&
      (idle.lost === null
        ? l10n.t('idle for {0} s survives', idle.survived ?? 0)
        : l10n.t('idle for {0} s does not survive', idle.lost)),
    cut && cut.client !== null && l10n.t('client gave up after {0} s', cut.client),
    cut && cut.server !== null && l10n.t('server gave up after {0} s', cut.server),
    roundTrip && l10n.t('RTT {0} ms', roundTrip.median),
  ].filter((part) => part);
  if (parts.length === 0) return '';
  return l10n.t('measured {0}: {1}', agoText(measured.at, now), parts.join(', '));
}

/** How long ago, in days. */
function agoText(at: string, now: number): string {
  const days = Math.floor(now / dayLength) - Math.floor(Date.parse(at) / dayLength);
  if (days <= 0) return l10n.t('today');
  if (days === 1) return l10n.t('yesterday');
  return l10n.t('{0} days ago', days);
}

const dayLength = 86_400_000;

/** The day of a date in ISO 8601. */
function day(at: string): string {
  return at.slice(0, 10);
}
