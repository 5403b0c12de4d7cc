import type { Prediction, SessionKind } from '../../../server/src/timeouts/model.ts';
import { isRange } from '../../../server/src/timeouts/range.ts';
import type { Fires, SituationId } from '../../../server/src/timeouts/timer.ts';
import { startTcpServer } from '../../helpers/relay.ts';
import { descendants, waitFor } from '../../helpers/sshd.ts';
import { type Bench, onBench, type RunningSsh, type Versions } from './bench.ts';

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
  /** The first releases that know what the case is about; every one where absent. */
  readonly since?: { readonly client?: string; readonly server?: string };
  readonly run: (versions: Versions) => Promise<Measurement>;
}

export const sleep = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
/** Silent until its input ends, which the end of the connection brings about: no program is left behind. */
export const command = 'cat';

/** Logged in, the session runs, and nothing moves any more. */
export async function settled(bench: Bench, ssh: RunningSsh): Promise<void> {
  await bench.logged(/Starting session|Accepted publickey/);
  await sleep(0.6);
  if (ssh.endedAt() !== undefined) throw new Error(`ssh ended too soon: ${ssh.stderr()}`);
}

export function said(
  prediction: Prediction,
  id: SituationId,
): Pick<Measurement, 'predicted' | 'predictedBy' | 'prediction' | 'endedBy'> {
  const situation = prediction.situations.find((candidate) => candidate.id === id);
  if (!situation) throw new Error(`no situation ${id}`);
  return { predicted: situation.after, predictedBy: situation.closedBy, prediction, endedBy: situation.endedBy };
}

/** Waits for the end of ssh and for its last words; undefined where it outlives `seconds`. */
export async function endOf(ssh: RunningSsh, seconds: number): Promise<number | undefined> {
  await waitFor(() => ssh.endedAt(), seconds * 1000).catch(() => undefined);
  // A shared connection in the background keeps the other end of the pipe open: no longer than this.
  if (ssh.endedAt() !== undefined) await waitFor(() => ssh.silent() || undefined, 500).catch(() => undefined);
  return ssh.endedAt();
}

export const seconds = (from: number, to: number) => (to - from) / 1000;

/** What sshd logs when it is the one that closes a connection, or the last channel of it. */
export const serverClosed = /closing after \d+ seconds|terminating inactive connection|Timeout, client not responding/;

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
export function clientNotices(title: string, client: readonly string[], server: readonly string[] = []): Case {
  return {
    title,
    run: (versions) =>
      onBench({ versions, client, server }, async (bench) => {
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
export function serverNotices(
  title: string,
  server: readonly string[],
  options: { readonly program?: string; readonly situation?: SituationId; readonly client?: readonly string[] } = {},
): Case {
  return {
    title,
    run: (versions) =>
      onBench({ versions, server, ...(options.client ? { client: options.client } : {}) }, async (bench) => {
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
export function healthy(
  title: string,
  setup: { readonly client?: readonly string[]; readonly server?: readonly string[]; readonly forgetAfter?: number },
  options: {
    readonly args?: readonly string[];
    readonly session?: SessionKind;
    readonly watch?: number;
    readonly from?: (bench: Bench) => number;
    readonly since?: Case['since'];
    readonly outputEvery?: number;
  } = {},
): Case {
  const { session = 'command', args = [command], watch = 8, since, outputEvery } = options;
  return {
    title,
    ...(since ? { since } : {}),
    run: (versions) =>
      onBench({ versions, ...setup }, async (bench) => {
        const prediction = await bench.foretell({ session, path: setup.forgetAfter, outputEvery });
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
        return {
          ...expected,
          seconds: seconds(options.from?.(bench) ?? start, end),
          watched: watch,
          closedBy: serverClosed.test(bench.sshd.log()) ? 'server' : 'client',
          words: ssh.stderr(),
        };
      }),
  };
}

/** A process is stopped while its kernel goes on acknowledging. */
export function frozen(
  title: string,
  who: 'client' | 'server',
  setup: { client?: readonly string[]; server?: readonly string[] },
): Case {
  return {
    title,
    run: (versions) =>
      onBench({ versions, ...setup }, async (bench) => {
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
export function stalls(
  title: string,
  greeting: string,
  client: readonly string[],
  situation: SituationId,
  watch = 6,
): Case {
  return {
    title,
    run: (versions) =>
      onBench({ versions, server: ['LoginGraceTime 0'] }, async (bench) => {
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
