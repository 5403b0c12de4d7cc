import fs from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { conclude } from '../../server/src/keepalive/verdict.ts';
import { type Ground, openGround } from '../helpers/leftovers.ts';
import { descendants, hasSshd, type Sshd, startSshd, waitFor, writeClientConfig } from '../helpers/sshd.ts';
import { type Bundles, begin, buildRunner, startParent, type TestOptions } from '../live/keepaliveHarness.ts';

// npm run soak -- probe --count 100: live tests against a real sshd, half of them ended at a random instant.
const runs = Number(process.env['RUNS'] ?? 100);
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
/** How many go on at a time. */
const lanes = 4;
/** Milliseconds in which a run may be ended: from before ssh is there to about the end of the test by itself. */
const longest = (mode: TestOptions['mode']) => (mode === 'cut' ? 3_200 : 1_300);

let bundles: Bundles;
let sshd: Sshd;

beforeAll(async () => {
  bundles = await buildRunner();
  sshd = await startSshd({ config: ['MaxStartups 100', 'ClientAliveInterval 1'] });
});
afterAll(async () => {
  bundles?.remove();
  await sshd?.stop();
});

/** `orphaned`: whoever started the runner, in daily use the extension host, is killed. */
type End = 'by itself' | 'cancelled' | 'killed' | 'orphaned';

interface Outcome {
  readonly end: End;
  readonly verdict: string;
}

const modes: readonly TestOptions[] = [
  { mode: 'quick', seconds: 1 },
  { mode: 'observe', seconds: 1 },
  { mode: 'idle', seconds: 1 },
  { mode: 'cut', seconds: 3, values: { serveraliveinterval: '1', serveralivecountmax: '1' } },
];

async function nothingLeft(ground: Ground, what: string): Promise<void> {
  await ground.clean().catch((error: Error) => {
    throw new Error(`${what}\n${error.message}`);
  });
  // A socket may have a name without a file.
  if (fs.existsSync('/proc/net/unix')) expect(fs.readFileSync('/proc/net/unix', 'utf8')).not.toContain(ground.dir);
}

async function once(number: number, random: () => number): Promise<Outcome> {
  const options = modes[number % modes.length] as TestOptions;
  const ended = Math.floor(number / modes.length) % 2 === 1;
  const after = random() * longest(options.mode);
  const fate = random();
  const killed = fate < 0.3;
  const orphaned = ended && fate > 0.7;
  const ground = openGround();
  try {
    const file = writeClientConfig(sshd);
    if (orphaned) {
      const parent = ground.within(() => startParent(bundles.runner, file, options, ground.dir));
      await new Promise((resolve) => setTimeout(resolve, after));
      parent.kill('SIGKILL');
      await nothingLeft(ground, `${JSON.stringify(options)} orphaned after ${after.toFixed(0)} ms`);
      fs.rmSync(file);
      return { end: 'orphaned', verdict: 'nobody to tell' };
    }
    const running = ground.within(() => begin(bundles.runner, file, options));
    let end: End = 'by itself';
    const timer = ended
      ? setTimeout(() => {
          // The guard is the runner's first child, so its parent is the one to be killed.
          const guard = ground.processes().find(({ command }) => command.includes(' guard '));
          end = killed && guard ? 'killed' : 'cancelled';
          if (killed && guard && guard.parent > 1) process.kill(guard.parent, 'SIGKILL');
          else running.cancel();
        }, after)
      : undefined;
    const { code } = conclude(await running.observation);
    clearTimeout(timer);
    await nothingLeft(ground, `${JSON.stringify(options)} ${end} after ${after.toFixed(0)} ms: ${code}`);
    fs.rmSync(file);
    return { end, verdict: code };
  } finally {
    ground.remove();
  }
}

it.skipIf(!hasSshd())(
  `${runs} live tests leave no process, pipe, socket or file behind (seed ${seed})`,
  async () => {
    const random = generator(seed);
    const openFiles = () => (fs.existsSync('/proc/self/fd') ? fs.readdirSync('/proc/self/fd').length : 0);
    // The first one opens what stays open for all.
    const outcomes = [await once(0, random)];
    const before = openFiles();
    let next = 1;
    const lane = async () => {
      while (next < runs) outcomes.push(await once(next++, random));
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    const counts = new Map<string, number>();
    for (const { end, verdict } of outcomes) {
      counts.set(`${end}: ${verdict}`, (counts.get(`${end}: ${verdict}`) ?? 0) + 1);
    }
    console.log([...counts].map(([what, count]) => `${count} ${what}`).join('\n'));
    expect(outcomes).toHaveLength(runs);
    // sshd has nobody left either, and this process has no more files open than after the first run.
    await waitFor(() => (descendants(sshd.pid).length === 0 ? true : undefined));
    await waitFor(() => (openFiles() <= before ? true : undefined));
  },
  3_600_000,
);

/** Numbers from 0 to 1 by a seed (mulberry32). */
function generator(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
