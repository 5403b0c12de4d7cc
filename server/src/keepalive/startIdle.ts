import { type IdleRun, idleStep, refiningSteps } from './idle.ts';
import type { Observation } from './observe.ts';
import type { KeepalivePlan } from './plan.ts';
import type { RunnerEvent } from './runnerProtocol.ts';
import { startRunner } from './startRunner.ts';

/** Milliseconds between two connections, for the sake of the server's MaxStartups. */
const stagger = 400;

export interface RunningIdleTest {
  /** Never rejects. Only the first run where the connection did not become usable: others would fail alike. */
  readonly runs: Promise<readonly [IdleRun, ...IdleRun[]]>;
  cancel(): void;
}

/**
 * Runs one connection for each plan side by side, shortest idle time first, and then some more between the longest time
 * survived and the shortest that was not. Updates are those of the longest.
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
  const begin = (plan: KeepalivePlan, listen: typeof onUpdate): Promise<Observation> => {
    const test = startRunner(runner, { program, plan }, listen);
    cancels.push(test.cancel);
    return test.observation;
  };
  const run = async ([plan, ...others]: typeof plans): Promise<readonly [IdleRun, ...IdleRun[]]> => {
    // A login that fails must not be repeated eight times: servers punish that.
    let usable = () => {};
    const live = new Promise<void>((resolve) => {
      usable = resolve;
    });
    const first = begin(plan, (update) => {
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
    const tail = rest.map((each, index): IdleRun => ({ plan: others[index] ?? plan, observation: each }));
    return [{ plan, observation: observation as Observation }, ...tail];
  };
  const both = async (): Promise<readonly [IdleRun, ...IdleRun[]]> => {
    const coarse = await run(plans);
    const usable = coarse.length === plans.length && coarse.every(({ observation }) => observation.phase === 'live');
    const between = usable && !cancelled ? refiningSteps(coarse.map(idleStep)) : [];
    const [first, ...more] = (await Promise.all(between.map(planFor))).filter((plan) => plan !== undefined);
    if (!first || cancelled) return coarse;
    const [start, ...rest] = [...coarse, ...(await run([first, ...more]))].toSorted(
      (a, b) => a.plan.probes.interval - b.plan.probes.interval,
    );
    return start ? [start, ...rest] : coarse;
  };
  return {
    runs: both(),
    cancel: () => {
      cancelled = true;
      for (const cancel of cancels) cancel();
    },
  };
}
