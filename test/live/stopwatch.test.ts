import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasSshd } from '../helpers/sshd.ts';
import { cases } from './stopwatch/cases.ts';
import { heading, installedVersion, type Result, runAll, table } from './stopwatch/run.ts';

const missing = hasSshd() ? '' : ' (skipped: no ssh or sshd on this machine)';

describe.skipIf(missing !== '')(`real ssh and sshd end connections when and by whom the model says${missing}`, () => {
  let results: readonly Result[] = [];

  beforeAll(async () => {
    results = await runAll(installedVersion().version);
  }, 150_000);

  afterAll(() => {
    const { version, banner } = installedVersion();
    console.log(`${heading(version, banner)}\n${table([results])}`);
  });

  it.each(cases.map(({ title }, index) => ({ title, index })))('$title', ({ index }) => {
    const result = results[index];
    expect(result?.failure).toBeUndefined();
    expect(result?.verdict, JSON.stringify(result?.measurement)).toBe('as predicted');
  });
});
