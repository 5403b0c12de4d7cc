import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atLeast, type OpenSshVersion } from '../../server/src/values/openSshVersion.ts';
import { directoryMark, type GeneratedServer } from './generateServerConfig.ts';
import { versionOfProgram } from './openSshPrograms.ts';

/** An sshd, ready to be asked; its files live in a temporary directory. */
export interface SshdOracle {
  readonly version: OpenSshVersion;
  readonly directory: string;
  /** Writes the files (Includes filled in) and tells what `sshd -T` says. */
  ask(generated: GeneratedServer): SshdAnswer;
  close(): void;
}

export interface SshdAnswer {
  readonly accepted: boolean;
  readonly stdout: readonly string[];
  readonly stderr: string;
}

/** The oracle, or the reason why there is none on this machine. */
export function openSshdOracle(sshd: string): SshdOracle | string {
  if (!existsSync(sshd)) return `${sshd} is not installed`;
  if (process.getuid?.() !== 0) return 'sshd -T reads host keys and homes as root only';
  const version = versionOfProgram(sshd);
  if (!version) return `${sshd} does not tell its version`;
  if (!atLeast(version, '8.4')) return `${sshd} is older than the releases that are known`;
  try {
    mkdirSync('/run/sshd', { mode: 0o755, recursive: true });
  } catch {
    return '/run/sshd is missing and cannot be made';
  }
  const directory = mkdtempSync(join(tmpdir(), 'sshd-oracle-'));
  const key = join(directory, 'key');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  return {
    version,
    directory,
    ask: (generated) => ask(generated, sshd, directory, key),
    close: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** The files as they are written, by absolute path; the root first. */
export function placedFiles(generated: GeneratedServer, directory: string): Record<string, string> {
  const entries = Object.entries(generated.files);
  return Object.fromEntries(
    entries.map(([name, text]) => [join(directory, name), text.replaceAll(directoryMark, directory)]),
  );
}

function ask(generated: GeneratedServer, sshd: string, directory: string, key: string): SshdAnswer {
  const files = placedFiles(generated, directory);
  for (const [path, text] of Object.entries(files)) writeFileSync(path, text);
  const root = Object.keys(files)[0] ?? '';
  const args = ['-T', '-f', root, '-h', key, '-C', connectionSpec(generated.peer)];
  const result = spawnSync(sshd, args, { cwd: '/', encoding: 'utf8', timeout: 10_000 });
  const stdout = result.stdout
    .split('\n')
    .filter((line) => line !== '' && line.toLowerCase() !== `hostkey ${key.toLowerCase()}`);
  return { accepted: result.status === 0, stdout, stderr: result.stderr };
}

function connectionSpec(peer: GeneratedServer['peer']): string {
  const parts = {
    user: peer.user,
    host: peer.host,
    addr: peer.address,
    laddr: peer.localAddress,
    lport: peer.localPort,
    rdomain: peer.rdomain,
  };
  return Object.entries(parts)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${value}`)
    .join(',');
}

const groups = new Map<string, readonly string[]>();

/** Groups of a user of this machine; none for a user who does not exist. */
export function groupsOf(user: string): readonly string[] {
  const known = groups.get(user);
  if (known) return known;
  const result = spawnSync('id', ['-Gn', user], { encoding: 'utf8' });
  const found = result.status === 0 ? result.stdout.trim().split(' ') : [];
  groups.set(user, found);
  return found;
}

/** The file and line that the first message names, where it names one. */
export function firstPlace(stderr: string): { readonly path: string; readonly line: number } | undefined {
  for (const message of stderr.split('\n')) {
    const match = /^(\/\S+?):? line (\d+): /.exec(message);
    if (!match || / (Deprecated|Unsupported) option /.test(message)) continue;
    return { path: match[1] ?? '', line: Number(match[2]) };
  }
  return undefined;
}
