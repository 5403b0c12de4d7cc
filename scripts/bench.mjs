// npm run bench [-- FILTER]: how fast the parts are; figures for people, no test.
import { requireNode } from './nodeVersion.mjs';

requireNode();
const { ensureDependencies } = await import('./ensureDependencies.mjs');
const { root, run } = await import('./processes.mjs');
await ensureDependencies();
const vitest = ['node_modules/vitest/vitest.mjs', 'bench', '--run', '--dir', 'test/bench', ...process.argv.slice(2)];
const { code } = await run([process.execPath, ...vitest], { cwd: root, show: true });
process.exitCode = code;
