// npm runs this where the repository itself is installed: `npx github:...`, a pre-commit hook, `npm install` in a clone.
// It builds the bundles that `bin` names. Without the tool chain (`npm ci --omit=dev`) there is nothing to build with.
import { createRequire } from 'node:module';
import { requireNode } from './nodeVersion.mjs';

requireNode();
if (isInstalled('esbuild')) await import('../esbuild.mjs');
else console.error('ssh-timeouts: development packages are not installed, so nothing is built.');

function isInstalled(name) {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
}
