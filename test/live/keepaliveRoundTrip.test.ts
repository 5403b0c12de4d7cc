import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test as it } from 'vitest';
import { median } from '../../server/src/keepalive/serverInterval.ts';
import { startRelay } from '../helpers/relay.ts';
import { withoutSshd } from '../helpers/skipped.ts';
import { type Sshd, startSshd, writeClientConfig } from '../helpers/sshd.ts';
import { type Bundles, buildRunner, test } from './keepaliveHarness.ts';

/**
 * What waits for the processor is not what is measured here: relay, sshd, runner and ssh go before all other work of the
 * machine, where that is allowed (Linux, root); what is started inherits it. A nice value would not do: the kernel
 * weighs sessions against each other, and ssh has one of its own. Elsewhere it stays as it is.
 */
function schedule(policy: '--rr' | '--other', priority: number): void {
  spawnSync('chrt', [policy, '--pid', `${priority}`, `${process.pid}`], { stdio: 'ignore' });
}

// Alone in its file and one after the other, so that the relay's clock is not held up by other tests of this process.
describe.skipIf(withoutSshd !== '')(`round trips through a relay that delays${withoutSshd}`, () => {
  let bundles: Bundles;
  let sshd: Sshd;

  beforeAll(async () => {
    bundles = await buildRunner();
    schedule('--rr', 1);
    sshd = await startSshd();
  });
  afterAll(async () => {
    schedule('--other', 0);
    bundles?.remove();
    await sshd?.stop();
  });

  for (const delay of [0, 25, 100]) {
    it(`${delay} ms each way are what the relay itself has seen`, { timeout: 60_000, retry: 2 }, async () => {
      const relay = await startRelay(sshd.port, { delay });
      const file = writeClientConfig(sshd, [], { port: relay.port });
      const { observation, verdict } = await test(bundles.runner, file, { seconds: 9 });
      const { samples } = observation;
      // The last exchanges are the probes; before them came the login's.
      const logged = relay
        .exchanges()
        .slice(-samples.length)
        .map(({ asked, answered }) => answered - asked);
      await relay.close();
      expect(verdict.code).toBe('healthy');
      const timed = samples.flatMap(({ roundTrip, coarse }, index) =>
        coarse || roundTrip === null ? [] : [{ measured: roundTrip, logged: logged[index] ?? Number.NaN }],
      );
      expect(timed.length).toBeGreaterThanOrEqual(4);
      const measured = median(timed.map((each) => each.measured));
      const seen = median(timed.map((each) => each.logged));
      const differences = timed.map((each) => each.measured - each.logged);
      const difference = median(differences);
      console.log(
        `${delay} ms each way: measured ${measured.toFixed(2)}, relay ${seen.toFixed(2)}, ` +
          `difference ${difference.toFixed(2)} ms (median of ${timed.length} of ${samples.length})`,
      );
      // Exchange for exchange, and one median beside the other.
      expect(Math.abs(difference)).toBeLessThanOrEqual(1);
      expect(Math.abs(measured - seen)).toBeLessThanOrEqual(1);
      expect(Math.abs(measured - 2 * delay)).toBeLessThanOrEqual(4);
    });
  }
});
