import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { startTcpServer } from '../../helpers/relay.ts';
import { waitFor } from '../../helpers/sshd.ts';
import { onBench } from './bench.ts';
import { type Case, command, endOf, said, seconds, serverClosed, settled, sleep } from './kinds.ts';

export const loginGrace: Case = {
  title: 'LoginGraceTime 2, a client that says nothing',
  run: (versions) =>
    onBench({ versions, server: ['LoginGraceTime 2'] }, async (bench) => {
      const expected = said(await bench.foretell(), 'connect-stalls-auth');
      const start = performance.now();
      const socket = net.connect(bench.sshd.port, '127.0.0.1');
      const closed = new Promise<number>((resolve) => {
        socket.on('error', () => undefined).on('close', () => resolve(performance.now()));
      });
      socket.resume();
      return { ...expected, seconds: seconds(start, await closed), watched: 10, closedBy: 'server' };
    }),
};

export const controlPersist: Case = {
  title: 'ControlPersist 2 after the last session',
  run: (versions) =>
    onBench({ versions }, async (bench) => {
      const socket = path.join(bench.sshd.dir, 'master');
      const file = bench.configure(['ControlMaster auto', `ControlPath ${socket}`, 'ControlPersist 2']);
      const expected = said(await bench.foretell({ file, session: 'none' }), 'no-session');
      const ssh = bench.ssh(['true'], file);
      const start = await endOf(ssh, 8);
      if (start === undefined) throw new Error('ssh did not return');
      await waitFor(() => (fs.existsSync(socket) ? undefined : true), 6_000);
      return { ...expected, seconds: seconds(start, performance.now()), watched: 6, closedBy: 'client' };
    }),
};

export const sharedConnection: Case = {
  title: 'shared connection: ServerAlive of the second ssh (1 × 0) is ignored',
  run: (versions) =>
    onBench({ versions }, async (bench) => {
      const control = ['ControlMaster auto', `ControlPath ${path.join(bench.sshd.dir, 'master')}`];
      const master = bench.configure(control);
      const expected = said(await bench.foretell({ file: master, session: 'command' }), 'healthy-idle');
      await settled(bench, bench.ssh([command], master));
      const second = bench.ssh(
        [command],
        bench.configure([...control, 'ServerAliveInterval 1', 'ServerAliveCountMax 0']),
      );
      const end = await endOf(second, 4);
      return { ...expected, watched: 4, closedBy: end === undefined ? 'nobody' : 'client' };
    }),
};

/** A way in through the relay to a jump host, from which the target is reached directly. */
function throughJump(title: string, target: readonly string[], jump: readonly string[]): Case {
  return {
    title,
    run: (versions) =>
      onBench({ versions }, async (bench) => {
        const way = [
          'HostName 127.0.0.1',
          `Port ${bench.relay.port}`,
          `User ${bench.sshd.user}`,
          `IdentityFile ${bench.sshd.identityFile}`,
          'IdentityAgent none',
          `UserKnownHostsFile ${bench.sshd.knownHostsFile}`,
          'GlobalKnownHostsFile /dev/null',
        ];
        const file = bench.configure(['ProxyJump jump', ...target], {
          port: bench.sshd.port,
          before: ['Host jump', ...[...way, ...jump].map((line) => `  ${line}`)],
        });
        const expected = said(await bench.foretell({ file, session: 'command' }), 'dead-idle');
        const ssh = bench.ssh([command], file);
        await bench.logged('Starting session');
        await sleep(0.6);
        bench.relay.silence();
        const end = await endOf(ssh, 8);
        if (end === undefined) return { ...expected, watched: 8, closedBy: 'nobody' };
        return {
          ...expected,
          seconds: seconds(bench.relay.last.toClient, end),
          watched: 8,
          closedBy: serverClosed.test(bench.sshd.log()) ? 'server' : 'client',
          words: ssh.stderr(),
        };
      }),
  };
}

export const jumps: readonly Case[] = [
  throughJump(
    'ProxyJump, ServerAlive 2 × 1 on the target, none on the jump host',
    ['ServerAliveInterval 2', 'ServerAliveCountMax 1'],
    [],
  ),
  throughJump(
    'ProxyJump, ServerAlive 2 × 1 on the jump host, none on the target',
    [],
    ['ServerAliveInterval 2', 'ServerAliveCountMax 1'],
  ),
];

/** The connection that carries the second ssh is given up by the first one's clock. */
export const sharedAndDead: Case = {
  title: 'shared connection and a dead server: the first ssh’s ServerAlive 1 × 2 ends the second',
  run: (versions) =>
    onBench({ versions }, async (bench) => {
      const control = ['ControlMaster auto', `ControlPath ${path.join(bench.sshd.dir, 'master')}`];
      const master = bench.configure([...control, 'ServerAliveInterval 1', 'ServerAliveCountMax 2']);
      const expected = said(await bench.foretell({ file: master, session: 'command' }), 'dead-idle');
      await settled(bench, bench.ssh([command], master));
      const second = bench.ssh([command], bench.configure([...control, 'ServerAliveInterval 30']));
      await waitFor(() => ((bench.sshd.log().match(/Starting session/g)?.length ?? 0) > 1 ? true : undefined));
      await sleep(0.6);
      bench.relay.silence();
      const end = await endOf(second, 7);
      if (end === undefined) return { ...expected, watched: 7, closedBy: 'nobody' };
      return { ...expected, seconds: seconds(bench.relay.last.toClient, end), watched: 7, closedBy: 'client' };
    }),
};

/**
 * A banner that comes in pieces: one budget for all of it up to 9.4, a limit for each piece since. No piece may come just
 * when the budget is used up: what is left is then 0, which ssh takes for no limit at all.
 */
export const dripping: Case = {
  title: 'a banner that drips, a byte every 0.8 s, ConnectTimeout 2',
  run: (versions) =>
    onBench({ versions, server: ['LoginGraceTime 0'] }, async (bench) => {
      let accepted = 0;
      const impostor = await startTcpServer((socket) => {
        accepted = performance.now();
        const timer = setInterval(() => socket.write('x'), 800);
        socket.on('close', () => clearInterval(timer));
      });
      try {
        const file = bench.configure(['ConnectTimeout 2'], { port: impostor.port });
        const expected = said(await bench.foretell({ file, bannerEvery: 0.8 }), 'connect-no-banner');
        const started = performance.now();
        const end = await endOf(bench.ssh([command], file), 6);
        if (end === undefined) return { ...expected, watched: 6, closedBy: 'nobody' };
        const late = seconds(started, accepted);
        return { ...expected, seconds: seconds(accepted, end), watched: 6, late, closedBy: 'client' };
      } finally {
        await impostor.close();
      }
    }),
};

/** Nobody accepts: the listener is stopped and its queue is full, so that the kernel drops the request. */
export const swallowed: Case = {
  title: 'a host that swallows the request, ConnectTimeout 1, ConnectionAttempts 2',
  run: (versions) =>
    onBench({ versions }, async (bench) => {
      const script =
        "const s = require('net').createServer(); s.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log(s.address().port));";
      const listener = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
      const port = Number(
        await new Promise((resolve) => listener.stdout.once('data', (data) => resolve(String(data)))),
      );
      listener.kill('SIGSTOP');
      const queued = Array.from({ length: 4 }, () => net.connect(port, '127.0.0.1').on('error', () => undefined));
      await sleep(0.3);
      try {
        const file = bench.configure(['ConnectTimeout 1', 'ConnectionAttempts 2'], { port });
        const expected = said(await bench.foretell({ file }), 'connect-no-answer');
        const start = performance.now();
        const ssh = bench.ssh([command], file);
        const end = await endOf(ssh, 8);
        if (end === undefined) return { ...expected, watched: 8, closedBy: 'nobody' };
        return { ...expected, seconds: seconds(start, end), watched: 8, closedBy: 'client', words: ssh.stderr() };
      } finally {
        for (const socket of queued) socket.destroy();
        listener.kill('SIGKILL');
      }
    }),
};
