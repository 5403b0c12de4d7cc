import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import readline from 'node:readline';
import { logPath } from './privateLog.ts';

/** Ends what the runner has started if the runner itself is killed and cannot. */
export interface Guard {
  /** Resolves once it watches; also where it could not be started, since the test is worth more than its guard. */
  readonly ready: Promise<void>;
  /** This process, and on POSIX all of its group, goes with the runner. */
  watch(pid: number): void;
  /** The runner has tidied up by itself; resolves when the guard has gone. */
  dismiss(): Promise<void>;
}

/** Between SIGTERM and SIGKILL. */
const patience = 1_500;
const look = 100;
/** How long a process may take to become the program that it was started as. */
const becoming = 500;

/**
 * Starts a process that does nothing but hold the other end of a pipe: its end tells that the runner has gone, whatever
 * has ended it. In a session of its own, so that what ends the runner's group does not end the guard as well.
 * @param runner Path of the bundle that answers to `guard DIRECTORY` with `runGuard`.
 * @param dir The private directory that goes with the runner.
 */
export function startGuard(runner: string, dir: string): Guard {
  const child = spawn(process.execPath, [runner, 'guard', dir], {
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
    windowsHide: true,
    shell: false,
  });
  const gone = new Promise<void>((resolve) => {
    child.once('error', () => resolve()).once('exit', () => resolve());
  });
  const speaks = new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
  child.stdin.on('error', () => undefined);
  return {
    ready: Promise.race([speaks, gone]),
    watch: (pid) => void child.stdin.write(`${pid}\n`),
    dismiss: () => {
      child.stdin.end('done\n');
      return gone;
    },
  };
}

/** The guard's own life. */
export function runGuard(args: readonly string[]): void {
  const [dir] = args;
  const watched: number[] = [];
  // A hangup or Ctrl-C is for the runner to act on; the end of the pipe tells when that has happened.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
  const input = readline.createInterface({ input: process.stdin });
  input.on('line', (line) => {
    if (line === 'done') process.exit(0);
    else if (/^[1-9]\d*$/.test(line)) watched.push(Number(line));
  });
  input.on('close', () => end(watched, dir));
  // The runner may have gone before its guard was there.
  process.stdout.on('error', () => undefined).write('ready\n');
}

function end(watched: readonly number[], dir: string | undefined): void {
  const known = new Set<number>();
  const find = () => {
    // The runner may have been killed between starting ssh and telling of it.
    for (const pid of [...watched, ...(dir === undefined ? [] : writersTo(logPath(dir)))]) {
      if (!known.has(pid)) signalGroup(pid, 'SIGTERM');
      known.add(pid);
    }
  };
  find();
  const since = Date.now();
  const clock = setInterval(() => {
    const passed = Date.now() - since;
    const late = passed >= patience;
    find();
    const left = [...known].filter((pid) => signalGroup(pid, late ? 'SIGKILL' : 0));
    if (!late && (left.length > 0 || passed < becoming)) return;
    clearInterval(clock);
    // Last, as somebody who was ending may still have made a file.
    remove(dir);
    process.exit(0);
  }, look);
}

function remove(dir: string | undefined): void {
  try {
    if (dir !== undefined) fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: look });
  } catch {
    // Nobody is left to be told.
  }
}

/** Every ssh that was told to write its log there; none where the system does not say. */
function writersTo(log: string): readonly number[] {
  if (process.platform === 'win32') return [];
  if (!fs.existsSync('/proc/self/cmdline')) {
    const { stdout } = spawnSync('ps', ['-A', '-ww', '-o', 'pid=,args='], { encoding: 'utf8', shell: false });
    const lines = (stdout ?? '').split('\n').filter((line) => line.includes(` -E ${log} `));
    return lines.map((line) => Number.parseInt(line, 10)).filter((pid) => pid > 1);
  }
  return fs.readdirSync('/proc').flatMap((name) => {
    const pid = Number(name);
    if (!Number.isInteger(pid)) return [];
    try {
      const [, option, file] = fs.readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0');
      return option === '-E' && file === log ? [pid] : [];
    } catch {
      // It has just ended.
      return [];
    }
  });
}

/** Whether there still was somebody. */
export function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch {
    return false;
  }
}
