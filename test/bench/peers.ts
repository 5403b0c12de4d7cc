import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Packages that do a part of the same work. Installed for the bench alone; absent where that fails. */
export interface Peers {
  readonly sshConfig?: { parse(text: string): { compute(host: string): unknown } };
  readonly treeSitter?: (text: string) => unknown;
}

/** tree-sitter is compiled on install, and only this release understands the grammar's binding. */
const packages = ['ssh-config@5.3.0', 'tree-sitter@0.25.0', 'tree-sitter-ssh-client-config@2026.9.17'];

export async function peers(): Promise<Peers> {
  const folder = path.resolve('.cache', 'bench-peers');
  if (!fs.existsSync(path.join(folder, 'installed'))) install(folder);
  const require = createRequire(path.join(folder, 'package.json'));
  return { ...sshConfig(require), ...treeSitter(require) };
}

function install(folder: string): void {
  fs.mkdirSync(folder, { recursive: true });
  const allowScripts = { 'tree-sitter': true, 'tree-sitter-ssh-client-config': true };
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true, allowScripts }));
  console.log('installing the packages to compare with ...');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  spawnSync(npm, ['install', '--force', '--no-audit', '--no-fund', ...packages], { cwd: folder, stdio: 'ignore' });
  fs.writeFileSync(path.join(folder, 'installed'), '');
}

function sshConfig(require: NodeJS.Require): Pick<Peers, 'sshConfig'> {
  try {
    const module = require('ssh-config');
    return { sshConfig: module.default ?? module };
  } catch {
    console.log('ssh-config could not be installed: left out');
    return {};
  }
}

function treeSitter(require: NodeJS.Require): Pick<Peers, 'treeSitter'> {
  try {
    const Parser = require('tree-sitter');
    const parser = new Parser();
    parser.setLanguage(require('tree-sitter-ssh-client-config'));
    // A buffer of the default size ends in an error from 32 KiB on.
    return { treeSitter: (text) => parser.parse(text, undefined, { bufferSize: text.length * 2 + 1024 }) };
  } catch {
    console.log('tree-sitter-ssh-client-config could not be installed: left out');
    return {};
  }
}
