import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { formatVersion } from '../../server/src/values/openSshVersion.ts';
import { generatedConfig } from './generateClientConfig.ts';
import { sshPath } from './openSshPrograms.ts';
import { compareClient, openSshOracle } from './sshOracle.ts';

const oracle = openSshOracle(sshPath);
const count = Number(process.env['COUNT'] ?? 500);
const seed = Number(process.env['SEED'] ?? 20230202);

afterAll(() => {
  if (typeof oracle !== 'string') oracle.close();
});

const name = typeof oracle === 'string' ? `skipped: ${oracle}` : `ssh -G of ${formatVersion(oracle.version)}`;

describe.skipIf(typeof oracle === 'string')(`the installed program (${name})`, () => {
  test(`prints what is resolved, for ${count} generated configurations`, {
    timeout: 60_000 + count * 200,
  }, async () => {
    if (typeof oracle === 'string') return;
    await fc.assert(
      fc.asyncProperty(generatedConfig(oracle.version), async (config) => {
        const both = await compareClient(config, oracle);
        if (both) expect(both.ours, both.told).toEqual(both.theirs);
      }),
      { numRuns: count, seed, endOnFailure: process.env['SHRINK'] === undefined },
    );
  });
});
