import { afterAll, beforeAll, describe, expect, test as it } from 'vitest';
import { median, quantile } from '../../server/src/keepalive/serverInterval.ts';
import { startRelay } from '../helpers/relay.ts';
import { hasSshd, type Sshd, startSshd, writeClientConfig } from '../helpers/sshd.ts';
import { buildRunner, test } from './keepaliveHarness.ts';

// Alone in its file and one after the other, so that the relay's clock is not held up by other tests of this process.
describe.skipIf(!hasSshd())('round trips through a relay that delays', () => {
  let runner = '';
  let removeRunner: (() => void) | undefined;
  let sshd: Sshd;

  beforeAll(async () => {
    const built = await buildRunner();
    runner = built.runner;
    removeRunner = built.remove;
    sshd = await startSshd();
  });
  afterAll(async () => {
    removeRunner?.();
    await sshd?.stop();
  });

  // A busy machine wakes ssh, sshd and relay late; a test is believed only where enough answers have a time.
  for (const delay of [0, 25, 100]) {
    it(`${delay} ms each way are what the relay itself has seen`, { timeout: 60_000, retry: 2 }, async () => {
      const relay = await startRelay(sshd.port, { delay });
      const file = writeClientConfig(sshd, [], { port: relay.port });
      const { observation, verdict } = await test(runner, file, { seconds: 9 });
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
      // Exchange for exchange, on any machine.
      expect(Math.abs(difference)).toBeLessThanOrEqual(1);
      // Where ssh itself was woken late in more than a quarter of them, the medians are those of different exchanges.
      if (quantile(differences, 0.75) > 1) return;
      expect(Math.abs(measured - seen)).toBeLessThanOrEqual(1);
      // Only as near to the delay that was set as the relay kept to it.
      const off = Math.abs(seen - 2 * delay);
      expect(Math.abs(measured - 2 * delay)).toBeLessThanOrEqual(Math.max(4, off + 1));
    });
  }
});
