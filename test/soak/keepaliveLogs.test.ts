import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { observe, startObservation } from '../../server/src/keepalive/observe.ts';
import { planKeepaliveTest } from '../../server/src/keepalive/plan.ts';
import { openPrivateLog } from '../../server/src/keepalive/privateLog.ts';
import type { RunEvent } from '../../server/src/keepalive/runEvent.ts';
import { askVersion } from '../../server/src/keepalive/startRunner.ts';
import { versionFromBanner } from '../../server/src/values/openSshVersion.ts';
import { startRelay, startTcpServer } from '../helpers/relay.ts';
import { freePort, hasSshd, makeKey, type Sshd, startSshd, writeClientConfig } from '../helpers/sshd.ts';
import { type ScenarioName, scenarios, writeRecording } from '../server/keepalive/golden.ts';

// RECORD_SSH=/path/to/ssh npm run soak -- keepaliveLogs: writes down what this client says in every scenario.
const program = process.env['RECORD_SSH'] ?? '';
const banner = program === '' ? '' : (askVersion(program) ?? '');
const version = versionFromBanner(banner);

const closers: (() => Promise<unknown>)[] = [];
let sshd: Sshd;

beforeAll(async () => {
  if (version) sshd = await server();
});
afterAll(() => Promise.all(closers.map((close) => close())));

async function server(...config: readonly string[]): Promise<Sshd> {
  const started = await startSshd({ config: [...config, 'MaxStartups 100'] });
  closers.push(() => started.stop());
  return started;
}

async function tcp(onConnection?: Parameters<typeof startTcpServer>[0]): Promise<number> {
  const started = await startTcpServer(onConnection);
  closers.push(() => started.close());
  return started.port;
}

async function relay(options?: Parameters<typeof startRelay>[1]): Promise<Awaited<ReturnType<typeof startRelay>>> {
  const started = await startRelay(sshd.port, options);
  closers.push(() => started.close());
  return started;
}

interface Setup {
  readonly file: string;
  readonly seconds?: number;
  readonly connectTimeout?: number;
  readonly onLine?: (text: string) => void;
}

const at = (port: number) => ({ file: writeClientConfig(sshd, [], { port }) });
const withLines = (...config: readonly string[]) => ({ file: writeClientConfig(sshd, config) });

async function through(jump: Sshd, last: Sshd): Promise<string> {
  const file = writeClientConfig(last, ['Host box', '  ProxyJump jump']);
  fs.appendFileSync(file, fs.readFileSync(writeClientConfig(jump, [], { alias: 'jump' }), 'utf8'));
  return file;
}

const setups: Readonly<Record<ScenarioName, () => Promise<Setup>>> = {
  'a healthy connection': async () => withLines(),
  'a server that probes': async () => ({ file: writeClientConfig(await server('ClientAliveInterval 1')), seconds: 9 }),
  'through a jump host': async () => ({
    file: await through(await server('ClientAliveInterval 1'), await server('ClientAliveInterval 2')),
    seconds: 10,
  }),
  'through a proxy command': async () => {
    const script = path.join(sshd.dir, 'pipe.mjs');
    fs.writeFileSync(
      script,
      `import net from 'node:net'; const far = net.connect(Number(process.argv[2]), '127.0.0.1');
      process.stdin.pipe(far); far.pipe(process.stdout);`,
    );
    return withLines(`ProxyCommand ${process.execPath} ${script} %p`);
  },
  'a path that dies': async () => {
    const { port, silence } = await relay();
    let answers = 0;
    const onLine = (text: string) => text.endsWith('receive packet: type 82') && ++answers === 2 && silence();
    return { ...at(port), seconds: 40, onLine };
  },
  'a path that dies at the login': async () => {
    const { port, silence } = await relay();
    return { ...at(port), seconds: 40, onLine: (text) => text.endsWith('Entering interactive session.') && silence() };
  },
  'a port where nobody listens': async () => at(await freePort()),
  'a name that does not resolve': async () => withLines('HostName no-such-host.invalid'),
  'a server without a banner': async () => ({ ...at(await tcp()), connectTimeout: 2 }),
  'a stall after the banner': async () => at((await relay({ serverBytes: 45 })).port),
  'a refusal before the banner': async () => at(await tcp((socket) => socket.end('Not allowed at this time\r\n'))),
  'too many startups': async () => at(await tcp((socket) => socket.end('Exceeded MaxStartups\r\n'))),
  'closed before the banner': async () => at(await tcp((socket) => socket.end())),
  'no algorithm in common': async () => ({
    file: writeClientConfig(await server('KexAlgorithms diffie-hellman-group14-sha256'), [
      'KexAlgorithms curve25519-sha256',
    ]),
  }),
  'an unknown host key': async () => withLines('UserKnownHostsFile /dev/null'),
  'a changed host key': async () => {
    const file = path.join(sshd.dir, 'changed');
    fs.writeFileSync(`${file}_hosts`, `# a comment\n* ${makeKey(file)}\n`);
    return withLines(`UserKnownHostsFile ${file}_hosts`);
  },
  'a revoked host key': async () => withLines(`RevokedHostKeys ${path.join(sshd.dir, 'host_key.pub')}`),
  'a password wanted': async () => ({ file: writeClientConfig(await server('PubkeyAuthentication no')) }),
  'a password wanted besides the key': async () => ({
    file: writeClientConfig(await server('AuthenticationMethods publickey,password')),
  }),
  'no user key': async () => ({ file: writeClientConfig({ ...sshd, identityFile: path.join(sshd.dir, 'absent') }) }),
  'another user key': async () => {
    const identityFile = path.join(sshd.dir, 'another');
    makeKey(identityFile);
    return { file: writeClientConfig({ ...sshd, identityFile }) };
  },
  'too many user keys': async () => {
    const strict = await server('MaxAuthTries 2');
    const keys = [1, 2, 3].map((number) => path.join(sshd.dir, `key${number}`));
    for (const key of keys) makeKey(key);
    return {
      file: writeClientConfig(
        { ...strict, identityFile: keys[0] ?? '' },
        keys.map((key) => `IdentityFile ${key}`),
      ),
    };
  },
  'a server that closes unused connections': async () => ({
    file: writeClientConfig(await server('UnusedConnectionTimeout 2')),
    seconds: 9,
  }),
  'a line that ssh does not know': async () => withLines('Host elsewhere', '  NoSuchThing yes'),
  'a jump host that is down': async () =>
    withLines('Host jump', '  HostName 127.0.0.1', `  Port ${await freePort()}`, 'Host box', '  ProxyJump jump'),
};

/** Runs ssh as the runner does and writes down each line with its time and the read that brought it. */
async function record(name: ScenarioName): Promise<string> {
  const { file, seconds = 3, connectTimeout, onLine } = await setups[name]();
  const { mode } = scenarios[name];
  const plan = planKeepaliveTest({
    host: 'box',
    file,
    isDefaultFile: false,
    mode,
    seconds,
    clientVersion: version ?? ({ major: 8, minor: 0 } as never),
  });
  if ('problem' in plan) throw new Error(name);
  const dir = fs.mkdtempSync(path.join(sshd.dir, 'log-'));
  const log = openPrivateLog(dir);
  if (!log) throw new Error('no pipe');
  const began = performance.now();
  const seen: { readonly time: number; readonly read?: number; readonly text: string }[] = [];
  let observation = startObservation(mode, 'fifo');
  let read = 0;
  let live: NodeJS.Timeout | undefined;
  const argv = plan.argv.map((word) =>
    connectTimeout && /^ConnectTimeout=/.test(word) ? `ConnectTimeout=${connectTimeout}` : word,
  );
  const child = spawn(program, ['-E', log.path, ...argv], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...plan.environment.set },
  });
  const stop = () => {
    seen.push({ time: performance.now() - began, text: 'stop done' });
    child.kill();
  };
  const listen = (source: 'log' | 'stderr') => {
    let rest = '';
    return (text: string) => {
      const time = performance.now() - began;
      read++;
      const parts = (rest + text).split('\n');
      rest = parts.pop() ?? '';
      for (const line of parts) {
        const part = line.replace(/\r$/, '');
        const event: RunEvent = { kind: 'line', at: time, text: part, source, read };
        observation = observe(observation, event);
        seen.push({ time, read, text: `${source === 'log' ? 'log' : 'err'} ${part}` });
        onLine?.(part);
        if (observation.phase === 'live') live ??= setTimeout(stop, seconds * 1_000);
      }
    };
  };
  log.onText(listen('log'));
  child.stderr.setEncoding('utf8').on('data', listen('stderr'));
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  const end = performance.now() - began;
  clearTimeout(live);
  await new Promise((resolve) => setTimeout(resolve, 150));
  log.close();
  seen.push({ time: end, text: `exit ${code ?? 255}` });
  const kept = name === 'a healthy connection' ? seen : seen.filter(({ text }) => isTelling(text));
  const lines = kept.map(({ time, read, text }, index) => {
    const sameRead = read !== undefined && read === kept[index - 1]?.read;
    return `${sameRead ? '+' : time.toFixed(2)} ${text}`;
  });
  return anonymous(lines, file).join('\n');
}

/** One log of each release is kept whole; of the others all but the chatter of levels 2 and 3. */
function isTelling(text: string): boolean {
  return !/^\S+ debug[23]: /.test(text) || /: type \d+$/.test(text);
}

function anonymous(lines: readonly string[], file: string): readonly string[] {
  const places: readonly (readonly [string | RegExp, string])[] = [
    [file, '/home/ann/.ssh/config'],
    [path.join(sshd.dir, 'changed_hosts'), '/home/ann/known_hosts'],
    [/\/\S*\/ssh-timeouts-sshd-\w+/g, '/home/ann'],
    [path.dirname(path.dirname(program)), '/usr'],
    [/\broot\b/g, 'ann'],
    [process.execPath, '/usr/bin/node'],
  ];
  return lines.map((line) => places.reduce((text, [from, to]) => text.replaceAll(from, to), line));
}

it.skipIf(!version || !hasSshd())(
  'records what one client says in every scenario',
  async () => {
    const runs = new Map<string, string>();
    for (const name of Object.keys(scenarios) as ScenarioName[]) runs.set(name, await record(name));
    const client = /^OpenSSH_(\S+?),?(?: |$)/.exec(banner)?.[1] ?? 'unknown';
    writeRecording(client, runs);
    expect(runs.size).toBe(Object.keys(setups).length);
  },
  300_000,
);
