import { clientAliveFires } from './clientAliveInterval.ts';
import { type Context, hopEnd, throughUnknownProxy } from './context.ts';
import type { Ending } from './ending.ts';
import { clientKeepalive, fedByOutput, fedByPeer, serverFiresWhileSending, serverKeepalive } from './keepalive.ts';
import { pathFires } from './path.ts';
import { after, isRange, upToOneSecondEarly } from './range.ts';
import { tcpKeepAliveFires } from './tcpKeepAlive.ts';
import { tcpRetransmissionFires } from './tcpRetransmission.ts';
import type { Fires } from './timer.ts';

// The endings that situations are put together from.

export function clientEnding(context: Context): Ending {
  return { id: 'ServerAliveInterval', closedBy: 'client', fires: clientKeepalive(context.client).fires };
}

/** How the server notices that the client has gone: by its keepalive, or by its system. */
export function serverEndings(context: Context): readonly Ending[] {
  const { outputEvery } = context;
  if (outputEvery === undefined)
    return [serverEnding(context), systemEnding(context, 'server', serverKeepalive(context.server).wire)];
  // What the session's program prints is data that waits for an answer.
  const unanswered = after({ earliest: 0, latest: outputEvery }, tcpRetransmissionFires(context, 'server'));
  return [{ ...serverEnding(context), fires: serverFiresWhileSending(context) }, tcp('server', unanswered)];
}

export function serverEnding(context: Context): Ending {
  return { id: 'ClientAliveInterval', closedBy: 'server', fires: clientAliveFires(context) };
}

/**
 * A jump host's ssh has its own clock; when it gives up, the connection through it ends too. It sees the way to the jump
 * host only, and the first of them has the only TCP connection of this machine.
 */
export function hopEndings(context: Context, doing?: 'sending'): readonly Ending[] {
  return context.hops.flatMap((hop, index): Ending[] => {
    const end = hopEnd(context, hop);
    const { fires, wire } = clientKeepalive(end);
    const own: Ending = { id: 'ServerAliveInterval', closedBy: 'client', fires, hop: hop.host };
    if (index > 0) return [own];
    const leg: Context = { ...context, client: end, proxied: false, hops: [] };
    const system = doing ? tcp('client', tcpRetransmissionFires(leg, 'client')) : systemEnding(leg, 'client', wire);
    return [own, { ...system, hop: hop.host }];
  });
}

export function tcp(side: 'client' | 'server', fires: Fires): Ending {
  return { id: 'tcpRetransmission', closedBy: side, fires };
}

/**
 * What the client's system does on a dead idle connection. A probe is data that waits for an answer: from the first on,
 * retransmission decides and TCP keepalive does not run. Before the first it does, and hours are enough for it.
 */
export function clientTcp(context: Context): Ending {
  if (throughUnknownProxy(context)) return { id: 'tcpKeepAlive', closedBy: 'client', fires: 'unknown' };
  return systemEnding(context, 'client', clientKeepalive(context.client).wire);
}

/** A probe that comes later than the system's own finds the connection closed. */
function systemEnding(context: Context, side: 'client' | 'server', wire: number | null): Ending {
  const keepAlive = tcpKeepAliveFires(context, side);
  if (wire === null || (isRange(keepAlive) && keepAlive.latest <= wire)) {
    return { id: 'tcpKeepAlive', closedBy: side, fires: keepAlive };
  }
  return tcp(side, after(upToOneSecondEarly(wire), tcpRetransmissionFires(context, side)));
}

/** What can end a connection whose both ends are well: counts of 0 that close without asking, and the path. */
export function healthyEndings(context: Context): readonly Ending[] {
  const client = clientKeepalive(context.client);
  const server = serverKeepalive(context.server);
  return [
    {
      id: 'ServerAliveInterval',
      closedBy: 'client',
      fires: client.endsHealthy && !fedByPeer(client, server) && !fedByOutput(client, context) ? client.fires : 'never',
    },
    {
      id: 'ClientAliveInterval',
      closedBy: 'server',
      fires: server.endsHealthy && !fedByPeer(server, client) ? server.fires : 'never',
    },
    { id: 'path', closedBy: 'path', fires: pathFires(context) === 'unknown' ? 'never' : pathFires(context) },
  ];
}
