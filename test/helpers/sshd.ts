import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

/** A real sshd on 127.0.0.1 with keys of its own, for tests that need the true programs. */
export interface Sshd {
  readonly port: number;
  readonly pid: number;
  /** Private directory of this server; removed by `stop`. */
  readonly dir: string;
  readonly user: string;
  /** A private key that the server accepts. */
  readonly identityFile: string;
  /** Holds the server's host key, for any name and port. */
  readonly knownHostsFile: string;
  /** Everything the server has written so far. */
  log(): string;
  stop(): Promise<void>;
}

export interface SshdOptions {
  /** Lines of sshd_config, before the helper's own: they win. */
  readonly config?: readonly string[];
  readonly program?: string;
  /** Debug lines as well; as `LogLevel DEBUG2`. */
  readonly debug?: boolean;
}

export const sshProgram = process.env['SSH_TIMEOUTS_TEST_SSH'] ?? '/usr/bin/ssh';
export const sshdProgram = process.env['SSH_TIMEOUTS_TEST_SSHD'] ?? '/usr/sbin/sshd';

/** Whether the real programs are on this machine; live tests are skipped where not. */
export function hasSshd(): boolean {
  return process.platform !== 'win32' && fs.existsSync(sshProgram) && fs.existsSync(sshdProgram);
}

/** A port of 127.0.0.1 on which nothing listens at this moment. */
export async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A fresh ed25519 key; answers the public key's text. */
export function makeKey(file: string, passphrase = ''): string {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-C', 'test', '-f', file]);
  return fs.readFileSync(`${file}.pub`, 'utf8').trim();
}

export async function startSshd(options: SshdOptions = {}): Promise<Sshd> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'ssh-timeouts-sshd-'));
  const hostKey = path.join(dir, 'host_key');
  const identityFile = path.join(dir, 'user_key');
  const knownHostsFile = path.join(dir, 'known_hosts');
  const publicHostKey = makeKey(hostKey);
  fs.writeFileSync(path.join(dir, 'authorized_keys'), `${makeKey(identityFile)}\n`);
  fs.writeFileSync(knownHostsFile, `* ${publicHostKey}\n`);
  // As root, sshd wants its separation directory, which nothing has made where the service never ran.
  if (process.getuid?.() === 0) fs.mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const configFile = path.join(dir, 'sshd_config');
    const lines = options.config ?? [];
    const firstMatch = lines.findIndex((line) => /^\s*match\b/i.test(line));
    const globalEnd = firstMatch < 0 ? lines.length : firstMatch;
    fs.writeFileSync(
      configFile,
      `${[
        ...lines.slice(0, globalEnd),
        `Port ${port}`,
        'ListenAddress 127.0.0.1',
        `HostKey ${hostKey}`,
        `AuthorizedKeysFile ${path.join(dir, 'authorized_keys')}`,
        'PidFile none',
        'UsePAM no',
        'StrictModes no',
        'PermitRootLogin yes',
        `LogLevel ${options.debug ? 'DEBUG2' : 'VERBOSE'}`,
        'Subsystem sftp internal-sftp',
        ...ownParts(options.program ?? sshdProgram),
        ...lines.slice(globalEnd),
      ].join('\n')}\n`,
    );
    const child = spawn(options.program ?? sshdProgram, ['-D', '-e', '-f', configFile], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let log = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      log += text;
    });
    const up = await waitFor(() =>
      log.includes(`port ${port}.`) ? true : child.exitCode !== null ? false : undefined,
    );
    if (up) {
      return {
        port,
        pid: child.pid ?? -1,
        dir,
        user: os.userInfo().username,
        identityFile,
        knownHostsFile,
        log: () => log,
        stop: async () => {
          // Sessions are processes of their own session: they would outlive the listener.
          const sessions = descendants(child.pid ?? -1);
          await killAndWait(child);
          for (const pid of sessions) kill(pid);
          fs.rmSync(dir, { recursive: true, force: true });
        },
      };
    }
    await killAndWait(child);
    if (attempt === 3 || !/Address already in use/.test(log)) {
      fs.rmSync(dir, { recursive: true, force: true });
      throw new Error(`sshd did not start:\n${log}`);
    }
  }
}

/** A build that was not installed has the programs of a session (9.8) and of the login (10.0) in `libexec` beside it. */
function ownParts(program: string): readonly string[] {
  const parts = { SshdSessionPath: 'sshd-session', SshdAuthPath: 'sshd-auth' };
  return Object.entries(parts).flatMap(([directive, name]) => {
    const file = path.join(path.dirname(program), '..', 'libexec', name);
    return fs.existsSync(file) ? [`${directive} ${file}`] : [];
  });
}

/**
 * Writes a client configuration that reaches `sshd` under the name `box`; answers its path, for `-F`.
 * `lines` stand first and therefore win; `port` leads through a relay instead.
 */
export function writeClientConfig(
  sshd: Sshd,
  lines: readonly string[] = [],
  options: { readonly alias?: string; readonly port?: number; readonly name?: string } = {},
): string {
  const file = path.join(sshd.dir, options.name ?? `config-${Math.random().toString(36).slice(2)}`);
  fs.writeFileSync(
    file,
    `${[
      ...lines,
      `Host ${options.alias ?? 'box'}`,
      '  HostName 127.0.0.1',
      `  Port ${options.port ?? sshd.port}`,
      `  User ${sshd.user}`,
      `  IdentityFile ${sshd.identityFile}`,
      '  IdentitiesOnly yes',
      '  IdentityAgent none',
      `  UserKnownHostsFile ${sshd.knownHostsFile}`,
      '  GlobalKnownHostsFile /dev/null',
    ].join('\n')}\n`,
  );
  return file;
}

/** Polls until `look` answers something other than undefined. */
export async function waitFor<Value>(look: () => Value | undefined, milliseconds = 8_000): Promise<Value> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const value = look();
    if (value !== undefined) return value;
    if (Date.now() > end) throw new Error(`nothing after ${milliseconds} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Ids of the processes below `pid`, by the parents that /proc names. */
export function descendants(pid: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const { pid: child, parent } of processes()) {
    children.set(parent, [...(children.get(parent) ?? []), child]);
  }
  const below = (id: number): number[] => (children.get(id) ?? []).flatMap((child) => [child, ...below(child)]);
  return below(pid);
}

/** The processes of this machine; empty where there is no /proc. Zombies are left out. */
export function processes(): readonly { readonly pid: number; readonly parent: number; readonly command: string }[] {
  const names = fs.existsSync('/proc') ? fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
  return names.flatMap((name) => {
    try {
      const fields = /\) (\S) (\d+)/.exec(fs.readFileSync(`/proc/${name}/stat`, 'utf8'));
      if (!fields || fields[1] === 'Z') return [];
      const command = fs.readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      return [{ pid: Number(name), parent: Number(fields[2]), command }];
    } catch {
      return [];
    }
  });
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}

async function killAndWait(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), 1_000);
  await ended;
  clearTimeout(patience);
}
