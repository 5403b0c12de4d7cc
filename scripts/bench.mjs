// npm run bench [-- NAME...]: how fast the parts are; figures for people, no test. NAME is a file of test/bench.
import { requireNode } from './nodeVersion.mjs';

requireNode();
const { ensureDependencies } = await import('./ensureDependencies.mjs');
const { cacheDir, run, runOrFail } = await import('./processes.mjs');
await ensureDependencies();
await runOrFail([process.execPath, 'esbuild.mjs', '--production']);
const { default: esbuild } = await import('esbuild');

const names = process.argv.length > 2 ? process.argv.slice(2) : ['start', 'scale', 'editing', 'python', 'fleet'];
const options = { bundle: true, platform: 'node', format: 'esm', target: 'node20', packages: 'external' };
for (const name of names) {
  const outfile = `${cacheDir}/bench/${name}.mjs`;
  await esbuild.build({ ...options, entryPoints: [`test/bench/${name}.ts`], outfile, logLevel: 'warning' });
  console.log(`\n## ${name}`);
  const { code } = await run([process.execPath, outfile], { show: true });
  process.exitCode ||= code;
}
