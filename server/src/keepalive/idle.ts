import * as l10n from '@vscode/l10n';
import { aimAt, type IdleAim, type IdleTiming } from './idleTiming.ts';
import { type Observation, reached } from './observe.ts';
import type { KeepalivePlan } from './plan.ts';
import { buildReport, type KeepaliveReport } from './report.ts';

/** Idle times that are tried side by side where the user names none but the longest; seconds. */
const ladder = [2, 4, 8, 15, 30, 60, 120, 180, 240, 300, 350, 600, 900, 1_200, 1_800, 3_600, 7_200];

/** More connections at a time would meet a server's MaxStartups and look like an attack. */
const mostConnections = 8;

/** The idle times to try, each on a connection of its own, shortest first. */
export function idleSteps(longest: number): readonly number[] {
  const shorter = ladder.filter((step) => step < longest);
  // The long ones say more: where there are too many, the shortest go.
  return [...shorter.slice(-(mostConnections - 1)), longest];
}

/** Later rounds look between the longest time survived and the shortest that was not. */
export const refiningRounds = 3;
const mostInRound = 3;

/** Logins of a whole test, and the seconds after which it is over, at most. */
export function idleBounds(longest: number): { readonly logins: number; readonly seconds: number } {
  const rounds = 1 + refiningRounds;
  // Logins of a round follow each other, and the last answer is waited for.
  return { logins: idleSteps(longest).length + refiningRounds * mostInRound, seconds: rounds * (longest + 15) };
}

/** Seconds between survival and loss that are close enough: what can be aimed at is not much finer. */
const fineEnough = 0.5;

/**
 * How to try idle times that narrow the answer of the rounds before down; none where it is narrow enough, or says
 * nothing.
 * @param timing Where it is known, fractions of a second can be tried.
 */
export function refiningAims(steps: readonly IdleStep[], timing: IdleTiming | undefined): readonly IdleAim[] {
  const { survived, lost } = bracket(timing ? steps : steps.map((step) => ({ ...step, seconds: step.planned })));
  if (lost === null) return theLongest(steps, timing);
  const from = survived ?? 0;
  const gap = lost - from;
  if (gap <= (timing ? fineEnough : 1) || gap <= from / 20) return [];
  const count = Math.min(mostInRound, timing ? Math.ceil(gap / (fineEnough / 2)) - 1 : gap - 1);
  const between = Array.from({ length: count }, (_, index) => from + (gap * (index + 1)) / (count + 1));
  if (timing) return between.map((seconds) => aimAt(seconds, timing));
  const whole = new Set(between.map(Math.round));
  return [...whole].filter((seconds) => seconds > from && seconds < lost).map((interval) => ({ interval }));
}

/** Tenths of a second by which a time may be off anyway. */
const blur = 0.2;

/** The time that was asked for, where all survived and the longest came clearly short of it. */
function theLongest(steps: readonly IdleStep[], timing: IdleTiming | undefined): readonly IdleAim[] {
  const longest = Math.max(...steps.map(({ planned }) => planned));
  const tried = steps.filter(({ planned }) => planned === longest);
  const nearest = Math.max(...tried.map(({ seconds }) => seconds));
  const short = longest - nearest > Math.max(fineEnough, longest / 20);
  if (!short || tried.some(({ outcome }) => outcome !== 'survived')) return [];
  // A probe is early by less than a second.
  return [timing ? aimAt(longest, timing) : { interval: longest + 1 }];
}

/** What became of one connection that was left idle for some time. */
export interface IdleStep {
  /** How long nothing moved before the probe; a survival is never rounded up, and a loss never down. */
  readonly seconds: number;
  /** ServerAliveInterval of the connection. */
  readonly planned: number;
  /**
   * `survived`: idle for that long, it answered. `lost`: it did not. `kept-warm`: the server's own probes broke the
   * silence, so nothing is learnt. `closed`: somebody closed it before. `failed`: it never became usable.
   */
  readonly outcome: 'survived' | 'lost' | 'kept-warm' | 'closed' | 'failed';
}

export function idleOutcome(observation: Observation): IdleStep['outcome'] {
  if (!reached(observation, 'live')) return 'failed';
  if (observation.serverProbes.length > 0) return 'kept-warm';
  const [first] = observation.samples;
  if (!first) return 'closed';
  // A survival counts only with an answer to a probe of our own.
  return first.roundTrip === null ? 'lost' : 'survived';
}

export interface IdleRun {
  readonly plan: KeepalivePlan;
  readonly observation: Observation;
}

export function idleStep({ plan, observation }: IdleRun): IdleStep {
  const planned = plan.probes.interval;
  const outcome = idleOutcome(observation);
  const quiet = observation.quietSince ?? observation.began.live;
  // Where somebody closed it before the probe, it was idle until then.
  const until = observation.samples[0]?.sentAt ?? (outcome === 'closed' ? observation.exit?.at : undefined);
  if (quiet === undefined || until === undefined) return { seconds: planned, planned, outcome };
  const tenths = (until - quiet) / 100;
  // Both ends of the silence are stamped as they are read, which is a little late.
  const rounded = outcome === 'survived' ? Math.floor(tenths + blur) : Math.ceil(tenths - blur);
  return { seconds: rounded / 10, planned, outcome };
}

/**
 * One report for all connections. Where one did not become usable, or the run says nothing, it is that one's report.
 * @param runs Shortest idle time first; never empty.
 */
export function buildIdleReport(runs: readonly [IdleRun, ...IdleRun[]], measuredAt: string): KeepaliveReport {
  const steps = runs.map(idleStep);
  const reports = runs.map(({ plan, observation }) => buildReport(observation, plan, measuredAt));
  const base = reports.at(-1) ?? buildReport(runs[0].observation, runs[0].plan, measuredAt);
  const spoilt = reports.find(({ outcome, phase }) => outcome === 'void' || phase !== 'live');
  if (spoilt) return { ...spoilt, idle: { ...bracket(steps), steps } };
  const range = bracket(steps);
  // The words of one ssh say nothing about all of them.
  const { detail: _, ...common } = base;
  return { ...common, ...judge(range, steps), idle: { ...range, steps } };
}

/** Longest idle time survived below the shortest that was not; seconds. */
function bracket(steps: readonly IdleStep[]): { readonly survived: number | null; readonly lost: number | null } {
  const bad = steps.filter(({ outcome }) => outcome === 'lost' || outcome === 'closed').map(({ seconds }) => seconds);
  const lost = bad.length === 0 ? null : Math.min(...bad);
  const good = steps.filter(({ outcome, seconds }) => outcome === 'survived' && (lost === null || seconds < lost));
  return { survived: good.length === 0 ? null : Math.max(...good.map(({ seconds }) => seconds)), lost };
}

function judge(
  { survived, lost }: { readonly survived: number | null; readonly lost: number | null },
  steps: readonly IdleStep[],
): Pick<KeepaliveReport, 'verdict' | 'outcome' | 'title' | 'nextStep'> {
  const longest = Math.max(...steps.map(({ seconds }) => seconds));
  if (lost === null && survived !== longest) {
    return {
      verdict: 'idle-kept-warm',
      outcome: 'healthy',
      title: l10n.t(
        'The server’s own probes keep idle connections alive, so what the path itself would do is not seen.',
      ),
      nextStep: l10n.t('Nothing to do as long as the server keeps sending them.'),
    };
  }
  if (lost === null) {
    return {
      verdict: 'idle-survives',
      outcome: 'healthy',
      title: l10n.t('A connection that was idle for {0} s was still alive.', longest),
      nextStep: l10n.t('Nothing to do for idle times up to this one.'),
    };
  }
  const half = Math.max(1, Math.floor((survived ?? lost) / 2));
  return {
    verdict: 'idle-lost',
    outcome: 'problem',
    title:
      survived === null
        ? l10n.t('A connection that was idle for {0} s was dead.', lost)
        : l10n.t('Idle for {0} s a connection lives, idle for {1} s it is dead.', survived, lost),
    nextStep: l10n.t(
      'Set ServerAliveInterval {0} or less for this host, so that the path never sees it idle for so long.',
      half,
    ),
  };
}
