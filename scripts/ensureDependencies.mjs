import fs from 'node:fs';
import path from 'node:path';
import { npmCommand, root, run } from './processes.mjs';

/** Whether node_modules holds exactly what the lock file asks for; optional packages may be absent. */
export function dependenciesAreCurrent() {
  const wanted = packagesOf(path.join(root, 'package-lock.json'));
  const installed = packagesOf(path.join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(([name, { version, optional, peer, link }]) => {
    if (name === '' || link) return true;
    const there = installed[name];
    return there ? there.version === version : Boolean(optional || peer);
  });
}

function packagesOf(lockFile) {
  try {
    return JSON.parse(fs.readFileSync(lockFile, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** Installs the locked packages where they are missing or out of date. Throws with npm's own words where it cannot. */
export async function ensureDependencies() {
  if (dependenciesAreCurrent()) return;
  console.log('Installing the locked npm packages ...');
  // No package of the tool chain needs its install script, so none runs.
  const { code, output } = await run(
    npmCommand('ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'),
  );
  if (code !== 0) throw new Error(`npm could not install the packages:\n${output.trim()}`);
}
