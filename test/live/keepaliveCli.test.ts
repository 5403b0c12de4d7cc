import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startRelay } from '../helpers/relay.ts';
import { withoutSshd } from '../helpers/skipped.ts';
import { processes, type Sshd, startSshd, waitFor, writeClientConfig } from '../helpers/sshd.ts';
import { type Bundles, buildRunner, runProbe, since } from './keepaliveHarness.ts';

describe.skipIf(withoutSshd !== '').concurrent(`ssh-timeouts probe${withoutSshd}`, () => {
  let bundles: Bundles;
  let sshd: Sshd;

  beforeAll(async () => {
    bundles = await buildRunner();
    sshd = await startSshd({ config: ['ClientAliveInterval 1', 'MaxStartups 100'] });
  });
  afterAll(async () => {
    await sshd?.stop();
    bundles?.remove();
  });

  const start = (args: readonly string[], env?: Readonly<Record<string, string>>) => runProbe(bundles, args, env);
  const probe = (...args: readonly string[]) => start(args).outcome;

  test('answers 0 for a healthy connection, in plain words where nobody looks on', async () => {
    const { code, out, err } = await probe('box', '-F', writeClientConfig(sshd), '--seconds', '2');
    expect(code).toBe(0);
    expect(err).toBe('');
    expect(out).not.toContain('\u001b');
    expect(out).toMatch(/^The connection is healthy/);
    expect(out).toMatch(/^Probes answered: (\d) of \1$/m);
  });

  test('answers with JSON, and names the line that decides', async () => {
    const file = writeClientConfig(sshd, ['Host box', '  ServerAliveInterval 7', '  ServerAliveCountMax 2']);
    const { code, out } = await probe('box', '-F', file, '--mode', 'observe', '--seconds', '5', '--json');
    expect(code).toBe(0);
    const report = JSON.parse(out);
    expect(report).toMatchObject({
      version: 1,
      verdict: 'healthy',
      expectations: { interval: 7, countMax: 2, deadServer: { earliest: 20, latest: 21 } },
      server: { interval: { kind: 'measured', configured: 1 } },
    });
    expect(report.expectations.intervalFrom).toMatchObject({ kind: 'line', lineIndex: 1 });
  });

  test('cuts the path with the settings of the file', async () => {
    const file = writeClientConfig(sshd, ['ServerAliveInterval 1', 'ServerAliveCountMax 1']);
    const { code, out } = await probe('box', '-F', file, '--mode', 'cut', '--seconds', '3', '--json');
    expect(code).toBe(0);
    const { cut } = JSON.parse(out);
    expect(cut.client).toBeGreaterThan(0.4);
    expect(cut.client).toBeLessThan(2.7);
    expect(cut.clientAsPredicted).toBe(true);
  });

  test('draws what was measured on the timeline of what was predicted', async () => {
    const file = writeClientConfig(sshd, ['ServerAliveInterval 1', 'ServerAliveCountMax 2']);
    const { out } = await probe('box', '-F', file, '--mode', 'cut', '--seconds', '4');
    expect(out).toMatch(/^ {2}client \|-+o[-oX ]+M/m);
    expect(out).toMatch(/ {3}X gives up {3}M measured$/m);
  });

  test('loses what goes one way only, and says who was told', async () => {
    const file = writeClientConfig(sshd, ['ServerAliveInterval 1', 'ServerAliveCountMax 1']);
    const [cut, wrong] = await Promise.all([
      probe('box', '-F', file, '--mode', 'cut', '--lost', 'from-server', '--seconds', '4'),
      probe('box', '-F', file, '--mode', 'quick', '--lost', 'both'),
    ]);
    expect(cut.code).toBe(0);
    expect(cut.out).toMatch(/^Your ssh: gave up after \d/m);
    expect(cut.out).toMatch(/^The server: was told that the other side had closed$/m);
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.err).toContain('both, to-server, from-server');
  });

  test('finds how long a path remembers an idle connection', async () => {
    const silent = await startSshd({ config: ['MaxStartups 100'] });
    const relay = await startRelay(silent.port, { forgetAfter: 3_500 });
    const file = writeClientConfig(silent, [], { port: relay.port });
    const [lost, kept, failed] = await Promise.all([
      probe('box', '-F', file, '--mode', 'idle', '--seconds', '5', '--json'),
      probe('box', '-F', writeClientConfig(sshd), '--mode', 'idle', '--seconds', '5', '--json'),
      probe('box', '-F', writeClientConfig(silent, ['HostName no-such-host.invalid']), '--mode', 'idle', '--json'),
    ]);
    await relay.close();
    await silent.stop();
    // Later rounds narrow the first one's answer down, and since 9.2 by less than the whole seconds that ssh counts in.
    const { verdict, idle } = JSON.parse(lost.out);
    expect(verdict).toBe('idle-lost');
    expect(idle.survived).toBeGreaterThanOrEqual(3);
    expect(idle.survived).toBeLessThanOrEqual(3.5);
    expect(idle.lost).toBeGreaterThanOrEqual(3.5);
    expect(idle.lost).toBeLessThanOrEqual(since('client', '9.2') ? 4 : 4.1);
    expect(lost.code).toBe(1);
    // The server's own probes, each second or two, keep any path awake.
    expect(JSON.parse(kept.out)).toMatchObject({ verdict: 'idle-kept-warm' });
    expect(kept.code).toBe(0);
    // One failure is enough: it is not repeated for every step.
    expect(JSON.parse(failed.out)).toMatchObject({ verdict: 'dns', idle: { steps: [{ outcome: 'failed' }] } });
  }, 60_000);

  test('answers 1 for a problem', async () => {
    const { code, out } = await probe('box', '-F', writeClientConfig(sshd, ['HostName no-such-host.invalid']));
    expect(code).toBe(1);
    expect(out).toMatch(/^The host name could not be resolved/);
  });

  test.each([
    [['box', '--mode', 'fast'], /no mode fast/],
    [['box', '--seconds', '0'], /whole number of seconds/],
    [['box', '--seconds', 'x'], /whole number of seconds/],
    [['box', 'more'], /one host/],
    [[], /one host/],
    [['box', '-F', '/no/such/file'], /no such file/],
    [['box', '--frob'], /no option --frob/],
  ])('answers 2 for %j', async (args, message) => {
    const file = args.includes('-F') ? [] : ['-F', writeClientConfig(sshd)];
    const { code, err, out } = await probe(...args, ...file);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(message);
  });

  test('answers 2 where there is no ssh', async () => {
    const { outcome } = start(['box', '-F', writeClientConfig(sshd)], { PATH: sshd.dir });
    expect(await outcome).toMatchObject({ code: 2, err: expect.stringContaining('no ssh on the PATH') });
  });

  test('executes nothing for hostile names', async () => {
    const trap = path.join(sshd.dir, 'trap');
    const file = writeClientConfig(sshd, [
      `Match exec "echo %n; touch ${trap}-exec"`,
      `  ProxyCommand touch ${trap}-%h`,
    ]);
    const names = [
      `-oProxyCommand=touch ${trap}-1`,
      `x\`touch ${trap}-2\``,
      `x;touch ${trap}-3`,
      `x$(touch ${trap}-4)`,
      `a@-oProxyCommand=touch ${trap}-5`,
      `ssh://x%60touch%20${trap}-6%60`,
      `x\ntouch ${trap}-7`,
      `'x'`,
    ];
    const outcomes = await Promise.all(names.map((name) => probe('-F', file, '--', name)));
    expect(outcomes.map(({ code }) => code)).toEqual(names.map(() => 2));
    expect(fs.readdirSync(sshd.dir).filter((name) => name.startsWith('trap'))).toEqual([]);
  });

  test('an option after the host is ours or nobody’s', async () => {
    const trap = path.join(sshd.dir, 'late');
    const { code } = await probe('box', '-F', writeClientConfig(sshd), `-oProxyCommand=touch ${trap}`);
    expect(code).toBe(2);
    expect(fs.existsSync(trap)).toBe(false);
  });

  test('ends in order with the first Ctrl-C', async () => {
    const file = writeClientConfig(sshd);
    const { child, outcome } = start(['box', '-F', file, '--seconds', '60']);
    await waitFor(() =>
      processes().some(({ command }) => / -E /.test(command) && command.includes(file)) ? true : undefined,
    );
    child.kill('SIGINT');
    const { code, out } = await outcome;
    expect(code).toBe(2);
    expect(out).toMatch(/^The test was cancelled/);
    expect(processes().filter(({ command }) => command.includes(file))).toEqual([]);
  });

  test('leaves nothing behind when it is killed', async () => {
    const file = writeClientConfig(sshd);
    const { child, outcome } = start(['box', '-F', file, '--seconds', '60']);
    const there = () => processes().some(({ command }) => / -E /.test(command) && command.includes(file));
    await waitFor(() => (there() ? true : undefined));
    child.kill('SIGKILL');
    await outcome;
    await waitFor(() => (there() ? undefined : true));
  });
});
