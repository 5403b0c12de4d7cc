import { pythonPrediction } from '../../../server/src/rules/python/pythonPrediction.ts';
import { modelOf } from '../../../server/src/rules/python/pythonRule.ts';
import { exactWhen } from '../../../server/src/timeouts/format.ts';
import { isRange } from '../../../server/src/timeouts/range.ts';
import type { Fires } from '../../../server/src/timeouts/timer.ts';
import { libraryAtLeast, parseLibraryVersion } from '../../../server/src/values/libraryVersion.ts';
import { pythonSnapshotOf } from '../../helpers/python.ts';
import { type Case, cases } from './cases.ts';
import { type Ending, play } from './play.ts';
import type { Python } from './pythons.ts';

export interface Result {
  readonly title: string;
  readonly predicted: Fires;
  readonly ending?: Ending;
  readonly failure?: string;
  readonly watched: number;
  readonly good: boolean;
}

/** The library looks at its clocks ten times a second, and several such programs share the machine. */
const allowance = 0.6;
const atOnce = 6;

/** What can be measured with this Python: `long` ones take as long as the library's own defaults. */
export function casesFor({ paramiko }: Python, long: boolean): readonly Case[] {
  const version = parseLibraryVersion(paramiko);
  return cases.filter((each) => {
    const known = each.since === undefined || (version !== undefined && libraryAtLeast(version, each.since));
    return known && (long || !each.long);
  });
}

export async function runAll(python: Python, long: boolean): Promise<readonly Result[]> {
  const results = new Map<Case, Result>();
  const all = casesFor(python, long);
  const waiting = [...all];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results.set(next, await runOne(next, python));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return all.flatMap((each) => results.get(each) ?? []);
}

async function runOne(each: Case, python: Python): Promise<Result> {
  const { title, watched } = each;
  const predicted = await foretell(each, python);
  const stage = await each.stage();
  try {
    const names = {
      PORT: stage.port,
      USER: stage.sshd?.user ?? '',
      KEY: stage.sshd?.identityFile ?? '',
    };
    const ending = await play(python, each.program, names, (name) => stage.onMark(name), watched);
    return { title, predicted, ending, watched, good: fits(each, predicted, ending) };
  } catch (error) {
    return { title, predicted, failure: String(error), watched, good: false };
  } finally {
    await stage.close();
  }
}

/** What the product says of the very program that runs, against the very configuration of the server. */
async function foretell({ program, server, foretell: ask }: Case, { paramiko }: Python): Promise<Fires> {
  const snapshot = await pythonSnapshotOf(program, {
    paramiko,
    files: { '/home/me/project/sshd_config': `${(server ?? []).join('\n')}\n` },
    settings: { servers: { '*': '/home/me/project/sshd_config' } },
  });
  const model = modelOf(snapshot);
  const [opening] = model.openings;
  if (!opening) throw new Error('the program opens no connection');
  return ask({ model, opening, prediction: pythonPrediction(snapshot, opening) });
}

function fits({ watched, error }: Case, predicted: Fires, { seconds, outcome, text }: Ending): boolean {
  const foreseen = isRange(predicted) && predicted.earliest <= watched;
  if (!foreseen) return outcome === 'done' && seconds >= watched - 0.1;
  const inRange = seconds >= predicted.earliest - 0.1 && seconds <= predicted.latest + allowance;
  return inRange && (error === undefined || error.test(`${outcome}: ${text}`));
}

/** A row a case, a column a release. */
export function table(columns: readonly { readonly python: Python; readonly results: readonly Result[] }[]): string {
  const head = ['run', 'predicted', ...columns.map(({ python }) => `paramiko ${python.paramiko}`)];
  const titles = [...new Set(columns.flatMap(({ results }) => results.map(({ title }) => title)))];
  const ordered = cases.map(({ title }) => title).filter((title) => titles.includes(title));
  const rows = ordered.map((title) => {
    const found = columns.map(({ results }) => results.find((result) => result.title === title));
    const predicted = found.find((result) => result !== undefined)?.predicted ?? 'unknown';
    return [title, exactWhen(predicted), ...found.map(measured)];
  });
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [head, head.map(() => '---'), ...rows].map(line).join('\n');
}

function measured(result: Result | undefined): string {
  if (!result) return 'cannot be asked for';
  const { ending, failure, good } = result;
  if (!ending) return `failed: ${failure}`;
  const wrong = good ? '' : ' (wrong)';
  if (ending.outcome === 'done') return `still there after ${ending.seconds.toFixed(1)} s${wrong}`;
  const text = ending.text === '' ? ending.outcome : `${ending.outcome}: ${ending.text}`;
  return `${ending.seconds.toFixed(2)} s, ${text}${wrong}`;
}
