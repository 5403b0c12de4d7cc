// Tests of the harness: a run that did not go to its end must not look like success.
import fs from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../../scripts/processes.mjs';
import { runTests } from './host/runTests.mjs';

/** One row a case: a test module, and what the harness has to say about it. */
const cases = [
  {
    title: 'passes on why a test module failed',
    module: "exports.run = async () => { throw new Error('failed on purpose'); };",
    expected: /failed on purpose/,
  },
  {
    title: 'notices that the extension host ended in the middle of the tests',
    module: 'exports.run = () => new Promise(() => setTimeout(() => process.exit(0), 200));',
    expected: /ended before the tests did|VS Code reported/,
  },
];

export async function testHarness() {
  const scratch = temporaryFolder('harness');
  const results = [];
  for (const [index, { title, module, expected }] of cases.entries()) {
    const tests = path.join(scratch, `case-${index}.cjs`);
    fs.writeFileSync(tests, module);
    const problem = await runTests({ tests, folder: scratch, seconds: 60, print: () => {} });
    const state = expected.test(problem) ? 'passed' : 'failed';
    results.push({ title, state, message: `the harness said: ${problem || 'all is well'}` });
  }
  return results;
}
