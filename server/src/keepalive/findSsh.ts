import fs from 'node:fs';
import path from 'node:path';

/**
 * The absolute path of `ssh`: `configured` where the user has set one, else the first on PATH. Undefined where there
 * is none. The search is done here because Windows would look in the working directory first.
 */
export function findSsh(configured: string | undefined, env: NodeJS.ProcessEnv): string | undefined {
  if (configured) return path.isAbsolute(configured) && isFile(configured) ? configured : undefined;
  const windows = process.platform === 'win32';
  const name = windows ? 'ssh.exe' : 'ssh';
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  const system = env['SystemRoot'];
  if (windows && system) folders.push(path.join(system, 'System32', 'OpenSSH'));
  return folders.map((folder) => path.join(folder, name)).find(isFile);
}

function isFile(file: string): boolean {
  try {
    if (!fs.statSync(file).isFile()) return false;
    if (process.platform !== 'win32') fs.accessSync(file, fs.constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
