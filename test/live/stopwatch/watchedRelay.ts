import net from 'node:net';

/** A relay that can fall silent or forget idle connections, and that knows when the last bytes passed each way. */
export interface WatchedRelay {
  readonly port: number;
  /** When the last bytes were handed on, in milliseconds of `performance.now()`. */
  readonly last: { toClient: number; toServer: number };
  /** Nothing passes from now on, in either direction; neither end hears of it. */
  silence(): void;
  /** It forgot the connection, as a NAT does, because nothing passed for `forgetAfter`. */
  forgotten(): boolean;
  close(): Promise<void>;
}

/** `forgetAfter`: seconds without a byte after which it behaves like a NAT whose entry has expired. */
export async function startWatchedRelay(target: number, forgetAfter = Number.POSITIVE_INFINITY): Promise<WatchedRelay> {
  const sockets = new Set<net.Socket>();
  const last = { toClient: 0, toServer: 0 };
  let silent = false;
  let forgotten = false;
  const passes = (): boolean => {
    const newest = Math.max(last.toClient, last.toServer);
    if (newest > 0 && performance.now() - newest >= forgetAfter * 1000) forgotten = true;
    return !silent && !forgotten;
  };
  const server = net.createServer((near) => {
    const far = net.connect(target, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.setNoDelay(true).on('error', () => undefined);
    }
    const pass = (from: net.Socket, to: net.Socket, way: keyof typeof last) => {
      from.on('data', (data) => {
        if (!passes()) return;
        last[way] = performance.now();
        to.write(data);
      });
      from.on('close', () => passes() && to.end());
    };
    pass(near, far, 'toServer');
    pass(far, near, 'toClient');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as net.AddressInfo).port,
    last,
    silence: () => {
      silent = true;
    },
    forgotten: () => {
      passes();
      return forgotten;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
