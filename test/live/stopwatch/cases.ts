import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import type { Prediction } from '../../../server/src/timeouts/model.ts';
import { isRange } from '../../../server/src/timeouts/range.ts';
import type { Fires, SituationId } from '../../../server/src/timeouts/timer.ts';
import type { OpenSshVersion } from '../../../server/src/values/openSshVersion.ts';
import { startTcpServer } from '../../helpers/relay.ts';
import { descendants, waitFor } from '../../helpers/sshd.ts';
import { type Bench, onBench, type RunningSsh } from './bench.ts';

/** What the model said before the run, and what the stopwatch says after it. */
export interface Measurement {
  readonly predicted: Fires;
  readonly predictedBy: string;
  /** Undefined: it had not ended after `watched` seconds. */
  readonly seconds?: number;
  readonly watched: number;
  /** The start may have been seen so many seconds late, because this process was busy. */
  readonly late?: number;
  readonly closedBy: 'client' | 'server' | 'nobody' | 'path';
  /** What ssh printed, or sshd logged, at the end; where it ended. */
  readonly words?: string;
  /** The model, and the timer that it says ends the connection. */
  readonly prediction: Prediction;
  readonly endedBy: string | null;
}

export interface Case {
  readonly title: string;
  readonly run: (version: OpenSshVersion) => Promise<Measurement>;
}

const sleep = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
/** Silent until its input ends, which the end of the connection brings about: no program is left behind. */
const command = 'cat';

/** Logged in, the session runs, and nothing moves any more. */
async function settled(bench: Bench, ssh: RunningSsh): Promise<void> {
  await bench.logged(/Starting session|Accepted publickey/);
  await sleep(0.6);
  if (ssh.endedAt() !== undefined) throw new Error(`ssh ended too soon: ${ssh.stderr()}`);
}

function said(
  prediction: Prediction,
  id: SituationId,
): Pick<Measurement, 'predicted' | 'predictedBy' | 'prediction' | 'endedBy'> {
  const situation = prediction.situations.find((candidate) => candidate.id === id);
  if (!situation) throw new Error(`no situation ${id}`);
  return { predicted: situation.after, predictedBy: situation.closedBy, prediction, endedBy: situation.endedBy };
}

/** Waits for the end of ssh and for its last words; undefined where it outlives `seconds`. */
async function endOf(ssh: RunningSsh, seconds: number): Promise<number | undefined> {
  await waitFor(() => ssh.endedAt(), seconds * 1000).catch(() => undefined);
  // A shared connection in the background keeps the other end of the pipe open: no longer than this.
  if (ssh.endedAt() !== undefined) await waitFor(() => ssh.silent() || undefined, 500).catch(() => undefined);
  return ssh.endedAt();
}

const seconds = (from: number, to: number) => (to - from) / 1000;

/** How long to wait for something that is predicted, before it counts as wrong. */
function patience(prediction: Fires): number {
  return isRange(prediction) ? prediction.latest + 4 : 8;
}

/** The line of sshd's log about a client that is gone. */
function lastLog(bench: Bench): string {
  const lines = bench.sshd.log().split('\n');
  return lines.findLast((line) => line.includes('not responding')) ?? '';
}

/** The line goes dead; the client finds out. */
function clientNotices(title: string, client: readonly string[], server: readonly string[] = []): Case {
  return {
    title,
    run: (version) =>
      onBench({ version, client, server }, async (bench) => {
        const expected = said(await bench.foretell({ session: 'command' }), 'dead-idle');
        const ssh = bench.ssh([command]);
        await settled(bench, ssh);
        bench.relay.silence();
        const end = await endOf(ssh, patience(expected.predicted));
        const timeout = /Timeout, server .* not responding/.test(ssh.stderr());
        const watched = patience(expected.predicted);
        if (end === undefined) return { ...expected, watched, closedBy: 'nobody' };
        return {
          ...expected,
          seconds: seconds(bench.relay.last.toClient, end),
          watched,
          closedBy: timeout ? 'client' : 'server',
          words: ssh.stderr(),
        };
      }),
  };
}

/** The line goes dead; the server finds out, or not. */
function serverNotices(
  title: string,
  server: readonly string[],
  options: { readonly program?: string; readonly situation?: SituationId; readonly client?: readonly string[] } = {},
): Case {
  return {
    title,
    run: (version) =>
      onBench({ version, server, ...(options.client ? { client: options.client } : {}) }, async (bench) => {
        const expected = said(await bench.foretell({ session: 'command' }), options.situation ?? 'dead-idle');
        const ssh = bench.ssh([options.program ?? command]);
        await settled(bench, ssh);
        bench.relay.silence();
        const watched =
          isRange(expected.predicted) && expected.predicted.earliest > 30 ? 10 : patience(expected.predicted);
        const at = await bench.logged('Timeout, client not responding', watched).catch(() => undefined);
        if (at === undefined) return { ...expected, watched, closedBy: 'nobody' };
        return {
          ...expected,
          seconds: seconds(bench.relay.last.toServer, at),
          watched,
          closedBy: 'server',
          words: lastLog(bench),
        };
      }),
  };
}

/** Both ends are well. `from` answers the moment that starts the clock. */
function healthy(
  title: string,
  setup: { readonly client?: readonly string[]; readonly server?: readonly string[]; readonly forgetAfter?: number },
  options: {
    readonly args?: readonly string[];
    readonly session?: 'command' | 'none';
    readonly watch?: number;
    readonly from?: (bench: Bench) => number;
  } = {},
): Case {
  const { session = 'command', args = [command], watch = 8 } = options;
  return {
    title,
    run: (version) =>
      onBench({ version, ...setup }, async (bench) => {
        const prediction = await bench.foretell({ session, path: setup.forgetAfter });
        const expected = said(prediction, session === 'none' ? 'no-session' : 'healthy-idle');
        const ssh = bench.ssh(args);
        const start = await bench.logged(session === 'none' ? 'Accepted publickey' : 'Starting session');
        if (setup.forgetAfter !== undefined) {
          const lost = await waitFor(() => (bench.relay.forgotten() ? true : undefined), watch * 1000).catch(
            () => false,
          );
          if (!lost) return { ...expected, watched: watch, closedBy: 'nobody' };
          return { ...expected, seconds: setup.forgetAfter, watched: watch, closedBy: 'path' };
        }
        const end = await endOf(ssh, watch);
        if (end === undefined) return { ...expected, watched: watch, closedBy: 'nobody' };
        const byClient = /Timeout, server .* not responding/.test(ssh.stderr());
        return {
          ...expected,
          seconds: seconds(options.from?.(bench) ?? start, end),
          watched: watch,
          closedBy: byClient ? 'client' : 'server',
          words: ssh.stderr(),
        };
      }),
  };
}

/** A process is stopped while its kernel goes on acknowledging. */
function frozen(
  title: string,
  who: 'client' | 'server',
  setup: { client?: readonly string[]; server?: readonly string[] },
): Case {
  return {
    title,
    run: (version) =>
      onBench({ version, ...setup }, async (bench) => {
        const expected = said(await bench.foretell({ session: 'command' }), 'peer-frozen');
        const ssh = bench.ssh([command]);
        await settled(bench, ssh);
        const watched = patience(expected.predicted);
        const stopped = who === 'client' ? [ssh.child.pid ?? -1] : descendants(bench.sshd.pid);
        for (const pid of stopped) signal(pid, 'SIGSTOP');
        try {
          if (who === 'client') {
            const at = await bench.logged('Timeout, client not responding', watched);
            return {
              ...expected,
              seconds: seconds(bench.relay.last.toServer, at),
              watched,
              closedBy: 'server',
              words: lastLog(bench),
            };
          }
          const end = await endOf(ssh, watched);
          if (end === undefined) return { ...expected, watched, closedBy: 'nobody' };
          return {
            ...expected,
            seconds: seconds(bench.relay.last.toClient, end),
            watched,
            closedBy: 'client',
            words: ssh.stderr(),
          };
        } finally {
          for (const pid of stopped) signal(pid, 'SIGCONT');
        }
      }),
  };
}

function signal(pid: number, name: 'SIGSTOP' | 'SIGCONT'): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone already.
  }
}

/** A server that is none: it says `greeting`, or nothing, and then stalls. */
function stalls(title: string, greeting: string, client: readonly string[], situation: SituationId, watch = 6): Case {
  return {
    title,
    run: (version) =>
      onBench({ version, server: ['LoginGraceTime 0'] }, async (bench) => {
        let greeted = 0;
        const impostor = await startTcpServer((socket) => {
          greeted = performance.now();
          if (greeting !== '') socket.write(greeting);
        });
        try {
          const file = bench.configure(client, { port: impostor.port });
          const expected = said(await bench.foretell({ file }), situation);
          const started = performance.now();
          const ssh = bench.ssh([command], file);
          const end = await endOf(ssh, watch);
          if (end === undefined) return { ...expected, watched: watch, closedBy: 'nobody' };
          const late = seconds(started, greeted);
          return {
            ...expected,
            seconds: seconds(greeted, end),
            watched: watch,
            late,
            closedBy: 'client',
            words: ssh.stderr(),
          };
        } finally {
          await impostor.close();
        }
      }),
  };
}

const loginGrace: Case = {
  title: 'LoginGraceTime 2, a client that says nothing',
  run: (version) =>
    onBench({ version, server: ['LoginGraceTime 2'] }, async (bench) => {
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

const controlPersist: Case = {
  title: 'ControlPersist 2 after the last session',
  run: (version) =>
    onBench({ version }, async (bench) => {
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

const sharedConnection: Case = {
  title: 'shared connection: ServerAlive of the second ssh (1 × 0) is ignored',
  run: (version) =>
    onBench({ version }, async (bench) => {
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

const throughJump: Case = {
  title: 'ProxyJump, ServerAlive 2 × 1 on the target, none on the jump host',
  run: (version) =>
    onBench({ version }, async (bench) => {
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

const probing = ['ServerAliveInterval 1', 'ServerAliveCountMax 2'];
const printing = 'while echo x; do sleep 0.3; done';

/** Short intervals, so that all of it fits in well under a minute; the rules do not depend on the length. */
export const cases: readonly Case[] = [
  clientNotices('dead server, ServerAlive 2 × 1', ['ServerAliveInterval 2', 'ServerAliveCountMax 1']),
  clientNotices('dead server, ServerAlive 1 × 3', ['ServerAliveInterval 1', 'ServerAliveCountMax 3']),
  serverNotices('dead client, ClientAlive 2 × 1', ['ClientAliveInterval 2', 'ClientAliveCountMax 1']),
  serverNotices('dead client, ClientAlive 1 × 2', ['ClientAliveInterval 1', 'ClientAliveCountMax 2']),
  serverNotices('dead client, ClientAlive 1 × 0', ['ClientAliveInterval 1', 'ClientAliveCountMax 0']),
  clientNotices('both probe, the client is sooner: 1 × 2 against 3 × 1', probing, [
    'ClientAliveInterval 3',
    'ClientAliveCountMax 1',
  ]),
  serverNotices(
    'both probe, the server is sooner: 1 × 1 against 4 × 2',
    ['ClientAliveInterval 1', 'ClientAliveCountMax 1'],
    {
      client: ['ServerAliveInterval 4', 'ServerAliveCountMax 2'],
    },
  ),
  serverNotices(
    'dead client, ClientAlive 2 × 1, a program that prints',
    ['ClientAliveInterval 2', 'ClientAliveCountMax 1'],
    {
      program: printing,
      situation: 'dead-sending',
    },
  ),
  frozen('server process stopped, ServerAlive 2 × 1', 'server', {
    client: ['ServerAliveInterval 2', 'ServerAliveCountMax 1'],
  }),
  frozen('client process stopped, ClientAlive 1 × 1', 'client', {
    server: ['ClientAliveInterval 1', 'ClientAliveCountMax 1'],
  }),
  healthy('healthy and idle, both sides probe 1 × 1', {
    client: ['ServerAliveInterval 1', 'ServerAliveCountMax 1'],
    server: ['ClientAliveInterval 1', 'ClientAliveCountMax 1'],
  }),
  healthy(
    'healthy and idle, ServerAlive 3 × 0',
    { client: ['ServerAliveInterval 3', 'ServerAliveCountMax 0'] },
    {
      from: (bench) => bench.relay.last.toClient,
    },
  ),
  healthy('healthy and idle, ServerAlive 3 × 0, but the server probes', {
    client: ['ServerAliveInterval 3', 'ServerAliveCountMax 0'],
    server: ['ClientAliveInterval 1', 'ClientAliveCountMax 3'],
  }),
  healthy('NAT of 3 s, ClientAlive 2', { server: ['ClientAliveInterval 2'], forgetAfter: 3 }),
  healthy('NAT of 3 s, ClientAlive 2 and ServerAlive 2', {
    client: ['ServerAliveInterval 2'],
    server: ['ClientAliveInterval 2'],
    forgetAfter: 3,
  }),
  healthy('ChannelTimeout session:*=3, both sides probe', {
    client: probing,
    server: ['ChannelTimeout session:*=3', 'ClientAliveInterval 1'],
  }),
  healthy('ChannelTimeout session:command=3', { server: ['ChannelTimeout session:command=3'] }),
  healthy('ChannelTimeout session=2, as the manual writes it', { server: ['ChannelTimeout session=2'] }, { watch: 6 }),
  healthy(
    'ChannelTimeout session:*=2 in a Match block',
    {
      server: ['Match User *', '  ChannelTimeout session:*=2'],
    },
    { watch: 6 },
  ),
  healthy('ChannelTimeout session:*=3 in Match all, which is read on start', {
    server: ['Match all', '  ChannelTimeout session:*=3'],
  }),
  healthy(
    'ChannelTimeout session:*=2 in Match all after a global session:*=60',
    { server: ['ChannelTimeout session:*=60', 'Match all', '  ChannelTimeout session:*=2'] },
    { watch: 6 },
  ),
  healthy(
    'ssh -N, UnusedConnectionTimeout 2, ServerAlive 1',
    {
      client: probing,
      server: ['UnusedConnectionTimeout 2'],
    },
    { args: ['-N'], session: 'none' },
  ),
  stalls('no banner, ConnectTimeout 2', '', ['ConnectTimeout 2'], 'connect-no-banner'),
  stalls(
    'no banner, ServerAlive 1 × 1',
    '',
    ['ServerAliveInterval 1', 'ServerAliveCountMax 1'],
    'connect-no-banner',
    5,
  ),
  stalls(
    'banner, then silence, ConnectTimeout 2',
    'SSH-2.0-Stalling\r\n',
    ['ConnectTimeout 2'],
    'connect-stalls-kex',
    6,
  ),
  stalls('banner, then silence, ServerAlive 1 × 2', 'SSH-2.0-Stalling\r\n', probing, 'connect-stalls-kex'),
  loginGrace,
  controlPersist,
  sharedConnection,
  throughJump,
];
