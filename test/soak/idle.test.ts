import { afterAll, beforeAll, expect, it } from 'vitest';
import { startRelay } from '../helpers/relay.ts';
import { hasSshd, type Sshd, startSshd, writeClientConfig } from '../helpers/sshd.ts';
import { type Bundles, buildRunner, runProbe, since } from '../live/keepaliveHarness.ts';

// npm run soak -- idle --count 20: how near the bracket comes to what a path really does.
const runs = Number(process.env['RUNS'] ?? 10);
/**
 * Milliseconds after which the path forgets, and the bracket that is wanted; seconds. Before 9.2 a probe leaves full
 * seconds after the last packet, and a little: only the fourth of them can be tried.
 */
const forgetAfter = 3_500;
const wanted = { survived: 3, lost: since('client', '9.2') ? 4 : 4.1 };

/** The longest idle time decides how the first round is laid out, so each run has another one. */
const longest = [4, 5, 6, 7, 8, 300];

let bundles: Bundles | undefined;
let sshd: Sshd;

beforeAll(async () => {
  bundles = await buildRunner();
  sshd = await startSshd({ config: ['MaxStartups 100'] });
});
afterAll(async () => {
  bundles?.remove();
  await sshd?.stop();
});

it.skipIf(!hasSshd())(
  `${runs} times a path that forgets after ${forgetAfter / 1_000} s is found to do so between ${wanted.survived} and ${wanted.lost} s`,
  async () => {
    const found: string[] = [];
    for (let run = 0; run < runs; run++) {
      const relay = await startRelay(sshd.port, { forgetAfter });
      const file = writeClientConfig(sshd, [], { port: relay.port });
      const seconds = String(longest[run % longest.length]);
      const { outcome } = runProbe(bundles as Bundles, [
        'box',
        '-F',
        file,
        '--mode',
        'idle',
        '--seconds',
        seconds,
        '--json',
      ]);
      const { idle } = JSON.parse((await outcome).out);
      await relay.close();
      found.push(
        `up to ${seconds} s: ${JSON.stringify(idle.steps.map(({ seconds, outcome }: { seconds: number; outcome: string }) => `${seconds} ${outcome}`))} -> ${idle.survived} to ${idle.lost}`,
      );
      console.log(found.at(-1));
      expect(idle.survived, found.at(-1)).toBeGreaterThanOrEqual(wanted.survived);
      expect(idle.survived, found.at(-1)).toBeLessThanOrEqual(forgetAfter / 1_000);
      expect(idle.lost, found.at(-1)).toBeGreaterThanOrEqual(forgetAfter / 1_000);
      expect(idle.lost, found.at(-1)).toBeLessThanOrEqual(wanted.lost);
    }
    expect(found).toHaveLength(runs);
  },
  3_600_000,
);
