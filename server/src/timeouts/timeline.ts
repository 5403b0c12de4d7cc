import type { Prediction } from './prediction.ts';
import { isRange } from './range.ts';
import type { SecondsRange, Situation, SituationId, Timer } from './timer.ts';

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
  /** The timer is that of the ssh to this jump host. */
  readonly hop?: string;
}

export interface Timeline {
  readonly situation: SituationId;
  /** In order of time, up to the span. */
  readonly events: readonly TimelineEvent[];
  /** Seconds that the picture should span. */
  readonly span: number;
  /** What comes after the span. */
  readonly later: readonly TimelineEvent[];
}

const mostProbes = 60;

/** Probes, expiries and disconnects on both sides, for the panel and the command line. */
export function timeline(prediction: Prediction, id: SituationId = 'dead-idle'): Timeline {
  const situation = prediction.situations.find((candidate) => candidate.id === id);
  const ends = situation ? endsOf(prediction, situation) : [];
  const length = spanOf(prediction, id, ends);
  const healthy = staysHealthy(id, situation);
  const probes = (['client', 'server'] as const).flatMap((lane) =>
    probesOf(prediction, lane, id, healthy, ends, length),
  );
  const events: TimelineEvent[] = [
    { at: 0, lane: 'client', kind: 'last-packet', timer: '' },
    { at: 0, lane: 'server', kind: 'last-packet', timer: '' },
    ...probes,
    ...hopProbesOf(prediction, situation, ends, length),
    ...ends.filter((end) => end.at <= length),
  ];
  return {
    situation: id,
    events: events.toSorted((a, b) => a.at - b.at),
    span: length,
    later: ends.filter((end) => end.at > length),
  };
}

/** Both ends hear each other for as long as it lasts. */
function staysHealthy(id: SituationId, situation: Situation | undefined): boolean {
  return id === 'healthy-idle' || id === 'no-session' || (id === 'path-forgets' && situation?.endedBy === null);
}

/** What ends the connection in this situation, and what would have ended it later. */
function endsOf(prediction: Prediction, situation: Situation): TimelineEvent[] {
  const { endedBy, after, closedBy, hop } = situation;
  const decided = (['client', 'server', 'path'] as const)
    .filter((lane) => closedBy === lane || (closedBy === 'tie' && lane !== 'path'))
    .flatMap((lane): TimelineEvent[] => {
      const timer =
        closedBy === 'tie' && endedBy === 'ServerAliveInterval' && lane === 'server' ? 'ClientAliveInterval' : endedBy;
      return timer === null || !isRange(after)
        ? []
        : [{ ...span(after), lane, kind: kindOf(timer, situation), timer, ...(hop === undefined ? {} : { hop }) }];
    });
  const others = prediction.timers.flatMap((timer): TimelineEvent[] => {
    const lane = timer.closedBy === 'server' ? 'server' : timer.closedBy === 'path' ? 'path' : 'client';
    if (timer.hop !== undefined || !isRange(timer.fires) || decided.some((end) => end.lane === lane)) return [];
    if (!takesPart(timer, situation, prediction)) return [];
    return [{ ...span(timer.fires), lane, kind: kindOf(timer.id, situation), timer: timer.id }];
  });
  return [...decided, ...others];
}

function kindOf(timer: string, { id }: Situation): TimelineEvent['kind'] {
  if (timer === 'path') return 'path-forgets';
  if (timer.startsWith('tcp')) return 'tcp-gives-up';
  return id === 'healthy-idle' || id === 'no-session' ? 'closes-idle' : 'gives-up';
}

function span({ earliest, latest }: SecondsRange): Pick<TimelineEvent, 'at' | 'until'> {
  return { at: earliest, ...(latest > earliest ? { until: latest } : {}) };
}

/** Whether a timer runs in this situation, rather than being answered or waiting for another. */
function takesPart(timer: Timer, situation: Situation, { keepalive }: Prediction): boolean {
  const { id } = situation;
  const alive =
    timer.id === 'ServerAliveInterval' || (timer.id === 'ClientAliveInterval' && !keepalive.server.silenced);
  switch (id) {
    case 'dead-idle':
      // A side that probes has data that waits for an answer: TCP keepalive does not run there.
      if (timer.id === 'tcpKeepAlive')
        return keepalive[timer.closedBy === 'server' ? 'server' : 'client'].wire === null;
      return alive || timer.id === 'path';
    case 'dead-sending':
      return timer.id === 'ServerAliveInterval';
    case 'peer-frozen':
      return alive;
    case 'path-forgets':
      return !staysHealthy(id, situation) && (alive || timer.id === 'path');
    case 'asleep':
      return alive && timer.id === 'ClientAliveInterval';
    case 'healthy-idle':
      return timer.id === 'path' || timer.id === 'ChannelTimeout';
    case 'no-session':
      return timer.id === 'path' || timer.id === 'UnusedConnectionTimeout' || timer.id === 'ControlPersist';
    default:
      return false;
  }
}

function probesOf(
  prediction: Prediction,
  lane: 'client' | 'server',
  id: SituationId,
  healthy: boolean,
  ends: readonly TimelineEvent[],
  span: number,
): TimelineEvent[] {
  if (id.startsWith('connect-') || (id === 'asleep' && lane === 'client')) return [];
  const keepalive = prediction.keepalive[lane];
  const peer = prediction.keepalive[lane === 'client' ? 'server' : 'client'];
  // On a healthy connection the faster side's probes keep the slower side's clock back.
  if (keepalive.wire === null || (healthy && peer.wire !== null && peer.wire < keepalive.wire)) return [];
  // Where the server is gone its program is silent too; where the client is, it prints on.
  if (keepalive.silenced && (healthy || lane === 'server')) return [];
  const timer = lane === 'client' ? 'ServerAliveInterval' : 'ClientAliveInterval';
  const own = ends.filter((end) => end.lane === lane || (healthy && end.kind !== 'tcp-gives-up'));
  const last = Math.min(span, ...own.map((end) => (healthy ? end.at : (end.until ?? end.at))));
  const events: TimelineEvent[] = [];
  for (let at = keepalive.wire; at < last && events.length < mostProbes; at += keepalive.wire) {
    events.push({ at, lane, kind: healthy ? 'answered-probe' : 'probe', timer });
  }
  return events;
}

/** The ssh to a jump host whose own timer ends the connection: its path is dead, so nobody answers its probes. */
function hopProbesOf(
  { timers }: Prediction,
  situation: Situation | undefined,
  ends: readonly TimelineEvent[],
  span: number,
): TimelineEvent[] {
  const hop = situation?.hop;
  if (hop === undefined || situation?.id.startsWith('connect-')) return [];
  const every = timers.find((timer) => timer.id === 'ServerAliveInterval' && timer.hop === hop)?.probeEvery;
  if (every == null) return [];
  const last = Math.min(span, ...ends.filter((end) => end.hop === hop).map((end) => end.until ?? end.at));
  const events: TimelineEvent[] = [];
  for (let at = every; at < last && events.length < mostProbes; at += every) {
    events.push({ at, lane: 'client', kind: 'probe', timer: 'ServerAliveInterval', hop });
  }
  return events;
}

/** Long enough for what happens first and all that follows soon; what comes much later would squeeze it together. */
function spanOf(prediction: Prediction, id: SituationId, ends: readonly TimelineEvent[]): number {
  const told = ends.map((end) => end.until ?? end.at);
  if (told.length === 0 && id.startsWith('connect-')) return 60;
  if (told.length === 0) return Math.max(60, (prediction.idlePacketPeriod ?? 60) * 4);
  const soonest = Math.min(...told);
  return Math.max(1, Math.max(...told.filter((at) => at <= soonest * 6)) * 1.1);
}

/** The situation that decides the verdict on the whole. */
export function tellingSituation({ situations, verdict }: Prediction): SituationId {
  const candidates = ['healthy-idle', 'no-session', 'dead-idle'] as const;
  const id = candidates.find((candidate) => {
    const found = situations.find((situation) => situation.id === candidate);
    return found !== undefined && found.endedBy !== null && found.after === verdict.after;
  });
  return id ?? 'dead-idle';
}
