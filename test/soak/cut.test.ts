import { afterAll, beforeAll, expect, it } from 'vitest';
import { givenUp, toldSide } from '../../server/src/keepalive/verdict.ts';
import { predict } from '../../server/src/timeouts/model.ts';
import { isRange } from '../../server/src/timeouts/range.ts';
import type { Fires } from '../../server/src/timeouts/timer.ts';
import { hasSshd, startSshd, writeClientConfig } from '../helpers/sshd.ts';
import { type Bundles, buildRunner, test } from '../live/keepaliveHarness.ts';
import { installedVersion } from '../live/stopwatch/run.ts';

const rounds = Number(process.env['SOAK_ROUNDS'] ?? 20);
/** Seconds for noticing the end of a process on a machine that is busy with others. */
const room = 0.6;

interface Scene {
  readonly client: readonly [interval: number, count: number];
  readonly server: readonly [interval: number, count: number];
  /** Both directions where absent. */
  readonly lost?: 'to-server' | 'from-server';
}
/** Which side is first is not left to chance: the two differ by more than a second. */
const scenes: readonly Scene[] = [
  { client: [1, 2], server: [2, 1] },
  { client: [3, 2], server: [1, 1] },
  { client: [2, 1], server: [3, 1] },
  { client: [2, 4], server: [1, 2] },
  { client: [6, 2], server: [1, 1], lost: 'to-server' },
  { client: [1, 2], server: [9, 1], lost: 'from-server' },
];

let bundles: Bundles | undefined;
beforeAll(async () => {
  bundles = await buildRunner();
});
afterAll(() => bundles?.remove());

async function run({ client, server, lost }: Scene): Promise<string | undefined> {
  const [interval, count] = client;
  const sshd = await startSshd({ config: [`ClientAliveInterval ${server[0]}`, `ClientAliveCountMax ${server[1]}`] });
  try {
    const { version } = installedVersion();
    const values = { serveraliveinterval: `${interval}`, serveralivecountmax: `${count}` };
    const prediction = predict({
      clientVersion: version,
      serverVersion: version,
      overrides: {
        client: values,
        server: { clientaliveinterval: `${server[0]}`, clientalivecountmax: `${server[1]}` },
      },
    });
    const fires = (id: string) => prediction.timers.find((timer) => timer.id === id)?.fires ?? 'never';
    const expected = { client: fires('ServerAliveInterval'), server: fires('ClientAliveInterval') };
    const lines = [`ServerAliveInterval ${interval}`, `ServerAliveCountMax ${count}`];
    const seconds = Math.ceil(Math.max(latest(expected.client), latest(expected.server)) + 2);
    const { observation, verdict } = await test(bundles?.runner ?? '', writeClientConfig(sshd, lines), {
      mode: 'cut',
      seconds,
      values,
      ...(lost ? { lost } : {}),
    });
    const measured = givenUp(observation);
    const first = latest(expected.client) < latest(expected.server) ? 'client' : 'server';
    // In one direction only, the end of the first reaches the other.
    const told = lost && (first === 'client' ? 'server' : 'client');
    const right = (side: 'client' | 'server') =>
      told === side ? measured[side] === undefined : within(measured[side], expected[side]);
    const good =
      verdict.code === `cut-${first}-first` && toldSide(observation) === told && right('client') && right('server');
    return good ? undefined : JSON.stringify({ client, server, lost, expected, measured, verdict: verdict.code });
  } finally {
    await sshd.stop();
  }
}

function latest(fires: Fires): number {
  return isRange(fires) ? fires.latest : Number.POSITIVE_INFINITY;
}

function within(milliseconds: number | undefined, fires: Fires): boolean {
  if (milliseconds === undefined || !isRange(fires)) return milliseconds === undefined && !isRange(fires);
  const seconds = milliseconds / 1_000;
  return seconds >= fires.earliest - 0.1 && seconds <= fires.latest + room;
}

it.skipIf(!hasSshd())(
  `a path that is cut is given up by the predicted side in the predicted time, ${rounds} of ${rounds} times`,
  async () => {
    const wrong: string[] = [];
    const waiting = Array.from({ length: rounds }, (_, index) => scenes[index % scenes.length] as Scene);
    const worker = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const fault = await run(next);
        if (fault) wrong.push(fault);
      }
    };
    await Promise.all([worker(), worker(), worker(), worker()]);
    expect(wrong).toEqual([]);
  },
  600_000,
);
