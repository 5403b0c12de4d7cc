import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

/** A directory that only this user can enter and that goes when the process ends, however it ends by itself. */
export function privateDirectory(): { readonly path: string; remove(): void } {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'ssh-timeouts-'));
  const remove = () => fs.rmSync(dir, { recursive: true, force: true });
  process.once('exit', remove);
  return { path: dir, remove };
}

export interface PrivateLog {
  readonly path: string;
  onText(listener: (text: string) => void): void;
  close(): void;
}

/** Where ssh's log goes; its place tells this test's ssh from all others. */
export function logPath(dir: string): string {
  return path.join(dir, 'log');
}

/**
 * A private pipe for `-E`, so that ssh's log is apart from what a server's banner prints. Undefined where the system
 * has none. Opened for both directions, so that it is open before ssh opens it and never ends.
 */
export function openPrivateLog(dir: string): PrivateLog | undefined {
  if (process.platform === 'win32') return undefined;
  const file = logPath(dir);
  try {
    // Node has no call for it.
    const made = spawnSync('mkfifo', ['-m', '600', file], { stdio: 'ignore', shell: false });
    if (made.status !== 0) return undefined;
    const fd = fs.openSync(file, fs.constants.O_RDWR | fs.constants.O_NONBLOCK);
    const socket = new net.Socket({ fd, readable: true, writable: false });
    socket.setEncoding('utf8').on('error', () => undefined);
    return {
      path: file,
      onText: (listener) => void socket.on('data', listener),
      close: () => void socket.destroy(),
    };
  } catch {
    return undefined;
  }
}
