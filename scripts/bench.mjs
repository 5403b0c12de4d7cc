// npm run bench [-- NAME...]: how fast the parts are; figures for people, no test. NAME is a file of test/bench.
import fs from 'node:fs';
import { requireNode } from './nodeVersion.mjs';

requireNode();
const { ensureDependencies } = await import('./ensureDependencies.mjs');
const { cacheDir, run, runOrFail } = await import('./processes.mjs');
await ensureDependencies();
await runOrFail([process.execPath, 'esbuild.mjs', '--production']);
const { default: esbuild } = await import('esbuild');

const names =
  process.argv.length > 2 ? process.argv.slice(2) : ['start', 'scale', 'editing', 'python', 'memory', 'fleet', 'panel'];
const options = { bundle: true, platform: 'node', format: 'esm', target: 'node20', packages: 'external' };
for (const name of names) {
  const script = `test/bench/${name}.mjs`;
  const bundled = `${cacheDir}/bench/${name}.mjs`;
  const isScript = fs.existsSync(script);
  if (!isScript) {
    await esbuild.build({ ...options, entryPoints: [`test/bench/${name}.ts`], outfile: bundled, logLevel: 'warning' });
  }
  console.log(`\n## ${name}`);
  const { code } = await run([process.execPath, isScript ? script : bundled], { show: true });
  process.exitCode ||= code;
}
