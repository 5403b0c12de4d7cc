import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Longest wait for a program to print its version, in milliseconds. */
const patience = 5000;

/** What `PROGRAM -V` prints on either stream, as one text; undefined where it cannot be run or prints nothing. */
export function askVersion(program: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    // No shell; and not in the workspace, where Windows would look for the program first. An sshd before 8.8 prints
    // its version above a usage message and fails: what was printed counts, not the exit code.
    execFile(program, ['-V'], { cwd: os.homedir(), timeout: patience, windowsHide: true }, (_error, stdout, stderr) => {
      const banner = /^.*OpenSSH_.*$/m.exec(`${stderr}\n${stdout}`)?.[0];
      resolve(banner?.trim());
    });
  });
}

/** Where an installed sshd usually is: it is seldom on a user's PATH. */
export function findSshd(exists: (file: string) => boolean = existsSync): string | undefined {
  const windows = path.join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'OpenSSH', 'sshd.exe');
  const places =
    process.platform === 'win32'
      ? [windows]
      : ['/usr/sbin/sshd', '/usr/local/sbin/sshd', '/opt/homebrew/sbin/sshd', '/usr/bin/sshd'];
  return places.find(exists);
}
