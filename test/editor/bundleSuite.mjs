// Bundles the suites for the extension host: one CommonJS file each, since VS Code requires them.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';
import { cacheDir } from '../../scripts/processes.mjs';

const suiteDir = fileURLToPath(new URL('./suite', import.meta.url));

/** Answers the path of the module whose `run()` starts the suites. */
export async function bundleSuite() {
  const outdir = path.join(cacheDir, 'editor-suite');
  const entries = fs.readdirSync(suiteDir).filter((name) => name === 'index.ts' || name.endsWith('.test.ts'));
  await esbuild.build({
    entryPoints: entries.map((name) => path.join(suiteDir, name)),
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return path.join(outdir, 'index.cjs');
}
