import { execFileSync, spawnSync } from 'node:child_process';
import { exactWhen } from '../../../server/src/timeouts/format.ts';
import { isRange } from '../../../server/src/timeouts/range.ts';
import { formatVersion, type OpenSshVersion, versionFromBanner } from '../../../server/src/values/openSshVersion.ts';
import { sshProgram } from '../../helpers/sshd.ts';
import { type Case, cases, type Measurement } from './cases.ts';

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

export async function runAll(version: OpenSshVersion): Promise<readonly Result[]> {
  const results = new Map<Case, Result>();
  const waiting = [...cases];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results.set(next, await runOne(next, version));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return cases.flatMap((each) => results.get(each) ?? []);
}

async function runOne({ title, run }: Case, version: OpenSshVersion): Promise<Result> {
  const lag = watchLag();
  try {
    const measurement = await run(version);
    return { title, measurement, verdict: fits(measurement, lag.stop()) ? 'as predicted' : 'wrong' };
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
  const banner = spawnSync(sshProgram, ['-V'], { encoding: 'utf8' }).stderr.trim();
  const version = versionFromBanner(banner);
  if (!version) throw new Error(`not an OpenSSH: ${banner}`);
  return { version, banner };
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

export function heading(version: OpenSshVersion, banner: string): string {
  const system = execFileSync('uname', ['-sr'], { encoding: 'utf8' }).trim();
  return `OpenSSH ${formatVersion(version)} on both ends (${banner}), ${system}, Node ${process.version}, loopback.`;
}
