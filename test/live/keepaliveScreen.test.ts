import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test as it } from 'vitest';
import { conclude } from '../../server/src/keepalive/verdict.ts';
import { startTcpServer } from '../helpers/relay.ts';
import { skippedFor, withoutSshd } from '../helpers/skipped.ts';
import { processes, type Sshd, sshProgram, startSshd, writeClientConfig } from '../helpers/sshd.ts';
import { type Bundles, begin, buildRunner, runProbe } from './keepaliveHarness.ts';

const hasScript = spawnSync('script', ['--version'], { stdio: 'ignore' }).status === 0;

describe.skipIf(withoutSshd !== '').concurrent(`what a live test puts on the screen${withoutSshd}`, () => {
  let bundles: Bundles;
  let sshd: Sshd;

  beforeAll(async () => {
    bundles = await buildRunner();
    sshd = await startSshd({ config: ['MaxStartups 100'] });
  });
  afterAll(async () => {
    await sshd?.stop();
    bundles?.remove();
  });

  // Clears the screen, names a link, turns the writing around, rings.
  const evil = '\u001b[2J\u001b]8;;http://evil.test\u001b\\\\click\u001b]8;;\u0007\u202e';
  const file = (name: string, text: string) => {
    const made = path.join(sshd.dir, name);
    fs.writeFileSync(made, text);
    return made;
  };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not be there.
  const takesEffect = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/;

  it('nothing that a banner, a proxy or what answers in place of a server says takes effect', async () => {
    const refusing = await startSshd({
      config: [`Banner ${file('banner', `${evil}\n`)}`, 'PubkeyAuthentication no', 'PasswordAuthentication no'],
    });
    const other = await startTcpServer((socket) => socket.end(`${evil}\r\n`));
    const files = [
      writeClientConfig(refusing),
      writeClientConfig(sshd, [`ProxyCommand sh -c 'cat ${file('words', `${evil}\n`)} >&2; exit 1'`]),
      writeClientConfig(sshd, [], { port: other.port }),
    ];
    for (const config of files) {
      const { code, out, err } = await runProbe(bundles, ['box', '-F', config]).outcome;
      expect(code).toBe(1);
      expect(`${out}${err}`).toContain('click');
      expect(`${out}${err}`).not.toMatch(takesEffect);
    }
    await Promise.all([refusing.stop(), other.close()]);
  }, 20_000);

  const skipped = skippedFor(!hasScript && 'script(1) is not installed');
  it.skipIf(skipped !== '')(
    `a terminal is shown the phase, the answers and a countdown, in one line that goes${skipped}`,
    async () => {
      const command = [process.execPath, bundles.cli, 'probe', 'box', '-F', writeClientConfig(sshd), '--seconds', '3'];
      const child = spawn('script', ['-qefc', command.join(' '), '/dev/null'], {
        env: { ...process.env, LC_ALL: 'C', TERM: 'xterm', PATH: `${path.dirname(sshProgram)}:${process.env['PATH']}` },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      let shown = '';
      child.stdout.setEncoding('utf8').on('data', (text) => {
        shown += text;
      });
      expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
      const lines = shown.split('\r\u001b[K');
      expect(lines.some((line) => /^box: \S.* …$/.test(line))).toBe(true);
      expect(
        lines.some((line) => /^box: [12] of [123] probes answered( \([\d.]+ ms\))?, [0-3] s to go$/.test(line)),
      ).toBe(true);
      // The last of them is empty, and the report follows in its place.
      expect(lines.at(-1)).toContain('The connection is healthy');
      expect(lines.slice(0, -1).join('')).not.toContain('\n');
    },
    20_000,
  );

  it('a machine that slept is told from a path that was silent', async () => {
    const config = writeClientConfig(sshd);
    let stopped = false;
    const running = begin(bundles.runner, config, {
      seconds: 8,
      onUpdate: ({ answered }) => {
        if (answered < 1 || stopped) return;
        stopped = true;
        const ssh = processes().find(
          ({ command }) => command.startsWith(`${sshProgram} -E`) && command.includes(config),
        );
        const pids = [ssh?.parent ?? 0, ssh?.pid ?? 0].filter((pid) => pid > 1);
        for (const pid of pids) process.kill(pid, 'SIGSTOP');
        setTimeout(() => {
          for (const pid of pids) process.kill(pid, 'SIGCONT');
        }, 2_500);
      },
    });
    expect(conclude(await running.observation)).toMatchObject({ code: 'suspended', outcome: 'void' });
  }, 20_000);
});
