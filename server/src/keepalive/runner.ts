import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import readline from 'node:readline';
import { startPulse, steadyClock, untilPhase, watchClock } from './clock.ts';
import { runGuard, signalGroup, startGuard } from './guard.ts';
import { type Observation, observe, reached, startObservation } from './observe.ts';
import { secondsBeforeCut } from './plan.ts';
import { openPrivateLog, privateDirectory } from './privateLog.ts';
import { runRelay } from './relay.ts';
import { withJump, withRelay } from './relayCommand.ts';
import { listenForRelay } from './relayControl.ts';
import type { RunEvent, StopReason } from './runEvent.ts';
import type { RunnerEvent, RunnerRequest } from './runnerProtocol.ts';

// The live test in a process of its own: a busy editor would spoil every time it takes. It reads one request from
// standard input, runs the user's ssh once, writes what it sees as lines of JSON, and leaves nothing behind: neither
// when it is told to stop nor when whoever started it goes away, which shows in the end of its input. Where it is killed
// itself, its guard tidies up.

/** Between SIGTERM and SIGKILL. */
const patience = 1_500;
/** After ssh's exit, for lines that are still in the pipe; and for its proxy to say why it failed. */
const drain = 150;
const lastWords = 50;
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

function start({ program, plan, launchPhase }: RunnerRequest): Run {
  const dir = privateDirectory();
  const guard = startGuard(__filename, dir.path);
  const log = openPrivateLog(dir.path);
  let started = performance.now();
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
      const late = pulse?.late() ?? 0;
      const read = ++reads;
      const parts = (rest + chunk).split('\n');
      // A line without end is not kept without bound.
      rest = (parts.pop() ?? '').slice(0, 65_536);
      for (const text of parts) see({ kind: 'line', at, text, source, read, ...(late > 0 ? { late } : {}) });
    };
  };
  const finish = () => {
    if (ended) return;
    ended = true;
    clearInterval(clock);
    pulse?.stop();
    relay?.close();
    if (child?.pid !== undefined) signalGroup(child.pid, 'SIGTERM');
    log?.close();
    dir.remove();
    const event: RunnerEvent = { type: 'end', observation };
    const told = new Promise((resolve) => process.stdout.write(`${JSON.stringify(event)}\n`, resolve));
    // A relay and what it runs get a moment to go, and are ended then.
    const gone = new Promise((resolve) => setTimeout(resolve, relay ? drain : 0));
    void Promise.all([told, gone, guard.dismiss()]).then(() => process.exit(0));
    // The reader may be gone for good.
    setTimeout(() => process.exit(0), 500).unref();
  };
  const stop = (reason: StopReason) => {
    if (observation.stopped || ended) return;
    see({ kind: 'stop', at: now(), reason });
    // After a cut ssh may be long gone, and only the server was waited for.
    if (observation.exit || !child) return finish();
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    setTimeout(() => child?.kill('SIGKILL'), patience).unref();
  };

  log?.onText(lines('log'));
  const relay = plan.wayIn
    ? listenForRelay(dir.path, (event) => {
        const at = now();
        if (event.type === 'cut') {
          const lost = plan.lost === undefined ? {} : { lost: plan.lost };
          see({ kind: 'cut', at, fromServer: event.fromServer, toServer: event.toServer, ...lost });
        }
        if (event.type === 'heard') see({ kind: 'heard', at, side: event.side });
        if (event.type === 'no-way') see({ kind: 'line', at, text: event.text, source: 'log', read: ++reads });
        if (event.type === 'server-closed') see({ kind: 'server-closed', at });
        if (observation.exit && observation.cut?.serverClosedAt !== undefined) finish();
      })
    : undefined;
  const argv = relay
    ? withRelay(plan, { node: process.execPath, runner: __filename, socket: relay.socket, ssh: program })
    : process.platform === 'win32'
      ? plan.argv
      : withJump(plan, program);
  const clock = watchClock({
    gap: (milliseconds) => see({ kind: 'gap', at: now(), milliseconds }),
    tick: () => {
      const { live } = observation.began;
      if (relay && live !== undefined && !observation.cut && now() - live >= secondsBeforeCut * 1_000) {
        relay.cut(plan.lost ?? 'both');
      }
      const grace = plan.mode === 'idle' ? answerPatience : 0;
      const from = relay ? observation.cut?.at : live;
      if (from !== undefined && now() - from >= (plan.seconds + grace) * 1_000) stop('done');
      if (!reached(observation, 'live') && now() >= plan.limits.start * 1_000) stop('limit');
    },
  });
  // Only where answers are timed: it costs some work.
  const pulse = plan.mode === 'quick' ? startPulse() : undefined;
  const launch = () => {
    if (ended) return;
    started = performance.now();
    see({ kind: 'launch', at: 0, clock: steadyClock() });
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
      return finish();
    }
    const { pid } = child;
    if (pid !== undefined) {
      guard.watch(pid);
      // Whoever of the group is left then, also when this process ends because of an error of its own.
      process.once('exit', () => signalGroup(pid, 'SIGKILL'));
    }
    child.stderr?.setEncoding('utf8').on('data', lines('stderr'));
    child.once('error', (error) => {
      see({ kind: 'no-start', at: now(), reason: error.message });
      finish();
    });
    // Not 'close': a proxy that lives on keeps standard error open for ever.
    child.once('exit', (code, signal) => {
      const at = now();
      if (!observation.cut) setTimeout(() => pid !== undefined && signalGroup(pid, 'SIGTERM'), lastWords);
      setTimeout(() => {
        see({ kind: 'exit', at, code, signal });
        // On a path that is cut the server still has to notice.
        const waiting = observation.cut && observation.cut.serverClosedAt === undefined && !observation.stopped;
        if (!waiting) finish();
      }, drain);
    });
  };
  // Not beside each other: on a busy machine its start would lengthen the first phases.
  void guard.ready.then(() => {
    if (launchPhase === undefined) launch();
    else setTimeout(launch, untilPhase(launchPhase, steadyClock()));
  });
  return { stop };
}

function report(observation: Observation, at: number): void {
  const answered = observation.samples.filter(({ roundTrip }) => roundTrip !== null);
  const timed = answered.filter(({ coarse }) => !coarse);
  const event: RunnerEvent = {
    type: 'update',
    at,
    phase: observation.phase,
    liveAt: observation.began.live ?? null,
    sent: observation.samples.length,
    answered: answered.length,
    timed: timed.length,
    lastRoundTrip: timed.at(-1)?.roundTrip ?? null,
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

function environment(change: RunnerRequest['plan']['environment']): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, ...change.set };
  // The editor's own variables are of no use to ssh and its proxies.
  for (const name of [...change.remove, 'ELECTRON_RUN_AS_NODE']) delete env[name];
  return env;
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

const [role, ...args] = process.argv.slice(2);
if (role === 'relay') runRelay(args);
else if (role === 'guard') runGuard(args);
else main();
