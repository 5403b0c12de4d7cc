import type { ChildProcess } from 'node:child_process';
import fs from 'node:fs';

/** Median of `times` warm runs in milliseconds; `before` prepares each run and is not counted. */
export async function median(times: number, run: () => unknown, before?: () => Promise<void>): Promise<number> {
  for (let i = 0; i < 3; i++) {
    await before?.();
    run();
  }
  const samples: number[] = [];
  for (let i = 0; i < times; i++) {
    await before?.();
    const start = performance.now();
    run();
    samples.push(performance.now() - start);
  }
  return quantile(samples, 0.5);
}

/** The sample below which that part of all lies; NaN where there is none. */
export function quantile(samples: readonly number[], part: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** Milliseconds that a process's main thread has run, so that other programs do not count; NaN where no system tells. */
export function processorTime({ pid }: ChildProcess): number {
  try {
    const [nanoseconds] = fs.readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ');
    return Number(nanoseconds) / 1e6;
  } catch {
    return Number.NaN;
  }
}

/** One line of the table; with `base` also how many times faster or slower that is. */
export function row(name: string, milliseconds: number, base?: number, baseName?: string): void {
  const figure = milliseconds < 1 ? `${(milliseconds * 1000).toFixed(1)} µs` : `${milliseconds.toFixed(1)} ms`;
  const ratio = base === undefined ? '' : `   ${comparison(milliseconds, base)} ${baseName}`;
  console.log(`  ${name.padEnd(42)} ${figure.padStart(12)}${ratio}`);
}

function comparison(milliseconds: number, base: number): string {
  const factor = milliseconds < base ? base / milliseconds : milliseconds / base;
  return `${factor < 10 ? factor.toFixed(1) : Math.round(factor)} times ${milliseconds < base ? 'faster' : 'slower'} than`;
}
