// The sample workspace: a private copy of sample/, so that edits and generated files never touch the clone.
import fs from 'node:fs';
import path from 'node:path';
import { root } from './processes.mjs';

/**
 * Copies sample/ to `folder`, which is emptied first. In the copy, relative Includes are absolute: ssh looks for them in
 * the user's own ~/.ssh, wherever the file lies. No file is writable by others, as ssh refuses to include such.
 */
export function copySample(folder) {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.cpSync(path.join(root, 'sample'), folder, { recursive: true });
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    fs.chmodSync(path.join(entry.parentPath ?? entry.path, entry.name), entry.isDirectory() ? 0o700 : 0o600);
  }
  const config = path.join(folder, '.ssh', 'config');
  const text = fs.readFileSync(config, 'utf8');
  fs.writeFileSync(
    config,
    text.replace(/^Include (.*)$/m, (_line, glob) => `Include ${sshWord(path.join(folder, '.ssh', glob))}`),
  );
  return folder;
}

/** A path as one word of an OpenSSH configuration. */
export function sshWord(file) {
  const portable = file.replaceAll('\\', '/');
  return /\s/.test(portable) ? `"${portable}"` : portable;
}
