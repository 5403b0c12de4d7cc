import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whyDropped } from '../../server/src/timeouts/whyDropped.ts';
import { hasSshd } from '../helpers/sshd.ts';
import { casesFor, ends, heading, installedVersions, type Result, runAll, table } from './stopwatch/run.ts';

const versions = hasSshd() ? installedVersions() : undefined;
const missing = versions ? '' : ' (skipped: no ssh or sshd on this machine)';

describe.skipIf(missing !== '')(`real ssh and sshd end connections when and by whom the model says${missing}`, () => {
  let results: readonly Result[] = [];

  beforeAll(async () => {
    if (versions) results = await runAll(versions);
  }, 240_000);

  afterAll(() => {
    if (versions) console.log(`${ends(versions)}: ${heading(versions)}\n${table([results])}`);
  });

  it.each((versions ? casesFor(versions) : []).map(({ title }, index) => ({ title, index })))('$title', ({ index }) => {
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
