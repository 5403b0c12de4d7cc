import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whyDropped } from '../../server/src/timeouts/whyDropped.ts';
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
    const { prediction: _, ...shown } = result?.measurement ?? {};
    expect(result?.verdict, JSON.stringify(shown)).toBe('as predicted');
  });

  it('leave words from which the cause can be told', () => {
    const told = results.flatMap(({ title, measurement }) => {
      if (measurement?.words === undefined || measurement.seconds === undefined) return [];
      const { words, seconds, prediction, endedBy } = measurement;
      const [first] = whyDropped(prediction, { message: words, seconds });
      return [{ title, words: words.trim(), cause: first?.timer?.id, endedBy }];
    });
    expect(told.length).toBeGreaterThan(10);
    expect(told.filter(({ cause, endedBy }) => cause !== endedBy)).toEqual([]);
  });
});
