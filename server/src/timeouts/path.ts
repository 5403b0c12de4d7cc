import * as l10n from '@vscode/l10n';
import { findPathProfile } from '../knowledge/pathProfiles.ts';
import type { Context, PathIdle } from './context.ts';
import { duration, sentences } from './format.ts';
import { healthyProbePeriod } from './keepalive.ts';
import { exactly } from './range.ts';
import { tcpProbePeriod } from './tcpKeepAlive.ts';
import type { Because, Fires, Timer } from './timer.ts';

/** Reads a path given as a profile's id or as seconds. An id that is not known, or has no sourced figure, stays unknown. */
export function pathIdle(path: string | number | undefined, because?: Because): PathIdle {
  if (path === undefined) return { label: '', because: because ? [because] : [] };
  if (typeof path === 'number') {
    const seconds = { kind: 'option', text: `path ${path}` } as const;
    return { seconds: path, label: duration(path), because: [because ?? seconds] };
  }
  const profile = findPathProfile(path);
  if (!profile) return { label: path, because: because ? [because] : [] };
  return {
    label: profile.label,
    ...(profile.idleSeconds === undefined ? {} : { seconds: profile.idleSeconds }),
    ...(profile.ignoresProbes ? { ignoresProbes: true } : {}),
    ...(profile.note === undefined ? {} : { note: profile.note }),
    because: [
      ...(because ? [because] : []),
      ...(profile.source === undefined ? [] : [{ kind: 'profile', id: profile.id, source: profile.source } as const]),
    ],
  };
}

/** Seconds between packets on a healthy idle connection; null where none move at all. */
export function idlePacketPeriod(context: Context): number | null {
  const periods = [healthyProbePeriod(context), tcpProbePeriod(context), context.outputEvery ?? null];
  const moving = periods.filter((period) => period !== null);
  return moving.length === 0 ? null : Math.min(...moving);
}

/** When the path forgets a healthy but idle connection. */
export function pathFires(context: Context): Fires {
  const { path } = context;
  if (path.seconds === undefined) return 'unknown';
  const period = idlePacketPeriod(context);
  const kept = period !== null && period < path.seconds && !path.ignoresProbes;
  return kept ? 'never' : exactly(path.seconds);
}

/** NAT, firewall or load balancer: forgets the connection without telling anybody. */
export function pathTimer(context: Context): Timer {
  const { path } = context;
  return {
    id: 'path',
    side: 'path',
    fires: pathFires(context),
    probeEvery: null,
    closedBy: 'path',
    startsAt: l10n.t('the last packet in either direction'),
    because: path.because,
    note: note(context),
  };
}

function note(context: Context): string {
  const { path } = context;
  if (path.seconds === undefined) {
    return path.label === ''
      ? l10n.t('What lies between the two ends is not known; the setting sshTimeouts.path or --path names it.')
      : sentences(l10n.t('No sourced figure is known for {0}.', path.label), path.note);
  }
  const period = idlePacketPeriod(context);
  return sentences(
    path.ignoresProbes
      ? l10n.t('Counts what the user does: probes do not reset it.')
      : period === null
        ? l10n.t('Nothing moves on an idle connection, so it is forgotten after {0}.', duration(path.seconds))
        : period < path.seconds
          ? l10n.t('A packet at least every {0} keeps it alive.', duration(period))
          : l10n.t('The first packet of an idle connection, after {0}, comes too late.', duration(period)),
    path.note,
  );
}
