import { type IdleRun, idleOutcome, idleStep, refiningAims, refiningRounds } from './idle.ts';
import { idleTiming } from './idleTiming.ts';
import type { Observation } from './observe.ts';
import type { KeepalivePlan } from './plan.ts';
import type { RunnerEvent } from './runnerProtocol.ts';
import { startRunner } from './startRunner.ts';

/** Milliseconds between two connections, for the sake of the server's MaxStartups. */
const stagger = 400;

type Runs = readonly [IdleRun, ...IdleRun[]];

interface Start {
  readonly plan: KeepalivePlan;
  readonly launchPhase?: number;
}
type Starts = readonly [Start, ...Start[]];

export interface RunningIdleTest {
  /** Never rejects. Only the first run where the connection did not become usable: others would fail alike. */
  readonly runs: Promise<Runs>;
  cancel(): void;
}

/**
 * Runs one connection for each plan side by side, shortest idle time first, and then, in rounds, some more between the
 * longest time survived and the shortest that was not. Updates are those of the longest.
 * @param planFor Plans a connection for another idle time; undefined where it cannot.
 */
export function startIdleTest(
  runner: string,
  program: string,
  plans: readonly [KeepalivePlan, ...KeepalivePlan[]],
  planFor: (seconds: number) => Promise<KeepalivePlan | undefined>,
  onUpdate: (event: Extract<RunnerEvent, { type: 'update' }>) => void,
): RunningIdleTest {
  const cancels: (() => void)[] = [];
  let cancelled = false;
  const begin = ({ plan, launchPhase }: Start, own: (() => void)[], listen: typeof onUpdate): Promise<Observation> => {
    const request = { program, plan, ...(launchPhase === undefined ? {} : { launchPhase }) };
    const test = startRunner(runner, request, listen);
    own.push(test.cancel);
    cancels.push(test.cancel);
    return test.observation;
  };
  const round = async ([head, ...others]: Starts, listen: typeof onUpdate): Promise<Runs> => {
    // A login that fails must not be repeated eight times: servers punish that.
    let usable = () => {};
    const live = new Promise<void>((resolve) => {
      usable = resolve;
    });
    const own: (() => void)[] = [];
    const first = begin(head, own, (update) => {
      if (update.phase === 'live') usable();
      listen(update);
    });
    let failed = false;
    void first.then(({ phase }) => {
      failed = phase !== 'live';
    });
    await Promise.race([live, first]);
    // Where a shorter silence was too long, the longer ones are not waited for.
    let enough = Number.POSITIVE_INFINITY;
    const stopLonger = async (index: number, observation: Promise<Observation>) => {
      const outcome = idleOutcome(await observation);
      if ((outcome !== 'lost' && outcome !== 'closed') || cancelled || index >= enough) return;
      enough = index;
      for (const cancel of own.slice(index + 1)) cancel();
    };
    void stopLonger(0, first);
    const started = [first];
    for (const [index, other] of others.entries()) {
      if (cancelled || failed || index >= enough) break;
      await new Promise((resolve) => setTimeout(resolve, stagger));
      if (cancelled || index >= enough) break;
      const next = begin(other, own, index === others.length - 1 ? listen : () => undefined);
      void stopLonger(index + 1, next);
      started.push(next);
    }
    const [observation, ...rest] = (await Promise.all(started)).slice(0, enough + 1);
    const tail = rest.map((each, index): IdleRun => ({ plan: (others[index] ?? head).plan, observation: each }));
    return [{ plan: head.plan, observation: observation as Observation }, ...tail];
  };
  const all = async (): Promise<Runs> => {
    const [shortest, ...longer] = plans;
    const runs: [IdleRun, ...IdleRun[]] = [
      ...(await round([{ plan: shortest }, ...longer.map((plan): Start => ({ plan }))], onUpdate)),
    ];
    for (let rounds = 0; rounds < refiningRounds; rounds++) {
      if (cancelled || runs.some(({ observation }) => observation.phase !== 'live')) break;
      const aims = refiningAims(runs.map(idleStep), idleTiming(runs.map(({ observation }) => observation)));
      const planned = aims.map(async ({ interval, ...when }) => {
        const plan = await planFor(interval);
        return plan && { plan, ...when };
      });
      const [head, ...others] = (await Promise.all(planned)).filter((start) => start !== undefined);
      if (!head || cancelled) break;
      runs.push(...(await round([head, ...others], (update) => onUpdate({ ...update, narrowing: true }))));
    }
    return runs.sort((a, b) => idleStep(a).seconds - idleStep(b).seconds);
  };
  return {
    runs: all(),
    cancel: () => {
      cancelled = true;
      for (const cancel of cancels) cancel();
    },
  };
}
