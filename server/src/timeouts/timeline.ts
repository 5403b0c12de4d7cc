import type { Prediction } from './prediction.ts';
import { isRange } from './range.ts';
import type { Situation, SituationId, Timer } from './timer.ts';

/** One mark on the picture of a connection. Seconds count from the last packet that got through. */
export interface TimelineEvent {
  readonly at: number;
  /** Up to here it may take; absent for an exact instant. */
  readonly until?: number;
  readonly lane: 'client' | 'path' | 'server';
  readonly kind:
    | 'last-packet'
    | 'probe'
    | 'answered-probe'
    | 'path-forgets'
    | 'gives-up'
    | 'tcp-gives-up'
    | 'closes-idle';
  /** Id of the timer behind it. */
  readonly timer: string;
}

export interface Timeline {
  readonly situation: SituationId;
  /** In order of time. */
  readonly events: readonly TimelineEvent[];
  /** Seconds that the picture should span. */
  readonly span: number;
  /** Probes were left out because there are too many to draw. */
  readonly truncated: boolean;
}

const mostProbes = 60;

/** Probes, expiries and disconnects on both sides, for the panel and the command line. */
export function timeline(prediction: Prediction, id: SituationId = 'dead-idle'): Timeline {
  const situation = prediction.situations.find((candidate) => candidate.id === id);
  const ends = situation ? endsOf(prediction, situation) : [];
  const span = spanOf(prediction, ends);
  const probes = (['client', 'server'] as const).flatMap((lane) => probesOf(prediction, lane, id, ends, span));
  const events: TimelineEvent[] = [
    { at: 0, lane: 'client', kind: 'last-packet', timer: '' },
    { at: 0, lane: 'server', kind: 'last-packet', timer: '' },
    ...probes.slice(0, 2 * mostProbes),
    ...ends,
  ];
  return {
    situation: id,
    events: events.toSorted((a, b) => a.at - b.at),
    span,
    truncated: probes.length > 2 * mostProbes || span < lastOf(ends),
  };
}

function endsOf(prediction: Prediction, situation: Situation): TimelineEvent[] {
  const healthy = situation.id === 'healthy-idle' || situation.id === 'no-session';
  return prediction.timers.flatMap((timer): TimelineEvent[] => {
    if (timer.hop !== undefined || !isRange(timer.fires) || !takesPart(timer, situation)) return [];
    if (timer.id === 'tcpRetransmission') return [];
    const lane = timer.closedBy === 'server' ? 'server' : timer.closedBy === 'path' ? 'path' : 'client';
    const kind =
      timer.id === 'path'
        ? 'path-forgets'
        : timer.side === 'tcp'
          ? 'tcp-gives-up'
          : healthy
            ? 'closes-idle'
            : 'gives-up';
    const { earliest, latest } = timer.fires;
    return [{ at: earliest, ...(latest > earliest ? { until: latest } : {}), lane, kind, timer: timer.id }];
  });
}

/** Whether a timer can end the connection in this situation, rather than being answered or waiting for another. */
function takesPart(timer: Timer, situation: Situation): boolean {
  const alive = timer.id === 'ServerAliveInterval' || timer.id === 'ClientAliveInterval';
  switch (situation.id) {
    case 'dead-idle':
    case 'dead-sending':
      return alive || (timer.id === 'tcpKeepAlive' && timer.fires !== 'never') || timer.id === 'path';
    case 'peer-frozen':
      return alive;
    case 'path-forgets':
      return alive || timer.id === 'path';
    case 'asleep':
      return timer.id === 'ClientAliveInterval' || timer.id === 'path';
    case 'healthy-idle':
      return timer.id === 'path' || timer.id === 'ChannelTimeout' || timer.id === situation.endedBy;
    case 'no-session':
      return (
        timer.id === 'path' ||
        timer.id === 'UnusedConnectionTimeout' ||
        timer.id === 'ControlPersist' ||
        timer.id === situation.endedBy
      );
    default:
      return timer.id === situation.endedBy;
  }
}

function probesOf(
  prediction: Prediction,
  lane: 'client' | 'server',
  id: SituationId,
  ends: readonly TimelineEvent[],
  span: number,
): TimelineEvent[] {
  if (id.startsWith('connect-') || (id === 'asleep' && lane === 'client')) return [];
  const own = prediction.keepalive[lane];
  const peer = prediction.keepalive[lane === 'client' ? 'server' : 'client'];
  const healthy = id === 'healthy-idle' || id === 'no-session';
  // On a healthy connection the faster side's probes keep the slower side's clock back.
  if (own.wire === null || (healthy && peer.wire !== null && peer.wire < own.wire)) return [];
  const timer = lane === 'client' ? 'ServerAliveInterval' : 'ClientAliveInterval';
  const last = healthy
    ? (ends.find((end) => end.kind !== 'tcp-gives-up')?.at ?? span)
    : (ends.find((end) => end.timer === timer)?.until ?? span);
  const events: TimelineEvent[] = [];
  for (let at = own.wire; at < last && at <= span && events.length < mostProbes; at += own.wire) {
    events.push({ at, lane, kind: healthy ? 'answered-probe' : 'probe', timer });
  }
  return events;
}

/** Long enough for the first things that happen, short enough that they can be told apart. */
function spanOf(prediction: Prediction, ends: readonly TimelineEvent[]): number {
  const told = ends.filter((end) => end.kind !== 'tcp-gives-up').map((end) => end.until ?? end.at);
  if (told.length > 0) return Math.max(1, Math.max(...told) * 1.1);
  if (ends.length > 0) return lastOf(ends) * 1.1;
  return Math.max(60, (prediction.idlePacketPeriod ?? 60) * 4);
}

function lastOf(ends: readonly TimelineEvent[]): number {
  return ends.reduce((longest, end) => Math.max(longest, end.until ?? end.at), 0);
}
