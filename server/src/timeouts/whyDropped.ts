import { type DropCauseData, dropCauses, dropSign, dropTitle } from './dropCauses.ts';
import type { Prediction } from './prediction.ts';
import { isRange } from './range.ts';
import type { Fires, SituationId, Timer } from './timer.ts';

/** What is known of a connection that ended. */
export interface DropReport {
  /** The last lines on the terminal, or of the server's log. May be empty. */
  readonly message: string;
  /** How long it lived, in seconds; undefined where nobody looked. */
  readonly seconds?: number;
}

/** One explanation. */
export interface DropCause {
  readonly id: string;
  readonly title: string;
  /** The mechanism, with its lines; absent for what no configuration decides. */
  readonly timer?: Timer;
  /** When it would have ended the connection, from its own start. */
  readonly fires: Fires;
  /**
   * `proven`: nothing else writes these words. `fits`: words, values and time agree. `possible`: nothing speaks against
   * it. `ruled-out`: the values or the time do.
   */
  readonly weight: 'proven' | 'fits' | 'possible' | 'ruled-out';
  /** What would tell it apart from the others. */
  readonly sign: string;
}

/**
 * The explanations of how a connection ended, the likeliest first: by the words, by what the configurations of both ends
 * can do at all, and by the time. Words that nothing else writes beat everything, since files may have changed since.
 */
export function whyDropped(prediction: Prediction, report: DropReport): readonly DropCause[] {
  const message = report.message.trim();
  const rated = dropCauses.flatMap((cause) => {
    const words = wordsOf(cause, message);
    return words === 0 ? [] : [rate(cause, words, prediction, { ...report, message })];
  });
  return rated.toSorted((a, b) => b.score - a.score).map(({ cause }) => cause);
}

/** 3 where nothing else writes these words, 1 where others do too, 0 where it would have said something else. */
function wordsOf({ says = [], maySay = [], silent }: DropCauseData, message: string): 0 | 1 | 3 {
  if (says.some((pattern) => pattern.test(message))) return 3;
  if (maySay.some((pattern) => pattern.test(message))) return 1;
  return message === '' && silent ? 1 : 0;
}

function rate(data: DropCauseData, words: 1 | 3, prediction: Prediction, { message, seconds }: DropReport) {
  const timer = timerOf(data, prediction, message);
  const fires = timer === undefined ? 'unknown' : firesOf(data, timer, prediction);
  const can = canFire(data, timer, fires, prediction);
  const time = seconds === undefined || !isRange(fires) ? 0 : timeFit(fires, seconds);
  const score = words * 100 + can * 40 + time * 30;
  const weight: DropCause['weight'] =
    words === 3 ? 'proven' : can < 0 || time < 0 ? 'ruled-out' : can > 0 && time >= 0 ? 'fits' : 'possible';
  const cause: DropCause = {
    id: data.id,
    title: dropTitle(data.id),
    fires,
    weight,
    sign: dropSign(data.id),
    ...(timer === undefined ? {} : { timer }),
  };
  return { cause, score };
}

/** The timer behind a cause; that of a jump host where the words name it. */
function timerOf({ timer: id, closedBy }: DropCauseData, { timers }: Prediction, message: string): Timer | undefined {
  if (id === undefined) return undefined;
  const own = timers.filter((timer) => timer.id === id);
  const named = /Timeout, server (\S+) not responding/i.exec(message)?.[1];
  return (
    own.find(({ hop }) => hop !== undefined && hop === named) ??
    own.find((timer) => timer.hop === undefined && timer.closedBy === closedBy) ??
    own.find(({ hop }) => hop === undefined)
  );
}

const loginStalls: readonly SituationId[] = ['connect-stalls-auth', 'connect-stalls-kex'];

/** When the mechanism ends a connection in the situation that the cause is about. */
function firesOf({ id, timer: timerId }: DropCauseData, timer: Timer, { situations }: Prediction): Fires {
  const inSituation = (ids: readonly SituationId[]) =>
    situations.find((situation) => ids.includes(situation.id) && situation.endedBy === timerId)?.after;
  if (id === 'client-login-stall') return inSituation(loginStalls) ?? 'unknown';
  if (id === 'banner') return inSituation(['connect-no-banner']) ?? timer.fires;
  if (id === 'connect') return inSituation(['connect-no-answer']) ?? timer.fires;
  return timer.fires;
}

/** 1: the values let it happen. 0: nobody knows. -1: it is off. -0.5: another mechanism would have been sooner. */
function canFire(data: DropCauseData, timer: Timer | undefined, fires: Fires, prediction: Prediction): number {
  // Turned away at once: no clock has to run out.
  if (data.id === 'max-startups' || data.id === 'penalty') return timer === undefined ? -1 : 0.25;
  if (timer === undefined) return 0;
  if (fires === 'unknown') return 0;
  if (!isRange(fires)) return -1;
  // Of two that could both have acted the one that is sooner did.
  const rivals = prediction.situations.some(({ endedBy }) => endedBy === timer.id);
  return rivals ? 1 : 0.5;
}

/** A mechanism cannot act before its time; when it acts just then, that is no accident. */
function timeFit({ earliest, latest }: { earliest: number; latest: number }, seconds: number): number {
  const slack = Math.max(2, latest * 0.1);
  if (seconds < earliest - slack) return -3;
  // Login and the like come before the clock starts.
  return seconds <= latest + slack ? 1 : 0;
}
