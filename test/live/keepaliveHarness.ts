import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import esbuild from 'esbuild';
import type { Observation } from '../../server/src/keepalive/observe.ts';
import {
  type KeepaliveMode,
  type KeepalivePlan,
  type LostDirection,
  planKeepaliveTest,
} from '../../server/src/keepalive/plan.ts';
import type { RunnerEvent } from '../../server/src/keepalive/runnerProtocol.ts';
import { askVersion, type RunningTest, startRunner } from '../../server/src/keepalive/startRunner.ts';
import { conclude, type Verdict } from '../../server/src/keepalive/verdict.ts';
import { atLeast, type OpenSshVersion, versionFromBanner } from '../../server/src/values/openSshVersion.ts';
import { openGround } from '../helpers/leftovers.ts';
import { hasSshd, type Sshd, sshdProgram, sshProgram, startSshd } from '../helpers/sshd.ts';
import { effectiveOf } from '../server/keepalive/effectiveOf.ts';

const root = path.join(import.meta.dirname, '..', '..');

export interface Bundles {
  readonly runner: string;
  readonly cli: string;
  remove(): void;
}

/** Bundles runner and command line into a directory of their own; answers their paths and the way to remove them. */
export async function buildRunner(): Promise<Bundles> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'ssh-timeouts-bundle-'));
  await esbuild.build({
    entryPoints: {
      keepalive: path.join(root, 'server/src/keepalive/runner.ts'),
      cli: path.join(root, 'server/src/cli/main.ts'),
    },
    outdir: dir,
    define: { VERSION: '"0"' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  const at = (name: string) => path.join(dir, `${name}.js`);
  return { runner: at('keepalive'), cli: at('cli'), remove: () => fs.rmSync(dir, { recursive: true, force: true }) };
}

const banners = hasSshd() ? { client: askVersion(sshProgram), server: askVersion(sshdProgram) } : {};
const versions: Readonly<Record<string, OpenSshVersion | undefined>> = {
  client: versionFromBanner(banners.client ?? ''),
  server: versionFromBanner(banners.server ?? ''),
};

/** Whether the installed client or server is that release or a newer one: older ones lack what some tests are about. */
export function since(side: 'client' | 'server', release: string): boolean {
  const version = versions[side];
  return version !== undefined && atLeast(version, release);
}

/** A client without it knows few ciphers, and neither PKCS#11 nor RSA. */
export const hasOpenSsl = !/without OpenSSL/i.test(banners.client ?? '');

export interface ProbeOutcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Starts `ssh-timeouts probe`, with the client under test as the `ssh` on the PATH. */
export function runProbe(
  { cli }: Bundles,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): { readonly child: ChildProcess; readonly outcome: Promise<ProbeOutcome> } {
  const PATH = [path.dirname(sshProgram), process.env['PATH']].join(path.delimiter);
  const child = spawn(process.execPath, [cli, 'probe', ...args], {
    env: { ...process.env, PATH, LC_ALL: 'C', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    err += text;
  });
  const outcome = new Promise<ProbeOutcome>((resolve) => child.once('close', (code) => resolve({ code, out, err })));
  return { child, outcome };
}

export interface TestOptions {
  readonly host?: string;
  readonly mode?: KeepaliveMode;
  readonly seconds?: number;
  readonly lost?: LostDirection;
  /** Values of the user's configuration by lower-case keyword, as the resolver would have found them. */
  readonly values?: Readonly<Record<string, string>>;
  readonly onUpdate?: (event: Extract<RunnerEvent, { type: 'update' }>) => void;
}

export function plan(file: string, options: TestOptions = {}): KeepalivePlan {
  const version = versions['client'];
  const made = planKeepaliveTest({
    host: options.host ?? 'box',
    file,
    isDefaultFile: false,
    mode: options.mode ?? 'quick',
    seconds: options.seconds ?? 3,
    ...(version ? { clientVersion: version } : {}),
    ...(options.lost ? { lost: options.lost } : {}),
    ...(options.values ? { effective: effectiveOf(options.values) } : {}),
  });
  if ('problem' in made) throw new Error(JSON.stringify(made.problem));
  return made;
}

export function begin(runner: string, file: string, options: TestOptions = {}): RunningTest {
  return startRunner(runner, { program: sshProgram, plan: plan(file, options) }, options.onUpdate ?? (() => undefined));
}

/**
 * A process that starts the runner as the editor's extension host does, and passes on what it reports. Killed, it takes
 * nothing with it by itself.
 * @param mark An argument by which it can be found among the processes.
 */
export function startParent(runner: string, file: string, options: TestOptions, mark: string): ChildProcess {
  const request = { program: sshProgram, plan: plan(file, options) };
  const script = `const child = require('node:child_process').spawn(process.execPath, [process.argv[1]], { stdio: ['pipe', 'inherit', 'ignore'] });
    child.stdin.write(process.argv[2] + '\\n');
    setInterval(() => {}, 1000);`;
  return spawn(process.execPath, ['-e', script, runner, JSON.stringify(request), mark], {
    env: { ...process.env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** Runs one test to its end. */
export async function test(
  runner: string,
  file: string,
  options: TestOptions = {},
): Promise<{ readonly observation: Observation; readonly verdict: Verdict }> {
  const observation = await begin(runner, file, options).observation;
  return { observation, verdict: conclude(observation) };
}

type Opened = { stop?(): Promise<void>; close?(): Promise<void> };

/** What the tests of a block share. */
export interface LiveBlock {
  readonly runner: string;
  readonly sshd: Sshd;
  /** Has a server or a relay of one test ended with the block. */
  keep<Thing extends Opened>(thing: Thing): Thing;
  /** Ends all of it; rejects with what the tests have left behind. */
  end(): Promise<void>;
}

/** A runner and an sshd, with a temporary directory of their own, so that what is left behind can be seen. */
export async function openLiveBlock(): Promise<LiveBlock> {
  const { runner, remove } = await buildRunner();
  const sshd = await startSshd({ config: ['MaxStartups 100'] });
  const opened: Opened[] = [sshd];
  const ground = openGround();
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = ground.dir;
  return {
    runner,
    sshd,
    keep: (thing) => {
      opened.push(thing);
      return thing;
    },
    end: async () => {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
      await Promise.all(opened.map((thing) => thing.stop?.() ?? thing.close?.()));
      remove();
      try {
        await ground.clean(0);
      } finally {
        ground.remove();
      }
    },
  };
}
