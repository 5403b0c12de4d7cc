import { spawn } from 'node:child_process';
import net from 'node:net';
import { performance } from 'node:perf_hooks';
import readline from 'node:readline';

/** What the relay tells the runner, one line of JSON each. Ages are milliseconds before the line was written. */
export type RelayEvent =
  | {
      readonly type: 'cut';
      /** Since the last byte in each direction. */
      readonly fromServer: number;
      readonly toServer: number;
    }
  /** A side that still hears got something after the cut. */
  | { readonly type: 'heard'; readonly side: 'client' | 'server' }
  /** The server, or the way to it, closed its end after the cut. */
  | { readonly type: 'server-closed' }
  /** The connection could not be opened; in the words that ssh itself would have used. */
  | { readonly type: 'no-way'; readonly text: string };

/**
 * Stands between ssh and the user's own way in, as ssh's ProxyCommand. It passes everything on until the runner says
 * `cut`; from then on it swallows both directions, or the one that the runner names, and keeps both ends open, as a dead
 * path does: the end of one side is told to the other only where that direction still passes. It goes when both ends have
 * gone, or the runner.
 * @param args SOCKET `tcp` HOST PORT, or SOCKET `exec` COMMAND.
 */
export function runRelay(args: readonly string[]): void {
  const [socket = '', kind, ...rest] = args;
  const control = net.connect(socket);
  const tell = (event: RelayEvent) => control.write(`${JSON.stringify(event)}\n`);
  const far =
    kind === 'tcp'
      ? connect(rest[0] ?? '', Number(rest[1]), (text) => tell({ type: 'no-way', text }))
      : execute(rest[0] ?? '');
  let cut = false;
  let toServerPasses = true;
  let fromServerPasses = true;
  let nearEnded = false;
  let farEnded = false;
  let fromServer = performance.now();
  let toServer = fromServer;

  const leave = () => {
    far.end();
    // What was told last must still arrive.
    control.end(() => process.exit(0));
    setTimeout(() => process.exit(0), 50);
  };
  // ssh sends it when it ends; leaving then would tell the server, and nothing may tell it.
  process.on('SIGHUP', () => !cut && leave());
  process.on('SIGTERM', leave);
  process.stdout.on('error', () => undefined);
  control.on('error', () => process.exit(0)).on('close', leave);
  readline.createInterface({ input: control }).on('line', (line) => {
    const [word, lost] = line.split(' ');
    if (word !== 'cut' || cut) return;
    cut = true;
    toServerPasses = lost === 'from-server';
    fromServerPasses = lost === 'to-server';
    const now = performance.now();
    tell({ type: 'cut', fromServer: now - fromServer, toServer: now - toServer });
  });

  process.stdin.on('data', (data) => {
    if (!toServerPasses) return;
    toServer = performance.now();
    if (cut) tell({ type: 'heard', side: 'server' });
    far.write(data);
  });
  process.stdin
    .on('error', () => undefined)
    .on('close', () => {
      nearEnded = true;
      if (!cut || farEnded) leave();
      else if (toServerPasses) far.finish();
    });
  far.onData((data) => {
    if (!fromServerPasses) return;
    fromServer = performance.now();
    if (cut) tell({ type: 'heard', side: 'client' });
    process.stdout.write(data);
  });
  far.onEnd(() => {
    if (farEnded) return;
    farEnded = true;
    if (!cut) return leave();
    tell({ type: 'server-closed' });
    // The end of our output can only be told by leaving.
    if (nearEnded || fromServerPasses) setTimeout(leave, nearEnded ? 100 : 0);
  });
}

interface Far {
  write(data: Buffer): void;
  onData(listener: (data: Buffer) => void): void;
  onEnd(listener: () => void): void;
  /** Nothing more will be written; what comes back is still read. */
  finish(): void;
  end(): void;
}

function connect(host: string, port: number, onFailure: (text: string) => void): Far {
  const socket = net.connect({ host, port, noDelay: true, allowHalfOpen: true });
  const ends: (() => void)[] = [];
  socket.once('error', (error) => {
    onFailure(asSshSays(host, port, error));
    for (const listener of ends) listener();
  });
  return {
    write: (data) => void socket.write(data),
    onData: (listener) => void socket.on('data', listener),
    onEnd: (listener) => {
      ends.push(listener);
      socket.once('end', listener).once('close', listener);
    },
    finish: () => void socket.end(),
    end: () => void socket.destroy(),
  };
}

function asSshSays(host: string, port: number, error: NodeJS.ErrnoException): string {
  if (error.syscall === 'getaddrinfo') return `ssh: Could not resolve hostname ${host}: ${error.code}`;
  const known: Readonly<Record<string, string>> = {
    ECONNREFUSED: 'Connection refused',
    ETIMEDOUT: 'Connection timed out',
    EHOSTUNREACH: 'No route to host',
    ENETUNREACH: 'Network is unreachable',
  };
  return `ssh: connect to host ${host} port ${port}: ${known[error.code ?? ''] ?? error.message}`;
}

/** The user's ProxyCommand or jump, run as ssh would run it: by the user's shell. */
function execute(command: string): Far {
  const shell = process.env['SHELL'] || '/bin/sh';
  const child = spawn(shell, ['-c', `exec ${command}`], { stdio: ['pipe', 'pipe', 'inherit'], shell: false });
  child.stdin.on('error', () => undefined);
  return {
    write: (data) => void child.stdin.write(data),
    onData: (listener) => void child.stdout.on('data', listener),
    onEnd: (listener) => {
      child.stdout.once('end', listener);
      child.once('error', listener).once('exit', listener);
    },
    finish: () => void child.stdin.end(),
    end: () => void child.kill('SIGHUP'),
  };
}
