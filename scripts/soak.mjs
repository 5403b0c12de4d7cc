// npm run soak [-- FILTER]: the repeats that are too long for npm test, on generated inputs.
import { requireNode } from './nodeVersion.mjs';

requireNode();
const { ensureDependencies } = await import('./ensureDependencies.mjs');
const { root, run } = await import('./processes.mjs');
await ensureDependencies();
const vitest = ['node_modules/vitest/vitest.mjs', 'run', 'test/soak/', ...process.argv.slice(2)];
const { code } = await run([process.execPath, ...vitest], { cwd: root, show: true });
process.exitCode = code;
