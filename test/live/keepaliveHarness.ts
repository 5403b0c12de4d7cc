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

/** Bundles the runner into a directory of its own; answers its path and the way to remove it. */
export async function buildRunner(): Promise<{ readonly runner: string; remove(): void }> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'ssh-timeouts-bundle-'));
  const runner = path.join(dir, 'keepalive.js');
  await esbuild.build({
    entryPoints: [path.join(root, 'server/src/keepalive/runner.ts')],
    outfile: runner,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  return { runner, remove: () => fs.rmSync(dir, { recursive: true, force: true }) };
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
