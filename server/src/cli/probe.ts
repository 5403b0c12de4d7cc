import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as l10n from '@vscode/l10n';
import { nodeFileSystem } from '../files/nodeFileSystem.ts';
import { describeKeepaliveTest, targetOf } from '../keepalive/describe.ts';
import { visible } from '../keepalive/escape.ts';
import { findSsh } from '../keepalive/findSsh.ts';
import { buildIdleReport, type IdleRun, idleSteps } from '../keepalive/idle.ts';
import { hostProblem } from '../keepalive/names.ts';
import {
  type KeepaliveMode,
  type KeepalivePlan,
  keepaliveModes,
  type LostDirection,
  lostDirections,
} from '../keepalive/plan.ts';
import { problemText } from '../keepalive/problemText.ts';
import { progressOf } from '../keepalive/progress.ts';
import { buildReport, type KeepaliveReport } from '../keepalive/report.ts';
import { reportText } from '../keepalive/reportText.ts';
import type { RunnerEvent } from '../keepalive/runnerProtocol.ts';
import { startIdleTest } from '../keepalive/startIdle.ts';
import { askVersion, startRunner } from '../keepalive/startRunner.ts';
import { resolveClient } from '../resolve/client/resolveClient.ts';
import type { EffectiveConfig } from '../resolve/effectiveConfig.ts';
import { loadConfigGraph } from '../resolve/loadConfigGraph.ts';
import { newestKnownVersion, versionFromBanner } from '../values/openSshVersion.ts';
import { type CliIo, exitCode, RefusedError, UsageError } from './io.ts';
import { clientRoots, machineEnvironment } from './machine.ts';
import { parseArguments } from './parseArguments.ts';
import { probeTimeline } from './probeTimeline.ts';

/**
 * `probe HOST`: the live keepalive test. 0 healthy, 1 problem found, 2 could not run or says nothing.
 * @param runner Path of the runner's bundle; beside this one where absent.
 */
export async function runProbe(
  args: readonly string[],
  io: CliIo,
  runner: string = path.join(__dirname, 'keepalive.js'),
): Promise<number> {
  const { values, positionals } = parseArguments(args, {
    F: { type: 'string', short: 'F' },
    mode: { type: 'string' },
    seconds: { type: 'string' },
    lost: { type: 'string' },
    json: { type: 'boolean' },
  });
  const [host, ...more] = positionals;
  if (host === undefined || more.length > 0) throw new UsageError(l10n.t('probe takes one host'));
  const problem = hostProblem(host);
  if (problem) throw new UsageError(problemText({ kind: 'host', problem }));
  const mode = modeOf(values.mode ?? 'quick');
  const seconds = values.seconds === undefined ? undefined : Number(values.seconds);
  const lost = lostOf(values.lost, mode);

  const program = findSsh(undefined, io.env as NodeJS.ProcessEnv);
  if (program === undefined)
    throw new UsageError(l10n.t('There is no ssh on the PATH: install OpenSSH’s client, or add its folder to PATH.'));
  const { planned, effective } = await planner(program, host, values.F, io);
  const measuredAt = new Date().toISOString();
  const progress = values.json !== true && io.isTty;
  const report =
    mode === 'idle'
      ? buildIdleReport(await runIdle(runner, program, planned, seconds, progress, io), measuredAt)
      : await runOne(runner, program, planned(mode, seconds, lost), progress, measuredAt, io);
  io.out(
    values.json
      ? `${JSON.stringify(report, null, 2)}\n`
      : coloured(report, io.color) + probeTimeline(report, effective),
  );
  return { healthy: exitCode.ok, problem: exitCode.problem, void: exitCode.usage }[report.outcome];
}

function modeOf(text: string): KeepaliveMode {
  const mode = keepaliveModes.find((known) => known === text);
  if (mode) return mode;
  const known = keepaliveModes.join(', ');
  throw new UsageError(l10n.t('there is no mode {0}; choose one of {1}', text, known));
}

function lostOf(text: string | undefined, mode: KeepaliveMode): LostDirection | undefined {
  if (text === undefined) return undefined;
  const lost = lostDirections.find((known) => known === text);
  if (lost && mode === 'cut') return lost;
  throw new UsageError(l10n.t('--lost goes with --mode cut and is one of {0}', lostDirections.join(', ')));
}

type Planner = (mode: KeepaliveMode, seconds: number | undefined, lost?: LostDirection) => KeepalivePlan;

/** Reads the configuration once; what it answers plans tests with it. */
async function planner(
  program: string,
  host: string,
  file: string | undefined,
  io: CliIo,
): Promise<{ readonly planned: Planner; readonly effective: EffectiveConfig }> {
  const clientVersion = versionFromBanner(askVersion(program) ?? '');
  const graph = await loadConfigGraph({
    dialect: 'client',
    roots: await rootsOf(file, io),
    version: clientVersion ?? newestKnownVersion,
    environment: machineEnvironment(io),
    fileSystem: nodeFileSystem,
    target: targetOf(host),
  });
  const given = graph.roots.find(({ role }) => role === 'given');
  const planned: Planner = (mode, seconds, lost) => {
    const description = describeKeepaliveTest({
      host,
      graph,
      resolve: (each) => resolveClient(graph, each),
      mode,
      ...(file === 'none' ? { file } : given ? { file: fileURLToPath(given.uri) } : {}),
      ...(clientVersion ? { clientVersion } : {}),
      ...(seconds === undefined ? {} : { seconds }),
      ...(lost === undefined ? {} : { lost }),
    });
    if ('problem' in description) throw new UsageError(problemText(description.problem));
    return description.plan;
  };
  return { planned, effective: resolveClient(graph, targetOf(host)) };
}

/** A file that cannot be read means here that the test cannot run. */
async function rootsOf(file: string | undefined, io: CliIo): ReturnType<typeof clientRoots> {
  try {
    return await clientRoots(file, io);
  } catch (error) {
    if (error instanceof RefusedError) throw new UsageError(error.message);
    throw error;
  }
}

async function runOne(
  runner: string,
  program: string,
  plan: KeepalivePlan,
  progress: boolean,
  measuredAt: string,
  io: CliIo,
): Promise<KeepaliveReport> {
  const observation = await watched(plan, progress, io, (onUpdate) => {
    const test = startRunner(runner, { program, plan }, onUpdate);
    return { result: test.observation, cancel: test.cancel };
  });
  return buildReport(observation, plan, measuredAt);
}

function runIdle(
  runner: string,
  program: string,
  planned: Planner,
  longest: number | undefined,
  progress: boolean,
  io: CliIo,
): Promise<readonly [IdleRun, ...IdleRun[]]> {
  const last = planned('idle', longest);
  const shorter = idleSteps(last.seconds).slice(0, -1);
  const [first = last, ...others] = [...shorter.map((seconds) => planned('idle', seconds)), last];
  return watched(last, progress, io, (onUpdate) => {
    const planFor = async (seconds: number) => planned('idle', seconds);
    const test = startIdleTest(runner, program, [first, ...others], planFor, onUpdate);
    return { result: test.runs, cancel: test.cancel };
  });
}

/** Waits for a test with a line of progress; the first Ctrl-C ends it in order. */
async function watched<Result>(
  plan: KeepalivePlan,
  progress: boolean,
  io: CliIo,
  start: (onUpdate: (update: Update) => void) => { readonly result: Promise<Result>; cancel(): void },
): Promise<Result> {
  let last: Update | undefined;
  const started = Date.now();
  const draw = () => {
    if (progress) io.err(`\r\u001b[K${progressText(last, plan, (Date.now() - started) / 1_000)}`);
  };
  const test = start((update) => {
    last = update;
    draw();
  });
  const clock = setInterval(draw, 250);
  const cancel = () => test.cancel();
  process.on('SIGINT', cancel).on('SIGTERM', cancel);
  try {
    return await test.result;
  } finally {
    clearInterval(clock);
    process.off('SIGINT', cancel).off('SIGTERM', cancel);
    if (progress) io.err('\r\u001b[K');
  }
}

type Update = Extract<RunnerEvent, { type: 'update' }>;

function progressText(update: Update | undefined, plan: KeepalivePlan, seconds: number): string {
  return `${visible(plan.host)}: ${progressOf(update, plan, seconds)}`;
}

function coloured(report: KeepaliveReport, color: boolean): string {
  const text = reportText(report);
  if (!color) return text;
  const code = { healthy: 32, problem: 31, void: 33 }[report.outcome];
  const end = text.indexOf('\n');
  return `\u001b[${code}m${text.slice(0, end)}\u001b[0m${text.slice(end)}`;
}
