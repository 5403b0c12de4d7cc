import net from 'node:net';
import path from 'node:path';
import readline from 'node:readline';
import type { LostDirection } from './plan.ts';
import type { RelayEvent } from './relay.ts';

export interface RelayControl {
  readonly socket: string;
  /** From now on nothing passes the relay, or nothing in that direction. */
  cut(lost: LostDirection): void;
  close(): void;
}

/** The runner's side of the relay: a socket in its private directory, to which the relay connects. */
export function listenForRelay(dir: string, onEvent: (event: RelayEvent) => void): RelayControl {
  const socket = path.join(dir, 'relay');
  let relay: net.Socket | undefined;
  const server = net.createServer((connection) => {
    relay = connection;
    connection.on('error', () => undefined);
    readline.createInterface({ input: connection }).on('line', (line) => onEvent(JSON.parse(line) as RelayEvent));
  });
  server.on('error', () => undefined).listen(socket);
  return {
    socket,
    cut: (lost) => void relay?.write(`cut ${lost}\n`),
    close: () => {
      relay?.destroy();
      server.close();
    },
  };
}
