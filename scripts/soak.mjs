// npm run soak [-- NAME...] [--count N] [--seed N]: the repeats that are too long for npm test. NAME is a suite of
// test/soak, or `oracle`: generated configurations held against the installed ssh and sshd.
import { parseArgs } from 'node:util';
import { requireNode } from './nodeVersion.mjs';

requireNode();
const { ensureDependencies } = await import('./ensureDependencies.mjs');
const { root, run } = await import('./processes.mjs');
await ensureDependencies();

const { values, positionals } = parseArgs({
  options: { count: { type: 'string' }, seed: { type: 'string' } },
  allowPositionals: true,
});
const oracle = ['clientOracle', 'serverOracle', 'checkOracle'].map((name) => `test/conformance/${name}`);
const files = positionals.flatMap((name) => (name === 'oracle' ? oracle : [`test/soak/${name}`]));
const count = values.count ?? process.env.COUNT;
const env = {
  ...process.env,
  COUNT: count ?? '20000',
  // Where each repeat takes seconds.
  RUNS: count ?? '100',
  // Where each takes half a minute.
  SOAK_ROUNDS: count ?? process.env.SOAK_ROUNDS ?? '10',
  ...(values.seed === undefined ? {} : { SEED: values.seed }),
};
const vitest = ['node_modules/vitest/vitest.mjs', 'run', ...(files.length > 0 ? files : [...oracle, 'test/soak/'])];
const { code } = await run([process.execPath, ...vitest], { cwd: root, show: true, env });
process.exitCode = code;
