import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import type { Python } from './pythons.ts';

/** How a program ended: seconds from its last mark. */
export interface Ending {
  readonly seconds: number;
  /** `done`, or the error it raised. */
  readonly outcome: string;
  readonly text: string;
}

const driver = path.join(import.meta.dirname, 'driver.py');

/**
 * Runs a program with the real library. `onMark` does the test's part of a mark, after which the stopwatch starts.
 * A program that is still running `patience` seconds after its mark is ended.
 */
export async function play(
  python: Python,
  program: string,
  names: Readonly<Record<string, unknown>>,
  onMark: (name: string) => void,
  patience: number,
): Promise<Ending> {
  const child = spawn(python.program, ['-W', 'ignore', driver, JSON.stringify(names)], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => undefined);
  child.stdin.write(`${program}\nEOF\n`);
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  try {
    return await follow(child, onMark, patience, () => errors);
  } finally {
    child.kill('SIGKILL');
  }
}

interface Told {
  readonly at: number;
  readonly mark?: string;
  readonly end?: string;
  readonly error?: string;
  readonly text?: string;
}

async function follow(
  child: ChildProcess,
  onMark: (name: string) => void,
  patience: number,
  errors: () => string,
): Promise<Ending> {
  let started: number | undefined;
  let asked: string | undefined;
  let rest = '';
  return new Promise((resolve, reject) => {
    // A program gets as long again for all that comes before its mark.
    const limit = setTimeout(() => reject(new Error(`still running: ${errors()}`)), (patience + 20) * 1000);
    const take = (told: Told) => {
      if (told.mark !== undefined) {
        started = told.at;
        if (asked === told.mark) return;
        asked = told.mark;
        onMark(told.mark);
        child.stdin?.write('\n');
      } else if (told.end !== undefined) {
        clearTimeout(limit);
        const outcome = told.error ?? told.end;
        if (started === undefined) reject(new Error(`ended before its mark: ${outcome} ${told.text} ${errors()}`));
        else resolve({ seconds: told.at - started, outcome, text: told.text ?? '' });
      }
    };
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      rest += text;
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line.startsWith('{')) take(JSON.parse(line) as Told);
    });
    // Not sooner: its last words may still be on the way.
    child.on('close', () => {
      clearTimeout(limit);
      reject(new Error(`ended without a word: ${errors()}`));
    });
  });
}
