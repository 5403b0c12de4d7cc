import * as l10n from '@vscode/l10n';
import { duration, durationUnits, exactWhen, sentences, when } from '../timeouts/format.ts';
import type { Prediction } from '../timeouts/model.ts';
import { isRange } from '../timeouts/range.ts';
import { type Timeline, type TimelineEvent, timeline } from '../timeouts/timeline.ts';
import type { Because, Situation, SituationId, Timer } from '../timeouts/timer.ts';
import type { Lane, LaneId, Mark, MarkKind, Picture, Source } from './picture.ts';
import { axisTitle, betweenText, situationTitle } from './situationTitle.ts';

/** What a live test saw of one side on a path that was cut; seconds since that side's last packet. */
export interface MeasuredEnd {
  readonly lane: 'client' | 'server';
  readonly seconds: number;
  /** When it was measured, in words. */
  readonly date: string;
}

export interface PictureOptions {
  readonly situation: SituationId;
  /** Names a reason, and the line behind it where there is one. */
  readonly sourceOf: (because: Because) => Source;
  /** Shown where the situation is a dead path. */
  readonly measured?: readonly MeasuredEnd[];
  /** Version of each end, for its lane. */
  readonly versions: { readonly client: string; readonly server: string };
}

/**
 * The prediction for one situation as a picture.
 * @param prediction Made for this situation, so that its verdict is about it.
 */
export function pictureOf(prediction: Prediction, options: PictureOptions): Picture {
  const id = options.situation;
  const drawn = timeline(prediction, id);
  const situation = prediction.situations.find((each) => each.id === id);
  const measured = id === 'dead-idle' ? (options.measured ?? []) : [];
  const span = Math.max(drawn.span, ...measured.map(({ seconds }) => seconds * 1.1));
  const deafFrom = deafFromOf(id, drawn);
  return {
    headline: headlineOf(situation),
    sentence: prediction.verdict.text,
    situation: { id, title: situationTitle(id) },
    axis: axisTitle(id),
    units: durationUnits(),
    span,
    lanes: lanesOf(prediction, drawn, options, measured),
    marks: marksOf(prediction, drawn, situation, options, measured),
    between: betweenText(id, deafFrom !== undefined),
    ...(deafFrom === undefined ? {} : { deafFrom }),
    firstWord: l10n.t('first'),
  };
}

/** Who is first, so short that it can be taken in at a glance. */
export function headlineOf(situation: Situation | undefined): string {
  if (!situation || situation.closedBy === 'nobody') return l10n.t('Nobody ends the connection');
  if (!isRange(situation.after)) return l10n.t('When this ends is not known');
  const time = when(situation.after);
  switch (situation.closedBy) {
    case 'client':
      return l10n.t('The client drops first, after {0}', time);
    case 'server':
      return l10n.t('The server drops first, after {0}', time);
    case 'path':
      return l10n.t('The path forgets the connection first, after {0}', time);
    case 'tie':
      return l10n.t('Both sides drop at the same time, after {0}', time);
  }
}

/** From when on packets are lost, in situations where some are. */
function deafFromOf(id: SituationId, { events }: Timeline): number | undefined {
  if (id === 'healthy-idle' || id === 'no-session' || id === 'path-forgets') {
    return events.find(({ kind }) => kind === 'path-forgets')?.at;
  }
  return 0;
}

function lanesOf(
  prediction: Prediction,
  drawn: Timeline,
  { versions }: PictureOptions,
  measured: readonly MeasuredEnd[],
): Lane[] {
  const probes = (side: 'client' | 'server') => {
    const { wire } = prediction.keepalive[side];
    return wire === null ? l10n.t('no probes') : l10n.t('a probe every {0}', duration(wire));
  };
  const program = (name: string, version: string) => (version === '' ? name : `${name} ${version}`);
  return [
    {
      id: 'client',
      name: l10n.t('Client'),
      details: [program('ssh', versions.client), probes('client')],
      ...fateOf('client', drawn, measured),
    },
    {
      id: 'path',
      name: l10n.t('Path'),
      details:
        prediction.pathSeconds === undefined
          ? [l10n.t('not known')]
          : [l10n.t('forgets after'), l10n.t('{0} of silence', duration(prediction.pathSeconds))],
      later: '',
    },
    {
      id: 'server',
      name: l10n.t('Server'),
      details: [program('sshd', versions.server), probes('server')],
      ...fateOf('server', drawn, measured),
    },
  ];
}

/** Situations in which a side that closes is still heard by the other. */
const audible: readonly SituationId[] = ['healthy-idle', 'no-session', 'connect-stalls-auth'];

/** What becomes of a side whose own end is not drawn: it ends later, is told by the other side, or goes on. */
function fateOf(
  lane: 'client' | 'server',
  { events, later, situation }: Timeline,
  measured: readonly MeasuredEnd[],
): Pick<Lane, 'later' | 'toldAt'> {
  const ends = (event: TimelineEvent) => event.lane === lane && isEnd(event.kind);
  if (events.some(ends) || measured.some((each) => each.lane === lane)) return { later: '' };
  const sides = events.filter(({ kind }) => isEnd(kind)).toSorted((a, b) => (a.until ?? a.at) - (b.until ?? b.at));
  const [first] = sides;
  if (first && audible.includes(situation)) {
    if (first.lane === 'path') return { later: l10n.t('is not told') };
    return { later: l10n.t('is told at once'), toldAt: first.until ?? first.at };
  }
  const next = later.find(ends);
  if (next) {
    const time = when({ earliest: next.at, latest: next.until ?? next.at });
    return { later: l10n.t('{0} after {1}', endLabel(next), time) };
  }
  const stays = situation === 'healthy-idle' || situation === 'no-session' || situation === 'path-forgets';
  return { later: stays ? l10n.t('stays') : l10n.t('keeps waiting') };
}

const isEnd = (kind: TimelineEvent['kind']) =>
  kind === 'gives-up' || kind === 'tcp-gives-up' || kind === 'closes-idle' || kind === 'path-forgets';

function marksOf(
  prediction: Prediction,
  drawn: Timeline,
  situation: Situation | undefined,
  options: PictureOptions,
  measured: readonly MeasuredEnd[],
): Mark[] {
  const counts = new Map<string, number>();
  const firstAt = soonest(drawn);
  const marks = drawn.events.map((event): Mark => {
    const name = [event.lane, event.hop, event.kind].filter((part) => part !== undefined).join(' ');
    const number = (counts.get(name) ?? 0) + 1;
    counts.set(name, number);
    const timer = timerOf(prediction, event);
    const fires = { earliest: event.at, latest: event.until ?? event.at };
    const first = isEnd(event.kind) && situation !== undefined && isFirst(event, situation, firstAt);
    return {
      id: `${name} ${number}`,
      lane: event.lane,
      kind: kinds[event.kind],
      at: event.at,
      ...(event.until === undefined ? {} : { until: event.until }),
      label: labelOf(event, number),
      time: exactWhen(fires),
      text: textOf(event, number, exactWhen(fires), timer, situation),
      ...(first ? { first: true } : {}),
      sources: timer === undefined ? [] : timer.because.map(options.sourceOf),
    };
  });
  return [...marks, ...measured.map(measuredMark)].toSorted((a, b) => a.at - b.at);
}

function measuredMark({ lane, seconds, date }: MeasuredEnd): Mark {
  const time = l10n.t('{0} s', Math.round(seconds * 10) / 10);
  return {
    id: `${lane} measured`,
    lane,
    kind: 'measured',
    at: seconds,
    label: l10n.t('measured {0}', time),
    time,
    text:
      lane === 'client'
        ? l10n.t('Measured {0}: the client gave up {1} after it last heard from the server.', date, time)
        : l10n.t('Measured {0}: the server gave up {1} after it last heard from the client.', date, time),
    sources: [],
  };
}

const kinds: Readonly<Record<TimelineEvent['kind'], MarkKind>> = {
  'last-packet': 'start',
  probe: 'probe',
  'answered-probe': 'answered-probe',
  'path-forgets': 'path-forgets',
  'gives-up': 'gives-up',
  'tcp-gives-up': 'system-gives-up',
  'closes-idle': 'closes-idle',
};

function soonest({ events }: Timeline): number {
  return Math.min(...events.filter(({ kind }) => isEnd(kind)).map(({ at, until }) => until ?? at));
}

function isFirst(event: TimelineEvent, { closedBy }: Situation, firstAt: number): boolean {
  if (closedBy === 'tie') return event.lane !== 'path';
  return event.lane === (closedBy as LaneId) && (event.until ?? event.at) === firstAt;
}

function timerOf({ timers }: Prediction, { timer: id, lane, hop }: TimelineEvent): Timer | undefined {
  const own = timers.filter((timer) => timer.id === id && timer.hop === hop);
  return own.find(({ closedBy }) => closedBy === lane) ?? own[0];
}

function labelOf(event: TimelineEvent, number: number): string {
  switch (event.kind) {
    case 'last-packet':
      return '';
    case 'probe':
    case 'answered-probe':
      return l10n.t('probe {0}', number);
    default:
      return endLabel(event);
  }
}

function endLabel({ kind, lane }: TimelineEvent): string {
  switch (kind) {
    case 'path-forgets':
      return l10n.t('the path forgets');
    case 'tcp-gives-up':
      return lane === 'client' ? l10n.t('the client’s system gives up') : l10n.t('the server’s system gives up');
    case 'closes-idle':
      return lane === 'client' ? l10n.t('the client closes') : l10n.t('the server closes');
    default:
      return lane === 'client' ? l10n.t('the client gives up') : l10n.t('the server gives up');
  }
}

function textOf(
  event: TimelineEvent,
  number: number,
  time: string,
  timer: Timer | undefined,
  situation: Situation | undefined,
): string {
  const probe = () =>
    event.hop !== undefined
      ? l10n.t(
          'At {0} the ssh to the jump host {1} asks whether it is there: probe {2}, no answer.',
          time,
          event.hop,
          number,
        )
      : event.kind === 'answered-probe'
        ? event.lane === 'client'
          ? l10n.t('At {0} the client asks whether the server is there; the server answers.', time)
          : l10n.t('At {0} the server asks whether the client is there; the client answers.', time)
        : event.lane === 'client'
          ? l10n.t('At {0} the client asks whether the server is there: probe {1}, no answer.', time, number)
          : l10n.t('At {0} the server asks whether the client is there: probe {1}, no answer.', time, number);
  switch (event.kind) {
    case 'last-packet':
      return event.lane === 'client'
        ? l10n.t('The clock of the client starts here.')
        : l10n.t('The clock of the server starts here.');
    case 'probe':
    case 'answered-probe':
      return probe();
    default: {
      const sees = event.lane === 'server' ? situation?.serverSees : situation?.clientSees;
      const decided = timer !== undefined && situation?.endedBy === timer.id && event.lane !== 'path';
      return sentences(
        l10n.t('{0} after {1}.', sentenceCase(endLabel(event)), time),
        timer?.note,
        decided && sees ? l10n.t('It says: {0}', sees) : '',
      );
    }
  }
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
