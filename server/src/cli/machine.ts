import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as l10n from '@vscode/l10n';
import { nodeFileSystem, systemReason } from '../files/nodeFileSystem.ts';
import type { ConfigGraph, Environment } from '../resolve/configGraph.ts';
import {
  formatVersion,
  newestKnownVersion,
  type OpenSshVersion,
  parseVersion,
  versionFromBanner,
} from '../values/openSshVersion.ts';
import { type CliIo, RefusedError, UsageError } from './io.ts';

/** What OpenSSH would know of this machine and user. */
export function machineEnvironment(io: CliIo): Environment {
  const user = os.userInfo();
  const home = io.env['HOME'] ?? user.homedir;
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(io.env)) if (value !== undefined) variables[name] = value;
  return {
    homeUri: pathToFileURL(home).href,
    ...(home === user.homedir ? {} : { accountHomeUri: pathToFileURL(user.homedir).href }),
    userName: user.username,
    ...(user.uid >= 0 ? { uid: user.uid } : {}),
    hostName: os.hostname(),
    variables,
    systemDirectoryUri: pathToFileURL(systemDirectory()).href,
  };
}

function systemDirectory(): string {
  return process.platform === 'win32' ? path.join(process.env['ProgramData'] ?? 'C:\\ProgramData', 'ssh') : '/etc/ssh';
}

export function fileUri(file: string, io: CliIo): string {
  return pathToFileURL(path.resolve(io.cwd, file)).href;
}

/** The files that `ssh` starts from: those of `-F FILE` (`none` for nothing), else the user's and the system's. */
export async function clientRoots(file: string | undefined, io: CliIo): Promise<ConfigGraph['roots']> {
  if (file === 'none') return [];
  if (file !== undefined) {
    await mustExist(file, io);
    return [{ uri: fileUri(file, io), role: 'given' }];
  }
  const { homeUri, systemDirectoryUri } = machineEnvironment(io);
  return [
    { uri: `${homeUri}/.ssh/config`, role: 'user' },
    { uri: `${systemDirectoryUri}/ssh_config`, role: 'system' },
  ];
}

/** The file that `sshd -f` starts from. */
export async function serverRoots(file: string, io: CliIo): Promise<ConfigGraph['roots']> {
  await mustExist(file, io);
  return [{ uri: fileUri(file, io), role: 'server' }];
}

async function mustExist(file: string, io: CliIo): Promise<void> {
  const stat = await nodeFileSystem.stat(fileUri(file, io));
  if (stat.kind === 'missing') throw new RefusedError(`${file}: ${l10n.t('no such file')}`);
  const refused = stat.kind === 'unreadable' ? stat.reason : await noRight(file, io);
  if (refused !== undefined) throw new RefusedError(l10n.t('{0} cannot be read: {1}', file, refused));
}

async function noRight(file: string, io: CliIo): Promise<string | undefined> {
  return fs.access(path.resolve(io.cwd, file), fs.constants.R_OK).then(() => undefined, systemReason);
}

export interface AssumedVersion {
  readonly version: OpenSshVersion;
  readonly source: 'option' | 'machine' | 'newest';
}

/** Where the version was found, as words. */
export function howAssumed(source: AssumedVersion['source']): string {
  switch (source) {
    case 'option':
      return l10n.t('as asked');
    case 'machine':
      return l10n.t('as ssh -V of this machine says');
    case 'newest':
      return l10n.t('the newest known');
  }
}

/** What is said of it on stderr. */
export function assumedLine(side: 'client' | 'server', { version, source }: AssumedVersion): string {
  return `${side}: OpenSSH ${formatVersion(version)} (${howAssumed(source)})`;
}

/** The version asked for, else what `ssh -V` of this machine says, else the newest known. */
export async function assumedVersion(wanted: string | undefined): Promise<AssumedVersion> {
  if (wanted !== undefined) return { version: versionOption(wanted), source: 'option' };
  const banner = await sshBanner();
  const version = banner === undefined ? undefined : versionFromBanner(banner);
  return version ? { version, source: 'machine' } : { version: newestKnownVersion, source: 'newest' };
}

export function versionOption(text: string): OpenSshVersion {
  const version = parseVersion(text);
  if (!version) throw new UsageError(l10n.t('not an OpenSSH version: {0} (such as 9.2, 9.9p2, 9.6-debian)', text));
  return version;
}

/** `ssh -V` reads no configuration and connects nowhere. */
function sshBanner(): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile('ssh', ['-V'], { timeout: 3000, shell: false }, (error, _stdout, stderr) => {
      resolve(error ? undefined : stderr);
    });
  });
}

/** The client's operating system is the one this runs on. */
export function platform(): 'linux' | 'macos' | 'windows' | 'freebsd' {
  const names = { darwin: 'macos', win32: 'windows', freebsd: 'freebsd' } as const;
  return names[process.platform as keyof typeof names] ?? 'linux';
}
