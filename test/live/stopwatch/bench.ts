import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { nodeFileSystem } from '../../../server/src/files/nodeFileSystem.ts';
import { jumpChain } from '../../../server/src/resolve/client/jumpChain.ts';
import { resolveClient } from '../../../server/src/resolve/client/resolveClient.ts';
import type { Environment } from '../../../server/src/resolve/configGraph.ts';
import { loadConfigGraph } from '../../../server/src/resolve/loadConfigGraph.ts';
import { resolveServer } from '../../../server/src/resolve/server/resolveServer.ts';
import { type PredictInput, type Prediction, predict } from '../../../server/src/timeouts/model.ts';
import type { OpenSshVersion } from '../../../server/src/values/openSshVersion.ts';
import { type Sshd, sshProgram, startSshd, waitFor, writeClientConfig } from '../../helpers/sshd.ts';
import { startWatchedRelay, type WatchedRelay } from './watchedRelay.ts';

/** One sshd, a relay before it and the configuration files of both ends: what a case plays with. */
export interface Bench {
  readonly sshd: Sshd;
  readonly relay: WatchedRelay;
  readonly clientFile: string;
  /** Starts `ssh box ...`; `-N` and a command stand in `args`. */
  ssh(args: readonly string[], file?: string): RunningSsh;
  /** A client configuration whose lines are those of host `box`. */
  configure(
    lines: readonly string[],
    options?: { readonly port?: number; readonly before?: readonly string[] },
  ): string;
  /** What the model says about these very files. */
  foretell(options?: Options): Promise<Prediction>;
  /** Milliseconds of `performance.now()` at which the server's log first holds `text`. */
  logged(text: string | RegExp, withinSeconds?: number): Promise<number>;
}

export type Options = Partial<Pick<PredictInput, 'path' | 'session' | 'outputEvery' | 'bannerEvery'>> & {
  readonly file?: string;
};

export interface RunningSsh {
  readonly child: ChildProcess;
  readonly stderr: () => string;
  /** When it exited; undefined while it runs. */
  readonly endedAt: () => number | undefined;
  /** Nobody holds the other end of its standard error any more. */
  readonly silent: () => boolean;
}

/** The releases of the two programs under the stopwatch. */
export interface Versions {
  readonly client: OpenSshVersion;
  readonly server: OpenSshVersion;
}

export interface Setup {
  readonly versions: Versions;
  /** Lines of host `box` in the client's file. */
  readonly client?: readonly string[];
  readonly server?: readonly string[];
  /** The relay forgets after so many idle seconds. */
  readonly forgetAfter?: number;
}

/** Runs `play` on a bench of its own and clears everything away after it. */
export async function onBench<Result>(setup: Setup, play: (bench: Bench) => Promise<Result>): Promise<Result> {
  const sshd = await startSshd({ config: setup.server ?? [] });
  const relay = await startWatchedRelay(sshd.port, setup.forgetAfter);
  const running: ChildProcess[] = [];
  const configure: Bench['configure'] = (lines, options) =>
    writeClientConfig(sshd, [...(options?.before ?? []), 'Host box', ...lines.map((line) => `  ${line}`)], {
      port: options?.port ?? relay.port,
    });
  const clientFile = configure(setup.client ?? []);
  const bench: Bench = {
    sshd,
    relay,
    clientFile,
    configure,
    ssh: (args, file = clientFile) => {
      const started = startSsh(file, args);
      running.push(started.child);
      return started;
    },
    foretell: (options) => foretell(sshd, options?.file ?? clientFile, setup.versions, options),
    logged: async (text, withinSeconds = 30) => {
      const found = () => (typeof text === 'string' ? sshd.log().includes(text) : text.test(sshd.log()));
      await waitFor(() => (found() ? true : undefined), withinSeconds * 1000);
      return performance.now();
    },
  };
  try {
    return await play(bench);
  } finally {
    for (const child of running) {
      child.kill('SIGCONT');
      child.kill('SIGKILL');
    }
    await relay.close();
    await sshd.stop();
  }
}

function startSsh(file: string, args: readonly string[]): RunningSsh {
  const child = spawn(
    sshProgram,
    ['-F', file, ...args.filter((arg) => arg.startsWith('-')), 'box', ...args.filter((arg) => !arg.startsWith('-'))],
    {
      // Its input stays open and empty, for the sake of the program at the other end.
      stdio: ['pipe', 'ignore', 'pipe'],
    },
  );
  let stderr = '';
  let endedAt: number | undefined;
  let silent = false;
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.on('close', () => {
    silent = true;
  });
  child.on('exit', () => {
    endedAt = performance.now();
  });
  return { child, stderr: () => stderr, endedAt: () => endedAt, silent: () => silent };
}

const environment: Environment = { variables: {}, homeUri: 'file:///nowhere' };

/** Resolves the files as the programs will read them, and predicts. */
async function foretell(sshd: Sshd, file: string, versions: Versions, options: Options = {}): Promise<Prediction> {
  const serverGraph = await loadConfigGraph({
    dialect: 'server',
    roots: [{ uri: pathToFileURL(path.join(sshd.dir, 'sshd_config')).href, role: 'server' }],
    version: versions.server,
    environment,
    fileSystem: nodeFileSystem,
  });
  const target = { host: 'box' };
  const graph = await loadConfigGraph({
    dialect: 'client',
    roots: [{ uri: pathToFileURL(file).href, role: 'given' }],
    version: versions.client,
    environment,
    fileSystem: nodeFileSystem,
    target,
  });
  const client = resolveClient(graph, target);
  const { file: _file, ...input } = options;
  return predict({
    client,
    server: resolveServer(serverGraph, { user: sshd.user, address: '127.0.0.1' }),
    clientVersion: versions.client,
    serverVersion: versions.server,
    hops: jumpChain(graph, client),
    ...input,
  });
}
