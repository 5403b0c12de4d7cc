import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test as it } from 'vitest';
import type { KeepaliveReport } from '../../server/src/keepalive/report.ts';
import { withoutSshd } from '../helpers/skipped.ts';
import { makeKey, processes, type Sshd, sshProgram, startSshd, waitFor, writeClientConfig } from '../helpers/sshd.ts';
import { type Bundles, buildRunner, runProbe } from './keepaliveHarness.ts';

// The ssh that ProxyJump starts is given none of the test's options by ssh itself.
describe.skipIf(withoutSshd !== '').concurrent(`a live test over jump hosts${withoutSshd}`, () => {
  let bundles: Bundles;
  let sshd: Sshd;
  const gates: Sshd[] = [];

  beforeAll(async () => {
    bundles = await buildRunner();
    sshd = await startSshd({ config: ['MaxStartups 100'] });
  });
  afterAll(async () => {
    await Promise.all([sshd, ...gates].map((server) => server?.stop()));
    bundles?.remove();
  });

  const gate = async (): Promise<Sshd> => {
    const server = await startSshd();
    gates.push(server);
    return server;
  };
  /** A configuration with `box` behind the jump hosts named. */
  const behind = (
    jump: string,
    hosts: Readonly<Record<string, readonly [server: Sshd, lines?: readonly string[]]>>,
  ) => {
    const file = writeClientConfig(sshd, ['Host box', `  ProxyJump ${jump}`]);
    for (const [alias, [server, lines = []]] of Object.entries(hosts)) {
      const own = fs.readFileSync(writeClientConfig(server, [], { alias }), 'utf8');
      fs.appendFileSync(file, [`Host ${alias}`, ...lines.map((line) => `  ${line}`), own].join('\n'));
    }
    return file;
  };
  const probe = async (file: string, ...args: readonly string[]): Promise<KeepaliveReport> =>
    JSON.parse((await runProbe(bundles, ['box', '-F', file, '--seconds', '2', '--json', ...args]).outcome).out);

  it('leaves no master connection of the jump host behind', async () => {
    const jump = await gate();
    const socket = path.join(jump.dir, 'master');
    const lines = [`ControlPath ${socket}`, 'ControlMaster auto', 'ControlPersist 60'];
    const file = behind('jump', { jump: [jump, lines] });
    for (const mode of ['quick', 'observe', 'cut']) {
      const report = await probe(file, '--mode', mode);
      expect(report).toMatchObject({ phase: 'live', way: 'jump' });
      expect(processes().filter(({ command }) => command.includes(socket))).toEqual([]);
      expect(fs.existsSync(socket)).toBe(false);
    }
  }, 30_000);

  it('goes over a master connection of the jump host that is there, and leaves it alone', async () => {
    const jump = await gate();
    const socket = path.join(jump.dir, 'master');
    const file = behind('jump', { jump: [jump, [`ControlPath ${socket}`]] });
    const master = spawn(sshProgram, ['-F', file, '-M', '-N', 'jump'], { stdio: 'ignore' });
    try {
      await waitFor(() => (fs.existsSync(socket) ? true : undefined));
      expect(await probe(file)).toMatchObject({ verdict: 'healthy', way: 'jump' });
      expect(jump.log().match(/^Connection from /gm)).toHaveLength(1);
      expect(fs.existsSync(socket)).toBe(true);
    } finally {
      master.kill();
    }
  });

  it('sends a jump host that refuses the key no password', async () => {
    const jump = await gate();
    const identityFile = path.join(jump.dir, 'other');
    makeKey(identityFile);
    const file = behind('jump', { jump: [{ ...jump, identityFile }] });
    for (const mode of ['quick', 'cut']) {
      const report = await probe(file, '--mode', mode);
      expect(report).toMatchObject({ verdict: 'way-in', outcome: 'problem' });
      expect(report.detail).toMatch(/: Permission denied \(.*\)\.$/);
      expect(report.nextStep).toMatch(/ssh jump/);
    }
    expect(jump.log()).toMatch(/Failed publickey/);
    expect(jump.log()).not.toMatch(/Failed (?:password|keyboard-interactive)/);
  }, 20_000);

  it('goes over two of them, named together or each by the other', async () => {
    const [first, last] = await Promise.all([gate(), gate()]);
    for (const [jump, lines] of [
      ['first,last', []],
      ['last', ['ProxyJump first']],
    ] as const) {
      const report = await probe(behind(jump, { first: [first], last: [last, lines] }));
      expect(report).toMatchObject({ verdict: 'healthy', way: 'jump' });
    }
    for (const server of [first, last]) expect(server.log().match(/^Accepted publickey/gm)).toHaveLength(2);
  }, 20_000);

  it('says which way failed where the jump host cannot reach the server', async () => {
    const jump = await gate();
    const file = behind('jump', { jump: [jump] });
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(`Port ${sshd.port}`, 'Port 1'));
    const report = await probe(file);
    expect(report).toMatchObject({ verdict: 'way-in', detail: expect.stringMatching(/open failed/) });
  });
});
