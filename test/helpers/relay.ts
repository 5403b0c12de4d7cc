import net from 'node:net';
import { performance } from 'node:perf_hooks';

/** A TCP relay on 127.0.0.1 that can be slow, fall silent, or stop at a certain moment of the conversation. */
export interface Relay {
  readonly port: number;
  /** From now on nothing passes in either direction, and neither end hears of it. */
  silence(): void;
  /**
   * One for each time that something came from the client and was then answered: when it came and when the answer was
   * handed on, by the clock of `performance.now()` in milliseconds. What comes before an answer counts as one.
   */
  exchanges(): readonly { readonly asked: number; readonly answered: number }[];
  close(): Promise<void>;
}

export interface RelayOptions {
  /** Milliseconds that each direction adds. */
  readonly delay?: number;
  /** Bytes from the server after which nothing passes any more; both sockets stay open. */
  readonly serverBytes?: number;
  /** Milliseconds of silence after which a connection is forgotten, as a NAT does: nothing passes any more. */
  readonly forgetAfter?: number;
}

export async function startRelay(target: number, options: RelayOptions = {}): Promise<Relay> {
  const delay = options.delay ?? 0;
  const sockets = new Set<net.Socket>();
  const exchanges: { readonly asked: number; readonly answered: number }[] = [];
  let silent = false;
  const server = net.createServer((near) => {
    const far = net.connect(target, '127.0.0.1');
    let heard = Date.now();
    const forgotten = () => Date.now() - heard > (options.forgetAfter ?? Number.POSITIVE_INFINITY);
    let left = options.serverBytes ?? Number.POSITIVE_INFINITY;
    let asked: number | undefined;
    near.on('data', () => {
      asked ??= performance.now();
    });
    const hand = (to: net.Socket, data: Buffer) => {
      if (silent) return;
      to.write(data);
      if (to !== near || asked === undefined) return;
      exchanges.push({ asked, answered: performance.now() });
      asked = undefined;
    };
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.setNoDelay(true).on('error', () => undefined);
    }
    const pass = (from: net.Socket, to: net.Socket, allow: (data: Buffer) => Buffer) => {
      from.on('data', (data) => {
        if (forgotten()) return;
        heard = Date.now();
        const allowed = silent ? Buffer.alloc(0) : allow(data);
        if (allowed.length > 0) later(delay, () => hand(to, allowed));
      });
      from.on('close', () => later(delay, () => !silent && !forgotten() && left > 0 && to.end()));
    };
    pass(near, far, (data) => (left > 0 ? data : Buffer.alloc(0)));
    pass(far, near, (data) => {
      const part = data.subarray(0, Math.min(left, data.length));
      left -= part.length;
      return part;
    });
  });
  const port = await listen(server);
  return {
    port,
    silence: () => {
      silent = true;
    },
    exchanges: () => exchanges,
    close: () => close(server, sockets),
  };
}

/** A TCP server that does what `onConnection` says; with nothing it accepts and stays silent. */
export async function startTcpServer(
  onConnection: (socket: net.Socket) => void = () => undefined,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  const port = await listen(server);
  return { port, close: () => close(server, sockets) };
}

function later(milliseconds: number, action: () => unknown): void {
  if (milliseconds > 0) setTimeout(action, milliseconds);
  else action();
}

async function listen(server: net.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as net.AddressInfo).port;
}

async function close(server: net.Server, sockets: Set<net.Socket>): Promise<void> {
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
}
