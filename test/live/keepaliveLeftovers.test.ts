import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test as it } from 'vitest';
import type { RunnerEvent } from '../../server/src/keepalive/runnerProtocol.ts';
import { conclude } from '../../server/src/keepalive/verdict.ts';
import { type Ground, openGround } from '../helpers/leftovers.ts';
import { startTcpServer } from '../helpers/relay.ts';
import { withoutSshd } from '../helpers/skipped.ts';
import { processes, type Sshd, sshProgram, startSshd, waitFor, writeClientConfig } from '../helpers/sshd.ts';
import { type Bundles, begin, buildRunner, plan, startParent, type TestOptions } from './keepaliveHarness.ts';

type Update = Extract<RunnerEvent, { type: 'update' }>;

describe.skipIf(withoutSshd !== '')(`a live test leaves nothing behind${withoutSshd}`, () => {
  let bundles: Bundles;
  let sshd: Sshd;
  let ground: Ground;

  beforeAll(async () => {
    bundles = await buildRunner();
    sshd = await startSshd();
    ground = openGround();
  });
  // Whatever a test here does, this is its claim.
  afterEach(() => ground.clean());
  afterAll(async () => {
    ground?.remove();
    bundles?.remove();
    await sshd?.stop();
  });

  const start = (file: string, options: TestOptions = {}) => ground.within(() => begin(bundles.runner, file, options));
  const sshOf = (file: string) =>
    processes().find(({ command }) => command.startsWith(`${sshProgram} -E`) && command.includes(file));
  /** Sends SIGKILL to the runner as soon as it tells what was waited for. */
  const killed = async (file: string, options: TestOptions, when: (update: Update) => boolean) => {
    let done = false;
    const running = start(file, {
      ...options,
      onUpdate: (update) => {
        if (done || !when(update)) return;
        done = true;
        process.kill(sshOf(file)?.parent ?? Number.NaN, 'SIGKILL');
      },
    });
    return running.observation;
  };
  /** A proxy that ignores every polite signal, and says nothing. */
  const stubborn = () => {
    const script = path.join(sshd.dir, 'stubborn.sh');
    fs.writeFileSync(script, `trap '' TERM HUP INT PIPE\nwhile :; do sleep 0.2; done # ${ground.dir}\n`);
    return writeClientConfig(sshd, [`ProxyCommand sh ${script} ${ground.dir}`]);
  };

  it('when it is cancelled', async () => {
    const file = writeClientConfig(sshd);
    const running = start(file, { seconds: 60, onUpdate: ({ phase }) => phase === 'live' && running.cancel() });
    expect((await running.observation).stopped?.reason).toBe('cancelled');
    // Not only later: the result comes when all is done.
    expect(ground.processes()).toEqual([]);
    expect(fs.readdirSync(ground.dir)).toEqual([]);
  });

  it('when it is cancelled before ssh was started', async () => {
    const running = start(writeClientConfig(sshd), { seconds: 60 });
    running.cancel();
    expect((await running.observation).stopped?.reason).toBe('cancelled');
  });

  it('when it is cancelled after the path was cut', async () => {
    const running = start(writeClientConfig(sshd), {
      mode: 'cut',
      seconds: 60,
      values: {},
      onUpdate: ({ cutAt }) => cutAt !== null && running.cancel(),
    });
    expect((await running.observation).stopped?.reason).toBe('cancelled');
  });

  it('when a proxy does not want to end', async () => {
    const running = start(stubborn(), { seconds: 60 });
    await waitFor(() => (ground.processes().some(({ command }) => command.startsWith('sh ')) ? true : undefined));
    running.cancel();
    expect((await running.observation).stopped?.reason).toBe('cancelled');
  });

  it('when ssh could not be started', async () => {
    const { startRunner } = await import('../../server/src/keepalive/startRunner.ts');
    const request = { program: '/nowhere/ssh', plan: plan(writeClientConfig(sshd)) };
    const observation = await ground.within(() => startRunner(bundles.runner, request, () => undefined)).observation;
    expect(observation.noStart).toMatch(/ENOENT/);
  });

  it('when the runner is killed', async () => {
    const observation = await killed(writeClientConfig(sshd), { seconds: 60 }, ({ phase }) => phase === 'live');
    expect(conclude(observation)).toMatchObject({ code: 'interrupted', outcome: 'void', detail: 'SIGKILL' });
  });

  it('when the runner is killed on a path that is cut', async () => {
    await killed(writeClientConfig(sshd), { mode: 'cut', seconds: 60, values: {} }, ({ cutAt }) => cutAt !== null);
  });

  it('when the runner is killed and a proxy does not want to end', async () => {
    await killed(stubborn(), { seconds: 60 }, ({ phase }) => phase === 'banner');
  });

  it('when the runner is killed before it could tell its guard of ssh', async () => {
    const dir = fs.mkdtempSync(path.join(ground.dir, 'private-'));
    const silent = await startTcpServer();
    const file = writeClientConfig(sshd, [], { port: silent.port });
    const guard = spawn(process.execPath, [bundles.runner, 'guard', dir], { stdio: ['pipe', 'pipe', 'ignore'] });
    await new Promise((resolve) => guard.stdout.once('data', resolve));
    spawn(sshProgram, ['-E', path.join(dir, 'log'), '-F', file, '-N', 'box'], { stdio: 'ignore', detached: true });
    await waitFor(() => sshOf(file));
    guard.stdin.end();
    await ground.clean();
    await silent.close();
  });

  it('when its guard is killed', async () => {
    const running = start(writeClientConfig(sshd), {
      seconds: 2,
      onUpdate: ({ phase }) => {
        const guard = ground.processes().find(({ command }) => command.includes(' guard '));
        if (phase === 'live' && guard) process.kill(guard.pid, 'SIGKILL');
      },
    });
    const observation = await running.observation;
    expect(observation.stopped?.reason).toBe('done');
    expect(observation.samples.length).toBeGreaterThan(0);
  });

  /** A process that starts the runner as the editor does. */
  const starter = (file: string): { readonly child: ChildProcess; live(): Promise<unknown> } => {
    const child = ground.within(() => startParent(bundles.runner, file, { seconds: 60 }, ground.dir));
    let output = '';
    child.stdout?.on('data', (data) => {
      output += data;
    });
    return { child, live: () => waitFor(() => (output.includes('"phase":"live"') ? true : undefined)) };
  };

  it('when its starter is killed', async () => {
    const { child, live } = starter(writeClientConfig(sshd));
    await live();
    child.kill('SIGKILL');
  });

  it('when its starter and the runner are killed in one blow', async () => {
    const file = writeClientConfig(sshd);
    const { child, live } = starter(file);
    await live();
    const runnerPid = sshOf(file)?.parent ?? Number.NaN;
    child.kill('SIGKILL');
    process.kill(runnerPid, 'SIGKILL');
  });
});
