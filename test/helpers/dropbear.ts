import { execFileSync, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort, makeKey, type Sshd, waitFor } from './sshd.ts';

/** A real dropbear on 127.0.0.1, in the shape of the sshd helper. */
export type Dropbear = Omit<Sshd, 'log'>;

const program = [process.env['SSH_TIMEOUTS_TEST_DROPBEAR'], '/usr/sbin/dropbear', '/usr/local/sbin/dropbear'].find(
  (file) => file !== undefined && fs.existsSync(file),
);

/** From 2024.84 on it can be told where the keys are; before, it looks below the home directory only. */
const namesKeys = program !== undefined && /^-D\s/m.test(spawnSync(program, ['-h'], { encoding: 'utf8' }).stderr);

/** Why no dropbear can be started here; undefined where one can. */
export function noDropbear(): string | undefined {
  if (program === undefined) return 'dropbear is not installed';
  if (spawnSync('dropbearkey', ['-h'], { stdio: 'ignore' }).error) return 'dropbearkey is not installed';
  if (namesKeys || spawnSync('unshare', ['--mount', 'true'], { stdio: 'ignore' }).status === 0) return undefined;
  return 'giving this dropbear a home directory of its own takes root';
}

/** @param args Such as `-K 2`: options of dropbear. */
export async function startDropbear(args: readonly string[] = []): Promise<Dropbear> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'ssh-timeouts-sshd-'));
  const { username, homedir } = os.userInfo();
  const home = path.join(dir, 'home');
  const identityFile = path.join(dir, 'user_key');
  const hostKey = path.join(dir, 'dropbear_key');
  const knownHostsFile = path.join(dir, 'known_hosts');
  fs.mkdirSync(path.join(home, '.ssh'), { recursive: true, mode: 0o700 });
  fs.writeFileSync(path.join(home, '.ssh', 'authorized_keys'), `${makeKey(identityFile)}\n`, { mode: 0o600 });
  const made = execFileSync('dropbearkey', ['-t', 'ed25519', '-f', hostKey], { encoding: 'utf8', stdio: 'pipe' });
  fs.writeFileSync(knownHostsFile, `* ${/^ssh-ed25519 \S+/m.exec(made)?.[0]}\n`);
  const port = await freePort();
  const own = ['-F', '-E', '-r', hostKey, '-p', `127.0.0.1:${port}`, '-P', path.join(dir, 'pid'), ...args];
  // Seen by this process and its children only.
  const inHome = `mount --bind "$1" "$2" && shift 2 && exec "$@"`;
  const child = namesKeys
    ? spawn(program ?? '', [...own, '-D', path.join(home, '.ssh')], { stdio: ['ignore', 'ignore', 'pipe'] })
    : spawn('unshare', ['--mount', 'sh', '-c', inHome, 'sh', home, homedir, program ?? '', ...own], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  await waitFor(() => {
    if (child.exitCode !== null) throw new Error(`dropbear did not start:\n${log}`);
    return /Not backgrounding/.test(log) ? true : undefined;
  });
  return {
    port,
    pid: child.pid ?? -1,
    dir,
    user: username,
    identityFile,
    knownHostsFile,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      fs.rmSync(dir, { recursive: true, force: true });
    },
  };
}
