import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test as it } from 'vitest';
import { probesAtTwiceTheInterval } from '../../server/src/keepalive/serverInterval.ts';
import { givenUp, toldSide } from '../../server/src/keepalive/verdict.ts';
import { withoutSshd } from '../helpers/skipped.ts';
import { freePort, type Sshd, startSshd, writeClientConfig } from '../helpers/sshd.ts';
import { type LiveBlock, openLiveBlock, since, test } from './keepaliveHarness.ts';

describe.skipIf(withoutSshd !== '').concurrent(`the live keepalive test on a path that is cut${withoutSshd}`, () => {
  let block: LiveBlock;
  let runner = '';
  let sshd: Sshd;
  const keep: LiveBlock['keep'] = (thing) => block.keep(thing);

  beforeAll(async () => {
    block = await openLiveBlock();
    ({ runner, sshd } = block);
  });
  afterAll(() => block?.end());

  const own = (i: number, c: number) => [`ServerAliveInterval ${i}`, `ServerAliveCountMax ${c}`];
  const values = (i: number, c: number) => ({ serveraliveinterval: `${i}`, serveralivecountmax: `${c}` });
  const seconds = (milliseconds: number | undefined) => (milliseconds ?? Number.NaN) / 1_000;

  it('sees the client give up first, and the server after it', async () => {
    const server = keep(await startSshd({ config: ['ClientAliveInterval 2', 'ClientAliveCountMax 1'] }));
    const options = { mode: 'cut', seconds: 12, values: values(1, 2) } as const;
    const { observation, verdict } = await test(runner, writeClientConfig(server, own(1, 2)), options);
    expect(verdict).toMatchObject({ code: 'cut-client-first', outcome: 'healthy' });
    const { client, server: other } = givenUp(observation);
    expect(seconds(client)).toBeGreaterThan(1.9);
    expect(seconds(client)).toBeLessThan(3.6);
    // This sshd may be one of 9.2 to 9.4, which wait twice as long.
    const wire = probesAtTwiceTheInterval(observation.serverSoftware) ? 4 : 2;
    expect(seconds(other)).toBeGreaterThan(2 * wire - 1.1);
    expect(seconds(other)).toBeLessThan(2 * wire + 0.6);
  });

  it('sees the server give up first where the client is more patient', async () => {
    const server = keep(await startSshd({ config: ['ClientAliveInterval 1', 'ClientAliveCountMax 1'] }));
    const options = { mode: 'cut', seconds: 9, values: values(3, 2) } as const;
    const { verdict } = await test(runner, writeClientConfig(server, own(3, 2)), options);
    expect(verdict.code).toBe('cut-server-first');
  });

  it('lets the client hear that the server gave up, where only the way to the server is lost', async () => {
    const server = keep(await startSshd({ config: ['ClientAliveInterval 1', 'ClientAliveCountMax 1'] }));
    const options = { mode: 'cut', seconds: 9, lost: 'to-server', values: values(6, 2) } as const;
    const { observation, verdict } = await test(runner, writeClientConfig(server, own(6, 2)), options);
    expect(verdict).toMatchObject({ code: 'cut-server-first', outcome: 'healthy' });
    const wire = probesAtTwiceTheInterval(observation.serverSoftware) ? 2 : 1;
    expect(seconds(givenUp(observation).server)).toBeGreaterThan(2 * wire - 1.1);
    expect(seconds(givenUp(observation).server)).toBeLessThan(2 * wire + 0.6);
    expect(toldSide(observation)).toBe('client');
    expect(observation.lastWords?.code).toBe('server-closed');
    expect(givenUp(observation).client).toBeUndefined();
  });

  it('lets the server hear that the client gave up, where only the way back is lost', async () => {
    const server = keep(await startSshd({ config: ['ClientAliveInterval 9'] }));
    const options = { mode: 'cut', seconds: 9, lost: 'from-server', values: values(1, 2) } as const;
    const { observation, verdict } = await test(runner, writeClientConfig(server, own(1, 2)), options);
    expect(verdict).toMatchObject({ code: 'cut-client-first', outcome: 'healthy' });
    expect(seconds(givenUp(observation).client)).toBeGreaterThan(1.9);
    expect(seconds(givenUp(observation).client)).toBeLessThan(3.6);
    expect(toldSide(observation)).toBe('server');
    expect(givenUp(observation).server).toBeUndefined();
  });

  it('sees a client that never asks wait on, where the server gave up and nothing comes back', async () => {
    const server = keep(await startSshd({ config: ['ClientAliveInterval 1', 'ClientAliveCountMax 1'] }));
    const options = { mode: 'cut', seconds: 7, lost: 'from-server', values: {} } as const;
    const { observation, verdict } = await test(runner, writeClientConfig(server), options);
    expect(verdict).toMatchObject({ code: 'cut-server-first' });
    expect(givenUp(observation).client).toBeUndefined();
    expect(toldSide(observation)).toBeUndefined();
  });

  it('says so where nobody notices', async () => {
    const options = { mode: 'cut', seconds: 3, values: {} } as const;
    const { verdict } = await test(runner, writeClientConfig(sshd), options);
    expect(verdict).toMatchObject({ code: 'cut-nobody', outcome: 'problem' });
  });

  it('goes the way of the configuration: ProxyCommand', async () => {
    const passed = path.join(sshd.dir, "passed it's");
    const script = path.join(sshd.dir, 'way in.mjs');
    fs.writeFileSync(
      script,
      `import fs from 'node:fs'; import net from 'node:net';
      const [port, file, host] = process.argv.slice(2);
      fs.writeFileSync(file, host);
      const far = net.connect(Number(port), '127.0.0.1');
      process.stdin.pipe(far); far.pipe(process.stdout);`,
    );
    // The name as it was typed is no token of ProxyCommand in 8.0.
    const typed = since('client', '8.4');
    const command = `'${process.execPath}' '${script}' %p "${passed}" ${typed ? '%n' : '%h'}`;
    const file = writeClientConfig(sshd, [`ProxyCommand ${command}`, ...own(1, 1)]);
    const options = { mode: 'cut', seconds: 3, values: { ...values(1, 1), proxycommand: command } } as const;
    const { observation, verdict } = await test(runner, file, options);
    expect(verdict.code).toBe('cut-client-first');
    expect(fs.readFileSync(passed, 'utf8')).toBe(typed ? 'box' : '127.0.0.1');
    expect(seconds(givenUp(observation).client)).toBeLessThan(2.6);
  });

  it('goes the way of the configuration: ProxyJump', async () => {
    const file = writeClientConfig(sshd, ['Host box', '  ProxyJump jump', ...own(1, 1)]);
    fs.appendFileSync(file, fs.readFileSync(writeClientConfig(sshd, [], { alias: 'jump' }), 'utf8'));
    const options = { mode: 'cut', seconds: 3, values: { ...values(1, 1), proxyjump: 'jump' } } as const;
    const { observation, verdict } = await test(runner, file, options);
    expect(verdict.code).toBe('cut-client-first');
    expect(seconds(givenUp(observation).client)).toBeLessThan(2.6);
  });

  it('tells a refused connection and an unknown name as without the relay', async () => {
    const options = { mode: 'cut', seconds: 3, values: {} } as const;
    const [refused, dns] = await Promise.all([
      test(runner, writeClientConfig(sshd, [], { port: await freePort() }), options),
      test(runner, writeClientConfig(sshd, ['HostName no-such-host.invalid']), options),
    ]);
    expect(refused.verdict.code).toBe('tcp-refused');
    expect(dns.verdict.code).toBe('dns');
  });
});
