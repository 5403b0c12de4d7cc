import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import esbuild from 'esbuild';
import type { Observation } from '../../server/src/keepalive/observe.ts';
import { type KeepaliveMode, type KeepalivePlan, planKeepaliveTest } from '../../server/src/keepalive/plan.ts';
import type { RunnerEvent } from '../../server/src/keepalive/runnerProtocol.ts';
import { askVersion, type RunningTest, startRunner } from '../../server/src/keepalive/startRunner.ts';
import { conclude, type Verdict } from '../../server/src/keepalive/verdict.ts';
import type { EffectiveConfig } from '../../server/src/resolve/effectiveConfig.ts';
import { newestKnownVersion, versionFromBanner } from '../../server/src/values/openSshVersion.ts';
import { sshProgram } from '../helpers/sshd.ts';

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
  /** ConnectTimeout of the user's configuration, as the resolver would have found it. */
  readonly connectTimeout?: number;
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
    ...(options.connectTimeout === undefined ? {} : { effective: effective(options.connectTimeout) }),
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

function effective(connectTimeout: number): EffectiveConfig {
  const from = { kind: 'option', text: `ConnectTimeout=${connectTimeout}` } as const;
  const value = { value: String(connectTimeout), certainty: 'certain', from, overruled: [] } as const;
  return {
    dialect: 'client',
    version: newestKnownVersion,
    values: new Map([['connecttimeout', [value]]]),
    errors: [],
    undecided: [],
    unsourced: [],
  };
}
