import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { waitFor } from '../../helpers/sshd.ts';
import { onBench } from './bench.ts';
import { type Case, command, endOf, said, seconds, settled, sleep } from './kinds.ts';

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

export const throughJump: Case = {
  title: 'ProxyJump, ServerAlive 2 × 1 on the target, none on the jump host',
  run: (versions) =>
    onBench({ versions }, async (bench) => {
      const way = (port: number) => [
        '  HostName 127.0.0.1',
        `  Port ${port}`,
        `  User ${bench.sshd.user}`,
        `  IdentityFile ${bench.sshd.identityFile}`,
        '  IdentityAgent none',
        `  UserKnownHostsFile ${bench.sshd.knownHostsFile}`,
        '  GlobalKnownHostsFile /dev/null',
      ];
      const file = bench.configure(['ProxyJump jump', 'ServerAliveInterval 2', 'ServerAliveCountMax 1'], {
        port: bench.sshd.port,
        before: ['Host jump', ...way(bench.relay.port)],
      });
      const expected = said(await bench.foretell({ file, session: 'command' }), 'dead-idle');
      const ssh = bench.ssh([command], file);
      await bench.logged('Starting session');
      await sleep(0.6);
      bench.relay.silence();
      const end = await endOf(ssh, 8);
      const byClient = /Timeout, server .* not responding/.test(ssh.stderr());
      if (end === undefined) return { ...expected, watched: 8, closedBy: 'nobody' };
      return {
        ...expected,
        seconds: seconds(bench.relay.last.toClient, end),
        watched: 8,
        closedBy: byClient ? 'client' : 'server',
        words: ssh.stderr(),
      };
    }),
};
