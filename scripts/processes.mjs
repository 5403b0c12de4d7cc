// Starting other programs, and ending with certainty what was started.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
/** Everything the scripts generate, beside dist/ and the embedded VS Code; ignored by git. */
export const cacheDir = path.join(root, '.cache');

const windows = process.platform === 'win32';

/** First existing file of this name on the PATH or in `moreFolders`, or undefined. */
export function findProgram(name, moreFolders = []) {
  const endings = windows ? ['.exe', '.cmd', '.bat', ''] : [''];
  for (const folder of [...(process.env.PATH ?? '').split(path.delimiter), ...moreFolders].filter(Boolean)) {
    for (const ending of endings) {
      const file = path.join(folder, name + ending);
      if (isProgram(file)) return file;
    }
  }
  return undefined;
}

function isProgram(file) {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * Runs a program to its end: `{ code, output }`, where `output` is both streams as they came. Never rejects; a program
 * that could not be started has code 127.
 * @param {string[]} command
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean, seconds?: number }} options
 *   `show` copies the output to this terminal; `seconds` ends the program and all its children after that time (code 124).
 */
export function run([program, ...args], { cwd = root, env = process.env, show = false, seconds } = {}) {
  return new Promise((resolve) => {
    let output = '';
    let timedOut = false;
    const child = startGroup([program, ...args], { cwd, env });
    const sink = (stream) => (text) => {
      output += text;
      if (show) stream.write(text);
    };
    child.stdout.setEncoding('utf8').on('data', sink(process.stdout));
    child.stderr.setEncoding('utf8').on('data', sink(process.stderr));
    const timer =
      seconds &&
      setTimeout(() => {
        timedOut = true;
        output += `\nended after ${seconds} s\n`;
        void stopGroup(child);
      }, seconds * 1000);
    const finish = (code) => {
      clearTimeout(timer);
      resolve({ code: timedOut ? 124 : code, output });
    };
    child.on('error', (error) => {
      output += `${error.message}\n`;
      finish(127);
    });
    child.on('close', (code) => finish(code ?? 1));
  });
}

/** `run`, but a failure is an error whose message holds the end of the output. */
export async function runOrFail(command, options) {
  const { code, output } = await run(command, options);
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}\n${output.trim().slice(-4000)}`);
  return output;
}

/** npm as it was called, else the one on the PATH. */
export function npmCommand(...args) {
  const cli = process.env.npm_execpath;
  return cli && path.basename(cli) === 'npm-cli.js' ? [process.execPath, cli, ...args] : ['npm', ...args];
}

/** The output of a short program, or undefined where it fails or is missing. Some write their version to stderr. */
export function ask([program, ...args]) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', timeout: 10_000 });
  return status === 0 ? `${stdout}${stderr}`.trim() : undefined;
}

const groups = new Set();

/** Starts a program as the head of a process group of its own, which ends with this process at the latest. */
export function startGroup(
  [program, ...args],
  { cwd = root, env = process.env, stdio = ['ignore', 'pipe', 'pipe'] } = {},
) {
  endGroupsAtExit();
  // Node refuses to start .cmd files without a shell.
  const shell = windows && !program.endsWith('.exe');
  const child = spawn(program, args, { cwd, env, stdio, detached: !windows, shell });
  groups.add(child);
  child.on('error', () => groups.delete(child));
  child.on('exit', () => {
    // Now, since later the number may belong to another group.
    if (!windows) signalGroup(child, 'SIGKILL');
    groups.delete(child);
  });
  return child;
}

/** Ids of the processes below `pid`; empty where the system cannot be asked. */
function descendants(pid) {
  if (pid === undefined || windows) return [];
  const table = ask(['ps', '-A', '-o', 'pid=,ppid=']) ?? '';
  const rows = table.split('\n').map((row) => row.trim().split(/\s+/).map(Number));
  const below = (parent) => rows.filter((row) => row[1] === parent).flatMap(([id]) => [id, ...below(id)]);
  return below(pid);
}

/** Whether a process of the group is left that has not ended; one that only waits to be reaped has. */
function hasLivingMember({ pid }) {
  const table = windows ? '' : (ask(['ps', '-A', '-o', 'pgid=,stat=']) ?? '');
  return table.split('\n').some((row) => {
    const [group, state = 'Z'] = row.trim().split(/\s+/);
    return Number(group) === pid && !state.startsWith('Z');
  });
}

function signalProcess(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already.
  }
}

/** True while a process of the group is left. */
function signalGroup(child, signal) {
  if (child.pid === undefined) return false;
  if (windows) {
    if (signal !== 0) spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' });
    return child.exitCode === null && child.signalCode === null;
  }
  try {
    process.kill(-child.pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** Ends the whole group: asks, and after `patience` milliseconds insists. */
export async function stopGroup(child, patience = 2500) {
  const end = Date.now() + patience;
  const strays = descendants(child.pid);
  let left = signalGroup(child, 'SIGTERM');
  while (left && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    left = signalGroup(child, 0);
  }
  if (left) signalGroup(child, 'SIGKILL');
  for (const pid of strays) signalProcess(pid, 'SIGKILL');
  groups.delete(child);
}

const cleanups = [];
let prepared = false;

/** `cleanup` runs once when this process ends, also by Ctrl-C. It must be synchronous. */
export function atExit(cleanup) {
  endGroupsAtExit();
  cleanups.push(cleanup);
}

/** A fresh folder that goes when this process ends. */
export function temporaryFolder(name) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `ssh-timeouts-${name}-`));
  atExit(() => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));
  return folder;
}

function endGroupsAtExit() {
  if (prepared) return;
  prepared = true;
  process.once('exit', () => {
    // Some children make a session of their own and with it leave the group: the sessions of an sshd, a terminal's shell.
    const strays = [...groups].flatMap((child) => descendants(child.pid));
    for (const child of groups) signalGroup(child, 'SIGTERM');
    // An exit handler cannot wait in any other way; they may have something to clean up, too.
    for (let turn = 0; turn < 40 && [...groups].some(hasLivingMember); turn++) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    }
    for (const child of groups) signalGroup(child, 'SIGKILL');
    for (const pid of strays) signalProcess(pid, 'SIGKILL');
    for (const cleanup of cleanups) {
      try {
        cleanup();
      } catch {
        // The others still have to run.
      }
    }
  });
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ]) {
    process.once(signal, () => process.exit(code));
  }
}
