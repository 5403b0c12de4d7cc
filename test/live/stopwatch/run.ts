import { spawnSync } from 'node:child_process';
import os from 'node:os';
import { exactWhen } from '../../../server/src/timeouts/format.ts';
import { isRange } from '../../../server/src/timeouts/range.ts';
import {
  atLeast,
  formatVersion,
  type OpenSshVersion,
  versionFromBanner,
} from '../../../server/src/values/openSshVersion.ts';
import { sshdProgram, sshProgram } from '../../helpers/sshd.ts';
import type { Versions } from './bench.ts';
import { cases } from './cases.ts';
import type { Case, Measurement } from './kinds.ts';

export interface Result {
  readonly title: string;
  readonly measurement?: Measurement;
  /** Why there is no measurement. */
  readonly failure?: string;
  readonly verdict: 'as predicted' | 'wrong';
}

/** Noticing the end of a process, on a machine that does several of these runs at once; in seconds. */
export const processCost = 0.35;

/** Finding a line in the server's log takes this long at most, so that a start may be stamped late; in seconds. */
const pollCost = 0.15;

/** How many benches stand at the same time. They sleep most of the time, but their start takes a processor. */
const atOnce = 8;

/**
 * Where the machine stood still for longer, in seconds, nothing was measured: when it goes on, the timers of both ends
 * have run out at once, and the one that is served first closes. Then the case is run again, this many times at most.
 */
const stall = 0.5;
const mostRepeats = 2;

/** How late this process gets to see things: the longest that a short sleep took too long, in seconds. */
function watchLag(): { stop(): number } {
  let longest = 0;
  let expected = performance.now() + 20;
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - expected);
    expected = performance.now() + 20;
  }, 20);
  return {
    stop: () => {
      clearInterval(timer);
      return longest / 1000;
    },
  };
}

/** The cases that these programs can be held to: an older one refuses a directive that it does not know. */
export function casesFor({ client, server }: Versions): readonly Case[] {
  return cases.filter(
    ({ since }) => atLeast(client, since?.client ?? '0.0') && atLeast(server, since?.server ?? '0.0'),
  );
}

export async function runAll(versions: Versions): Promise<readonly Result[]> {
  const chosen = casesFor(versions);
  const results = new Map<Case, Result>();
  const waiting = [...chosen];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results.set(next, await runOne(next, versions));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return chosen.flatMap((each) => results.get(each) ?? []);
}

async function runOne(one: Case, versions: Versions, repeats = mostRepeats): Promise<Result> {
  const { title, run } = one;
  const lag = watchLag();
  try {
    const measurement = await run(versions);
    const late = lag.stop();
    if (fits(measurement, late)) return { title, measurement, verdict: 'as predicted' };
    if (late > stall && repeats > 0) return runOne(one, versions, repeats - 1);
    return { title, measurement, verdict: 'wrong' };
  } catch (error) {
    lag.stop();
    return { title, failure: String(error), verdict: 'wrong' };
  }
}

/** The measurement lies in the predicted range, and the predicted side closed. `lag` as `watchLag` measured it. */
function fits(measurement: Measurement, lag: number): boolean {
  const { predicted, predictedBy, seconds, watched, late = pollCost, closedBy } = measurement;
  if (seconds === undefined) return !isRange(predicted) || predicted.earliest > watched;
  if (!isRange(predicted)) return false;
  const inRange = seconds + late + lag >= predicted.earliest && seconds <= predicted.latest + processCost + lag;
  return inRange && (predictedBy === closedBy || predictedBy === 'tie');
}

export function installedVersion(): { readonly version: OpenSshVersion; readonly banner: string } {
  return versionOf(sshProgram);
}

/**
 * The releases under test. sshd up to 9.1 does not know -V, and says its release all the same; Debian's does not name
 * its vendor, so that one of ssh's own release is taken for the same build.
 */
export function installedVersions(): Versions & { readonly banners: readonly string[] } {
  const client = versionOf(sshProgram);
  const server = versionOf(sshdProgram);
  const sameBuild = client.version.major === server.version.major && client.version.minor === server.version.minor;
  return sameBuild
    ? { client: client.version, server: client.version, banners: [client.banner] }
    : { client: client.version, server: server.version, banners: [client.banner, server.banner] };
}

function versionOf(program: string): { readonly version: OpenSshVersion; readonly banner: string } {
  const said = spawnSync(program, ['-V'], { encoding: 'utf8' }).stderr;
  const banner = said.split('\n').find((line) => line.startsWith('OpenSSH_')) ?? '';
  const version = versionFromBanner(banner);
  if (!version) throw new Error(`${program} is not an OpenSSH: ${said}`);
  return { version, banner: banner.trim() };
}

/** The results as a Markdown table. */
export function table(rounds: readonly (readonly Result[])[]): string {
  const [first = []] = rounds;
  const rows = first.map(({ title }, index) => {
    const all = rounds.map((round) => round[index]).filter((result) => result !== undefined);
    const measured = all.map(({ measurement, failure }) =>
      measurement === undefined ? (failure ?? '') : measuredText(measurement),
    );
    const one = all.find(({ measurement }) => measurement)?.measurement;
    const good = all.filter(({ verdict }) => verdict === 'as predicted').length;
    return `| ${[
      title,
      one ? `${exactWhen(one.predicted)}${isRange(one.predicted) ? `, ${one.predictedBy}` : ''}` : '',
      summary(measured),
      `${good} of ${all.length}`,
    ].join(' | ')} |`;
  });
  return ['| run | predicted | measured | as predicted |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function measuredText({ seconds, watched, closedBy }: Measurement): string {
  return seconds === undefined ? `still there after ${watched} s` : `${seconds.toFixed(2)} s, ${closedBy}`;
}

function summary(measured: readonly string[]): string {
  return [...new Set(measured)].join('; ');
}

/** `OpenSSH 9.6`, or what each end is where they differ. */
export function ends({ client, server }: Versions): string {
  // Not every program of one build names the patch level.
  const release = ({ major, minor, vendor }: OpenSshVersion) => formatVersion({ major, minor, vendor });
  const [ssh, sshd] = [release(client), release(server)];
  return ssh === sshd ? `OpenSSH ${ssh}` : `ssh ${ssh} against sshd ${sshd}`;
}

/** What ran where. Of the machine only what decides: the kernel's release is that of its TCP. */
export function heading(versions: Versions & { readonly banners: readonly string[] }): string {
  const kernel = `${os.type()} ${os.release().split('.').slice(0, 2).join('.')}`;
  return `${versions.banners.join('; ')}; ${kernel}, Node ${process.version}, loopback.`;
}
