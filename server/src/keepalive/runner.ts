import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import readline from 'node:readline';
import { type Observation, observe, type RunEvent, reached, type StopReason, startObservation } from './observe.ts';
import { secondsBeforeCut } from './plan.ts';
import { openPrivateLog, privateDirectory } from './privateLog.ts';
import { runRelay } from './relay.ts';
import { withRelay } from './relayCommand.ts';
import { listenForRelay } from './relayControl.ts';
import type { RunnerEvent, RunnerRequest } from './runnerProtocol.ts';

// The live test in a process of its own: a busy editor would spoil every time it takes. It reads one request from
// standard input, runs the user's ssh once, writes what it sees as lines of JSON, and leaves nothing behind: neither
// when it is told to stop nor when whoever started it goes away, which shows in the end of its input.

/** Between SIGTERM and SIGKILL. */
const patience = 1_500;
/** After ssh's exit, for lines that are still in the pipe; and for its proxy to say why it failed. */
const drain = 150;
const lastWords = 50;
const tick = 250;
/** In `idle`: seconds that the answer to the one probe may take. */
const answerPatience = 5;
/** Server probes that suffice: three gaps and the one from the login. */
const enoughServerProbes = 4;

function main(): void {
  const input = readline.createInterface({ input: process.stdin });
  let run: Run | undefined;
  input.on('line', (line) => {
    const message = parse(line);
    if (!run) {
      if (!isRequest(message)) return process.exit(2);
      run = start(message);
    } else if ((message as { cancel?: unknown } | undefined)?.cancel === true) {
      run.stop('cancelled');
    }
  });
  input.on('close', () => {
    if (run) run.stop('cancelled');
    else process.exit(2);
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => (run ? run.stop('cancelled') : process.exit(2)));
  }
  // Nobody reads any more: end the test, there is nothing to report to.
  process.stdout.on('error', () => run?.stop('cancelled'));
}

interface Run {
  stop(reason: StopReason): void;
}

function start({ program, plan }: RunnerRequest): Run {
  const dir = privateDirectory();
  const log = openPrivateLog(dir.path);
  const started = performance.now();
  const now = () => performance.now() - started;
  let observation: Observation = startObservation(plan.mode, log ? 'fifo' : 'stderr');
  let child: ChildProcess | undefined;
  let ended = false;
  let reads = 0;

  const see = (event: RunEvent) => {
    if (ended) return;
    const before = observation;
    observation = observe(observation, event);
    if (observation !== before) report(observation, event.at);
    if (observation.serverProbes.length >= enoughServerProbes) stop('done');
    // One answer shows that the path still knows the connection.
    if (plan.mode === 'idle' && observation.samples[0]?.roundTrip != null) stop('done');
  };
  const lines = (source: 'log' | 'stderr') => {
    let rest = '';
    return (chunk: string) => {
      const at = now();
      const read = ++reads;
      const parts = (rest + chunk).split('\n');
      // A line without end is not kept without bound.
      rest = (parts.pop() ?? '').slice(0, 65_536);
      for (const text of parts) see({ kind: 'line', at, text, source, read });
    };
  };
  const finish = () => {
    if (ended) return;
    ended = true;
    clearInterval(clock);
    relay?.close();
    endGroup(child?.pid);
    log?.close();
    dir.remove();
    const event: RunnerEvent = { type: 'end', observation };
    // A relay and what it runs get a moment to go, and are ended then.
    process.stdout.write(`${JSON.stringify(event)}\n`, () => setTimeout(() => process.exit(0), relay ? drain : 0));
    // The reader may be gone for good.
    setTimeout(() => process.exit(0), 500).unref();
  };
  const stop = (reason: StopReason) => {
    if (observation.stopped || ended) return;
    see({ kind: 'stop', at: now(), reason });
    // After a cut ssh may be long gone, and only the server was waited for.
    if (observation.exit) return finish();
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    setTimeout(() => child?.kill('SIGKILL'), patience).unref();
  };

  log?.onText(lines('log'));
  const relay = plan.wayIn
    ? listenForRelay(dir.path, (event) => {
        const at = now();
        if (event.type === 'cut') see({ kind: 'cut', at, fromServer: event.fromServer, toServer: event.toServer });
        if (event.type === 'no-way') see({ kind: 'line', at, text: event.text, source: 'log', read: ++reads });
        if (event.type === 'server-closed') see({ kind: 'server-closed', at });
        if (observation.exit && observation.cut?.serverClosedAt !== undefined) finish();
      })
    : undefined;
  const argv = relay
    ? withRelay(plan, { node: process.execPath, runner: __filename, socket: relay.socket, ssh: program })
    : plan.argv;
  const clock = watchClock({
    gap: (milliseconds) => see({ kind: 'gap', at: now(), milliseconds }),
    tick: () => {
      const { live } = observation.began;
      if (relay && live !== undefined && !observation.cut && now() - live >= secondsBeforeCut * 1_000) relay.cut();
      const grace = plan.mode === 'idle' ? answerPatience : 0;
      const from = relay ? observation.cut?.at : live;
      if (from !== undefined && now() - from >= (plan.seconds + grace) * 1_000) stop('done');
      if (!reached(observation, 'live') && now() >= plan.limits.start * 1_000) stop('limit');
    },
  });
  try {
    child = spawn(program, [...(log ? ['-E', log.path] : []), ...argv], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: environment(plan.environment),
      // A session of its own on POSIX: no terminal to ask on, and a group that holds its proxies.
      detached: process.platform !== 'win32',
      windowsHide: true,
      shell: false,
    });
  } catch (error) {
    see({ kind: 'no-start', at: now(), reason: String(error) });
    finish();
    return { stop };
  }
  // Whoever of the group is left then, also when this process ends because of an error of its own.
  process.once('exit', () => {
    if (child?.pid !== undefined) killGroup(child.pid, child);
  });
  child.stderr?.setEncoding('utf8').on('data', lines('stderr'));
  child.once('error', (error) => {
    see({ kind: 'no-start', at: now(), reason: error.message });
    finish();
  });
  // Not 'close': a proxy that lives on keeps standard error open for ever.
  child.once('exit', (code, signal) => {
    const at = now();
    if (!observation.cut) setTimeout(() => endGroup(child?.pid), lastWords);
    setTimeout(() => {
      see({ kind: 'exit', at, code, signal });
      // On a path that is cut the server still has to notice.
      const waiting = observation.cut && observation.cut.serverClosedAt === undefined && !observation.stopped;
      if (!waiting) finish();
    }, drain);
  });
  return { stop };
}

function report(observation: Observation, at: number): void {
  const answered = observation.samples.filter(({ roundTrip }) => roundTrip !== null);
  const event: RunnerEvent = {
    type: 'update',
    at,
    phase: observation.phase,
    liveAt: observation.began.live ?? null,
    sent: observation.samples.length,
    answered: answered.length,
    lastRoundTrip: answered.findLast(({ coarse }) => !coarse)?.roundTrip ?? null,
    serverProbes: observation.serverProbes.length,
    cutAt: observation.cut?.at ?? null,
  };
  const text = JSON.stringify({ ...event, at: 0 });
  // Most lines of the log change nothing that is shown.
  if (text === lastReport) return;
  lastReport = text;
  process.stdout.write(`${JSON.stringify(event)}\n`);
}
let lastReport = '';

/** Ticks, and tells when the time between two ticks was far too long: the machine slept, or nothing could run. */
function watchClock(on: { gap(milliseconds: number): void; tick(): void }): NodeJS.Timeout {
  // The steady clock stands still during sleep on some systems, the wall clock never does.
  let last = { steady: performance.now(), wall: Date.now() };
  return setInterval(() => {
    const next = { steady: performance.now(), wall: Date.now() };
    const gap = Math.max(next.steady - last.steady, next.wall - last.wall) - tick;
    last = next;
    if (gap > tick) on.gap(gap);
    on.tick();
  }, tick);
}

function environment(change: RunnerRequest['plan']['environment']): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, ...change.set };
  // The editor's own variables are of no use to ssh and its proxies.
  for (const name of [...change.remove, 'ELECTRON_RUN_AS_NODE']) delete env[name];
  return env;
}

/** Asks what ssh has left in its own group to go, such as a proxy that ignores its closed pipe. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined || process.platform === 'win32') return;
  try {
    process.kill(-pid, 'SIGTERM');
  } catch {
    // Empty, as it should be.
  }
}

/** At once, for a process that is about to end itself. */
function killGroup(pid: number, child: ChildProcess): void {
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-pid, 'SIGKILL');
  } catch {
    // Nobody left.
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isRequest(message: unknown): message is RunnerRequest {
  const request = message as Partial<RunnerRequest> | undefined;
  const argv: unknown = request?.plan?.argv;
  return (
    typeof request?.program === 'string' &&
    path.isAbsolute(request.program) &&
    Array.isArray(argv) &&
    argv.every((word) => typeof word === 'string') &&
    argv.at(-2) === '--'
  );
}

if (process.argv[2] === 'relay') runRelay(process.argv.slice(3));
else main();
