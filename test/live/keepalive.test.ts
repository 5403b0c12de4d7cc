import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test as it } from 'vitest';
import { reached } from '../../server/src/keepalive/observe.ts';
import { serverInterval } from '../../server/src/keepalive/serverInterval.ts';
import { startRelay, startTcpServer } from '../helpers/relay.ts';
import { skippedFor, withoutSshd } from '../helpers/skipped.ts';
import { freePort, makeKey, type Sshd, sshProgram, startSshd, waitFor, writeClientConfig } from '../helpers/sshd.ts';
import { begin, hasOpenSsl, type LiveBlock, openLiveBlock, plan, since, test } from './keepaliveHarness.ts';

const python = process.env['SSH_TIMEOUTS_TEST_PYTHON'] ?? '/usr/bin/python3';
const hasParamiko = spawnSync(python, ['-c', 'import paramiko'], { stdio: 'ignore' }).status === 0;

describe.skipIf(withoutSshd !== '').concurrent(`the live keepalive test with a real ssh and sshd${withoutSshd}`, () => {
  let block: LiveBlock;
  let runner = '';
  let sshd: Sshd;
  const keep: LiveBlock['keep'] = (thing) => block.keep(thing);

  beforeAll(async () => {
    block = await openLiveBlock();
    ({ runner, sshd } = block);
  });
  afterAll(() => block?.end());

  it('sees every phase and every answer of a healthy connection', async () => {
    const { observation, verdict } = await test(runner, writeClientConfig(sshd), { seconds: 4 });
    expect(verdict).toEqual({ code: 'healthy', phase: 'live', outcome: 'healthy' });
    expect(observation.logTo).toBe('fifo');
    expect(Object.keys(observation.began)).toEqual(['start', 'connect', 'banner', 'kex', 'auth', 'live']);
    expect(observation.method).toBe('publickey');
    expect(observation.samples.length).toBeGreaterThanOrEqual(3);
    expect(observation.exit?.code).toBe(0);
  });

  for (const interval of [1, 2, 3, 5]) {
    it(`finds ClientAliveInterval ${interval} from the server's own probes`, async () => {
      const server = keep(await startSshd({ config: [`ClientAliveInterval ${interval}`] }));
      const seconds = 2 * interval * (interval < 4 ? 2 : 1) + 1;
      const { observation, verdict } = await test(runner, writeClientConfig(server), { mode: 'observe', seconds });
      expect(verdict.code).toBe('healthy');
      expect(observation.samples).toEqual([]);
      expect(serverInterval(observation)).toMatchObject({ kind: 'measured', configured: interval });
    });
  }

  it('says how long it watched a server that sends no probes', async () => {
    const { observation } = await test(runner, writeClientConfig(sshd), { mode: 'observe', seconds: 3 });
    expect(serverInterval(observation)).toMatchObject({ kind: 'none', watched: 3 });
  });

  it('tells a path that dies after the login from one that never worked', async () => {
    const relay = keep(await startRelay(sshd.port));
    const running = begin(runner, writeClientConfig(sshd, [], { port: relay.port }), {
      seconds: 7,
      onUpdate: ({ answered }) => answered >= 2 && relay.silence(),
    });
    const observation = await running.observation;
    const answers = observation.samples.map(({ roundTrip }) => roundTrip !== null);
    expect(answers.slice(0, 2)).toEqual([true, true]);
    expect(answers.slice(-3)).toEqual([false, false, false]);
    const { conclude } = await import('../../server/src/keepalive/verdict.ts');
    expect(conclude(observation)).toMatchObject({ code: 'went-silent', outcome: 'problem' });
  });

  it('tells a server that answers no probe at all', async () => {
    const relay = keep(await startRelay(sshd.port));
    const running = begin(runner, writeClientConfig(sshd, [], { port: relay.port }), {
      seconds: 5,
      onUpdate: ({ phase }) => phase === 'live' && relay.silence(),
    });
    const { conclude } = await import('../../server/src/keepalive/verdict.ts');
    expect(conclude(await running.observation)).toMatchObject({ code: 'never-answered', phase: 'live' });
  });

  const noIgnoringPeer = skippedFor(
    !hasParamiko && 'paramiko is not installed',
    !hasOpenSsl && !since('client', '8.4') && 'without OpenSSL ssh 8.0 has no cipher that paramiko has',
  );
  it.skipIf(noIgnoringPeer !== '')(
    `tells a peer that ignores probes and is well from a path that is dead${noIgnoringPeer}`,
    async () => {
      const script = path.join(import.meta.dirname, 'ignoringServer.py');
      const server = spawn(python, [script, path.join(sshd.dir, 'host_key')], { stdio: ['ignore', 'pipe', 'ignore'] });
      let port = '';
      server.stdout.setEncoding('utf8').on('data', (text) => {
        port += text;
      });
      try {
        await waitFor(() => (port.endsWith('\n') ? true : undefined));
        const file = writeClientConfig(sshd, [], { port: Number(port) });
        const [probed, left] = await Promise.all([
          test(runner, file, { seconds: 5 }),
          test(runner, file, { mode: 'observe', seconds: 5 }),
        ]);
        expect(probed.verdict).toMatchObject({ code: 'never-answered', phase: 'live' });
        expect(left.verdict).toMatchObject({ code: 'healthy' });
        expect(probed.observation.method).toBe('none');
      } finally {
        server.kill();
      }
    },
  );

  it('is told apart: password only, unknown key, changed key, wrong user key', async () => {
    const passwords = keep(await startSshd({ config: ['PubkeyAuthentication no'] }));
    const empty = path.join(sshd.dir, 'empty');
    fs.writeFileSync(empty, '');
    const other = path.join(sshd.dir, 'other');
    fs.writeFileSync(`${other}_hosts`, `# a comment\n* ${makeKey(other)}\n`);
    const [password, unknown, changed, wrong] = await Promise.all([
      test(runner, writeClientConfig(passwords)),
      test(runner, writeClientConfig(sshd, [`UserKnownHostsFile ${empty}`])),
      test(runner, writeClientConfig(sshd, [`UserKnownHostsFile ${other}_hosts`])),
      test(runner, writeClientConfig({ ...sshd, identityFile: other })),
    ]);
    expect(password.verdict).toMatchObject({
      code: 'auth-password',
      phase: 'auth',
      detail: expect.stringMatching(/: Permission denied \(password,keyboard-interactive\)\.$/),
    });
    expect(unknown.verdict).toMatchObject({ code: 'hostkey-unknown', phase: 'kex' });
    expect(fs.readFileSync(empty, 'utf8')).toBe('');
    expect(changed.verdict).toMatchObject({ code: 'hostkey-changed', phase: 'kex' });
    expect(changed.observation.offendingKey).toEqual({ file: `${other}_hosts`, line: 2 });
    expect(wrong.verdict).toMatchObject({ code: 'auth', phase: 'auth' });
  });

  it('names a key that needs a passphrase', async () => {
    const key = path.join(sshd.dir, 'locked');
    fs.appendFileSync(path.join(sshd.dir, 'authorized_keys'), `${makeKey(key, 'secret')}\n`);
    const { verdict } = await test(runner, writeClientConfig({ ...sshd, identityFile: key }));
    expect(verdict).toMatchObject({ code: 'auth-passphrase' });
  });

  it('is told apart: refused, unknown name, silent server, pre-banner refusal, no SSH at all', async () => {
    const silent = keep(await startTcpServer());
    const busy = keep(await startTcpServer((socket) => socket.end('Not allowed at this time\r\n')));
    const closing = keep(await startTcpServer((socket) => socket.end()));
    const at = (port: number) => writeClientConfig(sshd, [], { port });
    const [refused, dns, noBanner, penalty, closed] = await Promise.all([
      test(runner, at(await freePort())),
      test(runner, writeClientConfig(sshd, ['HostName no-such-host.invalid'])),
      test(runner, at(silent.port), { values: { connecttimeout: '2' } }),
      test(runner, at(busy.port)),
      test(runner, at(closing.port)),
    ]);
    expect(refused.verdict).toMatchObject({ code: 'tcp-refused', phase: 'connect' });
    expect(dns.verdict).toMatchObject({ code: 'dns' });
    // 8.0 and 8.1 take a connection for open only when the banner is there.
    expect(noBanner.verdict).toMatchObject(
      since('client', '8.2') ? { code: 'banner-timeout', phase: 'banner' } : { code: 'tcp-timeout', phase: 'connect' },
    );
    expect(noBanner.observation.exit?.at).toBeLessThan(3_500);
    expect(penalty.verdict).toMatchObject({ code: 'penalty' });
    expect(closed.verdict).toMatchObject({ code: 'closed-before-banner', phase: 'banner' });
  });

  it('ends a connection that stalls after the banner', async () => {
    const relay = keep(await startRelay(sshd.port, { serverBytes: 45 }));
    const { verdict } = await test(runner, writeClientConfig(sshd, [], { port: relay.port }));
    expect(verdict).toMatchObject({ code: 'kex-or-auth-timeout', phase: 'kex' });
  }, 25_000);

  it('goes through a jump host and is not fooled by its log', async () => {
    const jump = keep(await startSshd({ config: ['ClientAliveInterval 1'] }));
    const server = keep(await startSshd({ config: ['ClientAliveInterval 2'] }));
    const file = writeClientConfig(server, []);
    fs.appendFileSync(file, fs.readFileSync(writeClientConfig(jump, [], { alias: 'jump' }), 'utf8'));
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('Host box\n', 'Host box\n  ProxyJump jump\n'));
    const { observation, verdict } = await test(runner, file, { mode: 'observe', seconds: 9 });
    expect(verdict.code).toBe('healthy');
    expect(observation.way).toBe('jump');
    expect(serverInterval(observation)).toMatchObject({ kind: 'measured', configured: 2 });
  });

  it('blames the way in where a proxy or jump host fails', async () => {
    const lines = ['Host jump', '  HostName 127.0.0.1', `  Port ${await freePort()}`, 'Host box', '  ProxyJump jump'];
    const [jump, proxy] = await Promise.all([
      test(runner, writeClientConfig(sshd, lines)),
      test(runner, writeClientConfig(sshd, ["ProxyCommand sh -c 'echo the proxy has no way >&2; exit 1'"])),
    ]);
    expect(jump.verdict).toMatchObject({ code: 'way-in', detail: 'Connection refused' });
    expect(proxy.verdict).toMatchObject({ code: 'way-in', detail: 'the proxy has no way' });
  });

  it('makes a connection of its own beside a running master', async () => {
    const socket = path.join(sshd.dir, 'master');
    const file = writeClientConfig(sshd, [`ControlPath ${socket}`, 'ControlMaster auto', 'ControlPersist 60']);
    const master = spawn(sshProgram, ['-F', file, '-M', '-N', 'box'], { stdio: 'ignore' });
    try {
      await waitFor(() => (fs.existsSync(socket) ? true : undefined));
      const { observation, verdict } = await test(runner, file);
      expect(verdict.code).toBe('healthy');
      expect(observation.method).toBe('publickey');
      expect(fs.existsSync(socket)).toBe(true);
    } finally {
      master.kill();
    }
  });

  const mark = () => path.join(sshd.dir, `mark-${Math.random().toString(36).slice(2)}`);
  const hostile: readonly (readonly [name: string, lines: (trap: string) => readonly string[], release?: string])[] = [
    ['LocalCommand', (trap) => ['PermitLocalCommand yes', `LocalCommand touch ${trap}`]],
    ['RemoteCommand and a forced terminal', (trap) => [`RemoteCommand touch ${trap}`, 'RequestTTY force']],
    [
      'forwards to a used port',
      () => [`LocalForward ${sshd.port} 127.0.0.1:1`, 'ExitOnForwardFailure yes', 'GatewayPorts yes'],
    ],
    ['ForkAfterAuthentication', () => ['ForkAfterAuthentication yes'], '8.7'],
    ['LogLevel QUIET', () => ['LogLevel QUIET']],
    ['LogVerbose', () => ['LogVerbose packet.c:*:*,kex.c:*:*,clientloop.c:*:*'], '8.5'],
    ['VisualHostKey and UpdateHostKeys', () => ['VisualHostKey yes', 'UpdateHostKeys yes']],
    ['agent, X11 and tunnel', () => ['ForwardAgent yes', 'ForwardX11 yes', 'Tunnel yes', 'AddKeysToAgent yes']],
    [
      'ServerAlive values that would end it',
      () => ['ServerAliveInterval 1', 'ServerAliveCountMax 0', 'ConnectTimeout 0'],
    ],
    ['IgnoreUnknown of the user', () => ['IgnoreUnknown UseKeychain', 'UseKeychain yes']],
  ];
  for (const [name, lines, release = '8.0'] of hostile) {
    const skipped = skippedFor(!since('client', release) && `ssh has it since ${release}`);
    it.skipIf(skipped !== '')(`stays up and free of side effects with ${name}${skipped}`, async () => {
      const trap = mark();
      const { observation, verdict } = await test(runner, writeClientConfig(sshd, lines(trap)));
      expect(verdict.code).toBe('healthy');
      expect(observation.samples.length).toBeGreaterThanOrEqual(2);
      expect(fs.existsSync(trap)).toBe(false);
    });
  }

  it('does not believe a banner that imitates its log', async () => {
    const banner = path.join(sshd.dir, 'banner');
    const forged = [
      'Authenticated to box ([127.0.0.1]:22) using "none".',
      'debug1: Entering interactive session.',
      'debug3: send packet: type 80',
      'debug3: receive packet: type 82',
      'debug1: client_input_global_request: rtype keepalive@openssh.com want_reply 1',
      'Timeout, server box not responding.',
      'Host key verification failed.',
    ];
    fs.writeFileSync(banner, `${forged.join('\n')}\n`);
    const server = keep(await startSshd({ config: [`Banner ${banner}`] }));
    const { observation, verdict } = await test(runner, writeClientConfig(server));
    expect(verdict.code).toBe('healthy');
    expect(observation.method).toBe('publickey');
    expect(observation.failures).toEqual([]);
    expect(observation.serverProbes).toEqual([]);
    expect(observation.stderr).toEqual(forged);
    const time = observation.began.live ?? 0;
    expect(observation.samples.every(({ sentAt }) => sentAt >= time)).toBe(true);
  });

  it('reports a configuration that ssh refuses', async () => {
    const { verdict } = await test(runner, writeClientConfig(sshd, ['Host elsewhere', '  NoSuchThing yes']));
    expect(verdict).toMatchObject({ code: 'config', outcome: 'void', phase: 'start' });
    expect(verdict.detail).toMatch(/line 2: Bad configuration option: nosuchthing$/);
  });

  const noUnusedTimeout = skippedFor(!since('server', '9.2') && 'sshd has UnusedConnectionTimeout since 9.2');
  it.skipIf(noUnusedTimeout !== '')(
    `reports a server that ends connections without a session${noUnusedTimeout}`,
    async () => {
      const server = keep(await startSshd({ config: ['UnusedConnectionTimeout 2'] }));
      const [silent, probing] = await Promise.all([
        test(runner, writeClientConfig(server), { mode: 'observe', seconds: 8 }),
        test(runner, writeClientConfig(server), { seconds: 8 }),
      ]);
      expect(silent.verdict).toMatchObject({ code: 'server-closed', phase: 'live', outcome: 'problem' });
      // Here ssh may be about to write a probe when it notices.
      expect(['server-closed', 'broken-pipe']).toContain(probing.verdict.code);
    },
  );

  it('reports an ssh that is not there', async () => {
    const { startRunner } = await import('../../server/src/keepalive/startRunner.ts');
    const request = { program: '/nowhere/ssh', plan: plan(writeClientConfig(sshd)) };
    const observation = await startRunner(runner, request, () => undefined).observation;
    expect(observation.noStart).toMatch(/ENOENT/);
  });

  it('knows how far a connection has come', async () => {
    const { observation } = await test(runner, writeClientConfig(sshd), { seconds: 1 });
    expect(reached(observation, 'auth')).toBe(true);
  });
});
