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
  return samples.sort((a, b) => a - b)[times >> 1] ?? Number.NaN;
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
