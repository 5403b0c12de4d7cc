import { type IdleRun, idleStep, refiningAims, refiningRounds } from './idle.ts';
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
  const begin = ({ plan, launchPhase }: Start, listen: typeof onUpdate): Promise<Observation> => {
    const request = { program, plan, ...(launchPhase === undefined ? {} : { launchPhase }) };
    const test = startRunner(runner, request, listen);
    cancels.push(test.cancel);
    return test.observation;
  };
  const round = async ([head, ...others]: Starts): Promise<Runs> => {
    // A login that fails must not be repeated eight times: servers punish that.
    let usable = () => {};
    const live = new Promise<void>((resolve) => {
      usable = resolve;
    });
    const first = begin(head, (update) => {
      if (update.phase === 'live') usable();
      onUpdate(update);
    });
    let failed = false;
    void first.then(({ phase }) => {
      failed = phase !== 'live';
    });
    await Promise.race([live, first]);
    const started = [first];
    for (const [index, other] of others.entries()) {
      if (cancelled || failed) break;
      await new Promise((resolve) => setTimeout(resolve, stagger));
      if (cancelled) break;
      started.push(begin(other, index === others.length - 1 ? onUpdate : () => undefined));
    }
    const [observation, ...rest] = await Promise.all(started);
    const tail = rest.map((each, index): IdleRun => ({ plan: (others[index] ?? head).plan, observation: each }));
    return [{ plan: head.plan, observation: observation as Observation }, ...tail];
  };
  const all = async (): Promise<Runs> => {
    const [shortest, ...longer] = plans;
    const runs: [IdleRun, ...IdleRun[]] = [
      ...(await round([{ plan: shortest }, ...longer.map((plan): Start => ({ plan }))])),
    ];
    const complete = runs.length === plans.length;
    for (let rounds = 0; complete && rounds < refiningRounds; rounds++) {
      if (cancelled || runs.some(({ observation }) => observation.phase !== 'live')) break;
      const aims = refiningAims(runs.map(idleStep), idleTiming(runs.map(({ observation }) => observation)));
      const planned = aims.map(async ({ interval, ...when }) => {
        const plan = await planFor(interval);
        return plan && { plan, ...when };
      });
      const [head, ...others] = (await Promise.all(planned)).filter((start) => start !== undefined);
      if (!head || cancelled) break;
      runs.push(...(await round([head, ...others])));
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
