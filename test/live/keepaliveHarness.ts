import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import esbuild from 'esbuild';
import type { Observation } from '../../server/src/keepalive/observe.ts';
import { type KeepaliveMode, type KeepalivePlan, planKeepaliveTest } from '../../server/src/keepalive/plan.ts';
import type { RunnerEvent } from '../../server/src/keepalive/runnerProtocol.ts';
import { askVersion, type RunningTest, startRunner } from '../../server/src/keepalive/startRunner.ts';
import { conclude, type Verdict } from '../../server/src/keepalive/verdict.ts';
import { versionFromBanner } from '../../server/src/values/openSshVersion.ts';
import { sshProgram } from '../helpers/sshd.ts';
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

export interface TestOptions {
  readonly host?: string;
  readonly mode?: KeepaliveMode;
  readonly seconds?: number;
  /** Values of the user's configuration by lower-case keyword, as the resolver would have found them. */
  readonly values?: Readonly<Record<string, string>>;
  readonly onUpdate?: (event: Extract<RunnerEvent, { type: 'update' }>) => void;
}

export function plan(file: string, options: TestOptions = {}): KeepalivePlan {
  const version = versionFromBanner(askVersion(sshProgram) ?? '');
  const made = planKeepaliveTest({
    host: options.host ?? 'box',
    file,
    isDefaultFile: false,
    mode: options.mode ?? 'quick',
    seconds: options.seconds ?? 3,
    ...(version ? { clientVersion: version } : {}),
    ...(options.values ? { effective: effectiveOf(options.values) } : {}),
  });
  if ('problem' in made) throw new Error(JSON.stringify(made.problem));
  return made;
}

export function begin(runner: string, file: string, options: TestOptions = {}): RunningTest {
  return startRunner(runner, { program: sshProgram, plan: plan(file, options) }, options.onUpdate ?? (() => undefined));
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
