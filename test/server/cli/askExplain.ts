import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runExplain } from '../../../server/src/cli/explain.ts';

/** One call of `explain`, as somebody with a question makes it. */
export interface Question {
  /** Lines of the client's file, given with `-F`. */
  readonly client?: readonly string[];
  /** Lines of the user's own file instead, which is read without `-F`. */
  readonly own?: readonly string[];
  readonly server?: readonly string[];
  /** Further files beside these, by name. */
  readonly files?: Readonly<Record<string, readonly string[]>>;
  readonly ssh?: string;
  readonly sshd?: string;
  readonly host?: string;
  readonly more?: readonly string[];
}

/** What is printed on standard output, the folder of the files named DIR. In lines of files, too, DIR stands for it. */
export async function ask(question: Question, ...options: readonly string[]): Promise<string> {
  const { client = [], own, server, files = {}, ssh = '9.6', sshd = '9.6', host = 'web', more = [] } = question;
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'ssh-timeouts-questions-'));
  const write = (name: string, lines: readonly string[]) => {
    const file = path.join(dir, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, `${lines.join('\n').replaceAll('DIR', dir)}\n`, { mode: 0o600 });
    return file;
  };
  for (const [name, lines] of Object.entries(files)) write(name, lines);
  if (own) write('.ssh/config', own);
  let out = '';
  const args = [
    host,
    ...(own ? [] : ['-F', write('config', client)]),
    ...(server ? ['--server', write('sshd_config', server)] : []),
    ...(ssh === '' ? [] : ['--client-version', ssh]),
    ...['--server-version', sshd],
    ...more,
    ...options,
  ];
  try {
    await runExplain(args, {
      out: (text) => {
        out += text;
      },
      err: () => undefined,
      readInput: async () => '',
      isTty: false,
      color: false,
      cwd: dir,
      env: { HOME: dir },
    });
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
  return out.replaceAll(dir, 'DIR');
}

interface Because {
  readonly file?: string;
  readonly line?: number;
  readonly default?: string;
  readonly option?: string;
}

type Range = { readonly earliest: number; readonly latest: number } | 'never' | 'unknown';

interface ToldTimer {
  readonly id: string;
  readonly side: string;
  readonly hop?: string;
  readonly fires: Range;
  readonly probeEvery: number | null;
  readonly because: readonly Because[];
  readonly note: string;
}

interface ToldSituation {
  readonly id: string;
  readonly endedBy: string | null;
  readonly closedBy: string;
  readonly after: Range;
  readonly hop?: string;
  readonly clientSees: string;
  readonly clientExit?: number;
  readonly serverSees: string;
}

/** As much of the contract's JSON as the tests ask for. */
interface Answer {
  readonly verdict: {
    readonly text: string;
    readonly first: string;
    readonly after: Range;
    readonly because: readonly Because[];
  };
  readonly timers: readonly ToldTimer[];
  readonly situations: readonly ToldSituation[];
  readonly advice: readonly unknown[];
  readonly assumptions: readonly string[];
}

/** The verdict, with each reason as `file:line` or what else it is. */
export async function verdict(question: Question) {
  const answer: Answer = JSON.parse(await ask(question, '--json'));
  const { text, first, after, because } = answer.verdict;
  const timer = (id: string, side?: string, hop?: string) => {
    const found = answer.timers.find((each) => each.id === id && each.hop === hop && (!side || each.side === side));
    if (!found) throw new Error(`no timer ${id}`);
    return { ...found, lines: found.because.map(place) };
  };
  const situation = (id: string) => {
    const found = answer.situations.find((each) => each.id === id);
    if (!found) throw new Error(`no situation ${id}`);
    return found;
  };
  const { timers, advice } = answer;
  const probes = timer('ClientAliveInterval').probeEvery;
  const assumptions = answer.assumptions.join(' ');
  return { text, first, after, because: because.map(place), probes, situation, timer, timers, advice, assumptions };
}

/** A reason as `file:line`, or what else it is. */
function place(because: Because): string {
  if (because.file) return `${path.basename(because.file)}:${because.line}`;
  return because.default ?? because.option ?? 'other';
}

/** The range of a clock of whole seconds. */
export const upTo = (latest: number) => ({ earliest: latest - 1, latest });
