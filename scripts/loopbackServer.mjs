// A real sshd on this machine alone, for the keepalive test of the sample: throw-away keys, gone with the start script.
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { ask, atExit, findProgram, startGroup, stopGroup } from './processes.mjs';
import { sshWord } from './sample.mjs';

export const loopbackHost = 'sample-loopback';

/**
 * Starts `sshd` and adds to the sample in `folder` its sshd_config, the host entry and the pairing of the two. The keys
 * lie in `keyDir`, which goes when this process ends. Throws where the server does not come up.
 * @returns {Promise<{ port: number, close(): Promise<void> }>}
 */
export async function startLoopbackServer({ sshd, folder, keyDir }) {
  fs.rmSync(keyDir, { recursive: true, force: true });
  fs.mkdirSync(keyDir, { recursive: true, mode: 0o700 });
  atExit(() => fs.rmSync(keyDir, { recursive: true, force: true }));
  const hostKey = makeKey(keyDir, 'host_key');
  const userKey = makeKey(keyDir, 'user_key');
  fs.writeFileSync(path.join(keyDir, 'authorized_keys'), userKey.publicKey, { mode: 0o600 });
  fs.writeFileSync(path.join(keyDir, 'known_hosts'), `* ${hostKey.publicKey}`);
  const port = await freePort();
  const config = path.join(folder, 'servers', 'loopback', 'sshd_config');
  writeLines(config, [
    '# The sshd that `npm start` runs beside the editor; it listens on this machine only and stops with it.',
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    'ClientAliveInterval 7',
    'ClientAliveCountMax 3',
    'LoginGraceTime 20',
    `HostKey ${sshWord(hostKey.file)}`,
    `AuthorizedKeysFile ${sshWord(path.join(keyDir, 'authorized_keys'))}`,
    `AllowUsers ${os.userInfo().username}`,
    'AuthenticationMethods publickey',
    'PermitRootLogin prohibit-password',
    'UsePAM no',
    'StrictModes no',
    'PidFile none',
    'LogLevel VERBOSE',
  ]);
  writeLines(path.join(folder, '.ssh', 'conf.d', '50-loopback.conf'), [
    '# Written by `npm start`: the sshd that runs beside the editor.',
    `Host ${loopbackHost}`,
    '  HostName 127.0.0.1',
    `  Port ${port}`,
    `  User ${os.userInfo().username}`,
    '  ServerAliveInterval 3',
    '  ServerAliveCountMax 3',
    `  IdentityFile ${sshWord(userKey.file)}`,
    '  IdentitiesOnly yes',
    '  IdentityAgent none',
    `  UserKnownHostsFile ${sshWord(path.join(keyDir, 'known_hosts'))}`,
    '  GlobalKnownHostsFile none',
  ]);
  pair(folder, loopbackHost, 'servers/loopback/sshd_config');
  const child = await listen(sshd, config, port);
  return { port, close: () => stopGroup(child) };
}

async function listen(sshd, config, port) {
  // Debian's service makes this folder when it starts; without it sshd refuses to run as root.
  if (process.getuid?.() === 0) fs.mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const child = startGroup([sshd, '-D', '-e', '-f', config]);
  let log = '';
  await new Promise((resolve, reject) => {
    const fail = (reason) => reject(new Error(`sshd ${reason}\n${log.trim()}`));
    const timer = setTimeout(() => fail('did not listen within 10 s'), 10_000);
    child.stderr.setEncoding('utf8').on('data', (text) => {
      log += text;
      if (log.includes(`Server listening on 127.0.0.1 port ${port}`)) {
        clearTimeout(timer);
        resolve();
      }
    });
    child.stdout.resume();
    child.on('error', (error) => fail(`could not be started: ${error.message}`));
    child.on('exit', (code) => {
      clearTimeout(timer);
      fail(`ended (${code})`);
    });
  });
  return child;
}

function makeKey(folder, name) {
  const file = path.join(folder, name);
  const program = findProgram('ssh-keygen');
  if (!program) throw new Error('ssh-keygen is missing');
  const made = ask([program, '-q', '-t', 'ed25519', '-N', '', '-C', 'ssh-timeouts sample', '-f', file]);
  if (made === undefined) throw new Error('ssh-keygen could not make a key');
  return { file, publicKey: fs.readFileSync(`${file}.pub`, 'utf8') };
}

function writeLines(file, lines) {
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  fs.writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
}

function pair(folder, host, config) {
  const file = path.join(folder, '.vscode', 'settings.json');
  const settings = JSON.parse(fs.readFileSync(file, 'utf8'));
  settings['sshTimeouts.servers'] = { ...settings['sshTimeouts.servers'], [host]: config };
  fs.writeFileSync(file, `${JSON.stringify(settings, null, 2)}\n`);
}

async function freePort() {
  const server = net.createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
