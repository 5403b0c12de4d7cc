// npm run bench: how fast the parts are; figures for people, no test.
import { requireNode } from './nodeVersion.mjs';

requireNode();
const { ensureDependencies } = await import('./ensureDependencies.mjs');
const { cacheDir, run, runOrFail } = await import('./processes.mjs');
await ensureDependencies();
await runOrFail([process.execPath, 'esbuild.mjs', '--production']);
const { default: esbuild } = await import('esbuild');
const outfile = `${cacheDir}/bench.mjs`;
const options = { bundle: true, platform: 'node', format: 'esm', target: 'node20', external: ['tinybench'] };
await esbuild.build({ ...options, entryPoints: ['test/bench/index.ts'], outfile, logLevel: 'warning' });
const { code } = await run([process.execPath, outfile], { show: true });
process.exitCode = code;
