import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test as it } from 'vitest';
import { startRelay, startTcpServer } from '../helpers/relay.ts';
import { skippedFor, withoutSshd } from '../helpers/skipped.ts';
import { freePort, makeKey, type Sshd, startSshd, waitFor, writeClientConfig } from '../helpers/sshd.ts';
import { type Bundles, buildRunner, runProbe, since } from './keepaliveHarness.ts';

const hasPython = spawnSync('python3', ['--version'], { stdio: 'ignore' }).status === 0;

// What a user reads when a connection does not come about: one sentence, and below it the next step.
describe.skipIf(withoutSshd !== '').concurrent(`a failure is told with the next step${withoutSshd}`, () => {
  let bundles: Bundles;
  let sshd: Sshd;
  const closers: (() => unknown)[] = [];

  beforeAll(async () => {
    bundles = await buildRunner();
    sshd = await startSshd({ config: ['MaxStartups 100'] });
    closers.push(() => sshd.stop());
  });
  afterAll(async () => {
    for (const close of closers.toReversed()) await close();
    bundles?.remove();
  });

  const inDir = (name: string) => path.join(sshd.dir, name);
  const withLines = (...lines: readonly string[]) => writeClientConfig(sshd, lines);
  const at = (port: number, ...lines: readonly string[]) => writeClientConfig(sshd, lines, { port });
  const server = async (...config: readonly string[]) => {
    const started = await startSshd({ config });
    closers.push(() => started.stop());
    return started;
  };
  const tcp = async (onConnection?: (socket: net.Socket) => void) => {
    const started = await startTcpServer(onConnection);
    closers.push(() => started.close());
    return started.port;
  };
  /** Passes on so many bytes of the server's, and nothing after them. */
  const stalling = async (serverBytes: number) => {
    const relay = await startRelay(sshd.port, { serverBytes });
    closers.push(() => relay.close());
    return relay.port;
  };
  const key = (name: string, passphrase?: string) => {
    makeKey(inDir(name), passphrase);
    return inDir(name);
  };
  /** A port that takes no more connections: as if the machine were off. */
  const full = async () => {
    const script = `import socket, time
s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen(0)
kept = []
for _ in range(3):
    c = socket.socket(); c.setblocking(False)
    try: c.connect(s.getsockname())
    except BlockingIOError: pass
    kept.append(c)
print(s.getsockname()[1], flush=True); time.sleep(120)`;
    const python = spawn('python3', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] });
    closers.push(() => python.kill());
    return new Promise<number>((resolve) => python.stdout.once('data', (port) => resolve(Number(port))));
  };
  const behind = (jump: string) => {
    const file = withLines('Host box', '  ProxyJump gate');
    fs.appendFileSync(file, fs.readFileSync(jump, 'utf8'));
    return file;
  };

  const cases: Readonly<Record<string, readonly [make: () => Promise<string> | string, title: RegExp, next: RegExp]>> =
    {
      'a host that is off': [
        async () => at(await full(), 'ConnectTimeout 2'),
        /^No (?:answer|SSH server answered) .*within 2 s/,
        /Check HostName and Port, that the machine is on/,
      ],
      'a port where nobody listens': [
        async () => at(await freePort()),
        /^The machine answered, but nothing listens on that port\.$/,
        /Check Port, and that sshd is running/,
      ],
      'a name that does not resolve': [
        () => withLines('HostName no-such-host.invalid'),
        /^The host name could not be resolved: no-such-host\.invalid: /,
        /Check HostName, the spelling/,
      ],
      'no banner': [
        async () => at(await tcp(), 'ConnectTimeout 2'),
        /^(?:Something accepted the connection, but no SSH server introduced itself|No SSH server answered) within 2 s/,
        /Check (?:that )?HostName and Port/,
      ],
      'a web server': [
        async () =>
          at(
            await tcp((socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))),
            'ConnectTimeout 2',
          ),
        // 8.0 and 8.1 say nothing before they have heard something, and so does a web server.
        since('client', '8.2')
          ? /closed before the server introduced itself; all it said was: HTTP\/1\.1 400 Bad Request$/
          : /^No SSH server answered within 2 s/,
        /Check .*Port/,
      ],
      'a stall in the key exchange': [
        async () => at(await stalling(60)),
        /stopped answering, in this phase: key exchange\.$/,
        /ConnectTimeout does not cover this part/,
      ],
      'a stall in the login': [
        async () => withLines(`ProxyCommand ${process.execPath} ${stallingProxy()} ${sshd.port}`),
        /stopped answering, in this phase: login\.$/,
        /a server that hangs in its login/,
      ],
      'a changed key': [
        () => {
          const other = key('changed');
          fs.writeFileSync(`${other}_hosts`, `# a comment\n* ${fs.readFileSync(`${other}.pub`, 'utf8')}`);
          return withLines(`UserKnownHostsFile ${other}_hosts`);
        },
        /^The server shows another key than the one on record/,
        /remove line 2 of \/\S+changed_hosts/,
      ],
      'an unknown key': [
        () => withLines('UserKnownHostsFile /dev/null'),
        /^The server’s key is not known on this machine yet\.$/,
        /Connect once with ssh in a terminal, compare the fingerprint/,
      ],
      'a password wanted': [
        async () => writeClientConfig(await server('PubkeyAuthentication no')),
        /^The server wants a password or a code/,
        /ssh-copy-id/,
      ],
      'a password wanted besides the key': [
        async () => writeClientConfig(await server('AuthenticationMethods publickey,password')),
        /^The server accepts the key and wants a password or a code as well/,
        /AuthenticationMethods/,
      ],
      'a key with a passphrase': [
        () => {
          const identityFile = key('locked', 'secret');
          fs.appendFileSync(inDir('authorized_keys'), fs.readFileSync(`${identityFile}.pub`, 'utf8'));
          return writeClientConfig({ ...sshd, identityFile });
        },
        /could not be used without a passphrase or a touch\.$/,
        /ssh-add/,
      ],
      'a user who is not let in': [
        async () => writeClientConfig(await server(`DenyUsers ${sshd.user}`, 'PasswordAuthentication no')),
        /^The server refused the login; it would accept: publickey/,
        /Check User and IdentityFile/,
      ],
      'a key that is not there': [
        () => writeClientConfig({ ...sshd, identityFile: inDir('absent') }),
        /^The server refused the login, and ssh had no key to offer\.$/,
        /names an existing key/,
      ],
      'too many keys': [
        async () => {
          const keys = [1, 2, 3].map((number) => key(`many${number}`));
          const strict = { ...(await server('MaxAuthTries 2')), identityFile: keys[0] ?? '' };
          return writeClientConfig(
            strict,
            keys.map((file) => `IdentityFile ${file}`),
          );
        },
        /too many keys were offered\.$/,
        /IdentitiesOnly yes/,
      ],
      'a server with all its places taken': [
        async () => {
          const busy = await server('MaxStartups 1');
          const guest = net.connect(busy.port, '127.0.0.1');
          closers.push(() => guest.destroy());
          await waitFor(() => (busy.log().includes('Connection from') ? true : undefined));
          return writeClientConfig(busy);
        },
        /too many logins under way|turns this address away for now|closed before the server introduced itself/,
        /MaxStartups|PerSourcePenalties|block list/,
      ],
      'a jump host that is down': [
        async () => behind(writeClientConfig(sshd, [], { alias: 'gate', port: await freePort() })),
        /^The way to the server failed before the server was reached: Connection refused$/,
        /Run ssh gate in a terminal first/,
      ],
      'a jump host whose key is not known': [
        () => behind(writeClientConfig({ ...sshd, knownHostsFile: '/dev/null' }, [], { alias: 'gate' })),
        /^The way to the server failed .*: Host key verification failed\.$/,
        /Run ssh gate in a terminal first/,
      ],
      'a proxy that is not there': [
        () => withLines('ProxyCommand /no/such/proxy %h %p'),
        /^The way to the server failed .*\/no\/such\/proxy/,
        /ProxyCommand by itself/,
      ],
      'a proxy that says nothing': [
        () => withLines('ProxyCommand sleep 20', 'ConnectTimeout 2'),
        /^Nothing came through the proxy or jump host within 2 s\.$/,
        /give it more time with ConnectTimeout/,
      ],
      'a line that ssh refuses': [
        () => withLines('Host elsewhere', '  NoSuchThing yes'),
        /^ssh refuses the configuration: .*line 2: Bad configuration option: nosuchthing$/,
        /Correct or remove that line/,
      ],
    };

  /** Lets the key exchange through, and holds back what the server says to the login. */
  const stallingProxy = () => {
    const file = inDir('stalling.mjs');
    fs.writeFileSync(
      file,
      `import net from 'node:net';
      const far = net.connect(Number(process.argv[2]), '127.0.0.1');
      let sent = 0, silent = false;
      // After the answer to the key exchange the client sends its new keys, and then only the login.
      process.stdin.on('data', (data) => { far.write(data); if (answers >= 3) silent = true; });
      let answers = 0;
      far.on('data', (data) => { if (silent) return; answers++; process.stdout.write(data); });`,
    );
    return file;
  };

  for (const [name, [make, title, next]] of Object.entries(cases)) {
    const skipped = skippedFor(name === 'a host that is off' && !hasPython && 'Python is not installed');
    it.skipIf(skipped !== '')(`${name}${skipped}`, { timeout: 60_000 }, async () => {
      const { code, out, err } = await runProbe(bundles, ['box', '-F', await make(), '--seconds', '2']).outcome;
      const [first = '', second = ''] = out.split('\n');
      expect(err).toBe('');
      expect(first).toMatch(title);
      expect(second).toMatch(/^→ \S/);
      expect(second).toMatch(next);
      expect(code).toBe(name === 'a line that ssh refuses' ? 2 : 1);
    });
  }
});
