import * as l10n from '@vscode/l10n';
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

/** Second round: at most so many connections, between the longest time survived and the shortest that was not. */
export const mostRefining = 6;

/** Idle times that narrow the answer of a first round down; none where it is narrow enough, or says nothing. */
export function refiningSteps(steps: readonly IdleStep[]): readonly number[] {
  const { survived, lost } = bracket(steps.map((step) => ({ ...step, seconds: step.planned })));
  if (lost === null) return [];
  const from = survived ?? 0;
  const gap = lost - from;
  if (gap <= 1 || gap <= from / 20) return [];
  const count = Math.min(mostRefining, gap - 1);
  const between = Array.from({ length: count }, (_, index) => Math.round(from + (gap * (index + 1)) / (count + 1)));
  return [...new Set(between)].filter((seconds) => seconds > from && seconds < lost);
}

/** What became of one connection that was left idle for some time. */
export interface IdleStep {
  /** How long nothing moved before the probe: up to a second less than planned, as ssh counts whole seconds. */
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
  const [probe] = observation.samples;
  const { live } = observation.began;
  const idle = probe && live !== undefined ? Math.round((probe.sentAt - live) / 100) / 10 : planned;
  return { seconds: idle, planned, outcome: idleOutcome(observation) };
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
