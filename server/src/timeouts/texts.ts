import * as l10n from '@vscode/l10n';
import { duration, exactWhen, roughly, sentences, when } from './format.ts';
import type { Prediction } from './prediction.ts';
import { after, isRange, sooner, upToOneSecondEarly } from './range.ts';
import type { Fires, Timer } from './timer.ts';

/**
 * The line above a `Host`: what a user wants to know before connecting, in a dozen words. Where only the server's
 * configuration is known, the line above a `Match` or the global part of a `sshd_config`.
 */
export function lensText(prediction: Prediction): string {
  const { client, server } = prediction.keepalive;
  if (server.configured && !client.configured) return serverLensText(prediction);
  return [clientPart(prediction), pathPart(prediction), serverPart(prediction)].filter((part) => part).join(' · ');
}

/** The line above the global part of a `sshd_config` or a `Match`: the same from the server's side. */
export function serverLensText(prediction: Prediction): string {
  const alive = timer(prediction, 'ClientAliveInterval', 'server');
  const limit = timer(prediction, 'ChannelTimeout', 'server');
  const unused = timer(prediction, 'UnusedConnectionTimeout', 'server');
  const { server } = prediction.keepalive;
  // UnusedConnectionTimeout fires up to a second late, not early: what is written is its earliest.
  return [
    alive && isRange(alive.fires)
      ? alive.probeEvery === null
        ? l10n.t('ends sessions after {0} of silence', when(alive.fires))
        : l10n.t('dead client noticed in {0}', roughly(noticed(prediction, alive)))
      : l10n.t('dead client not noticed by sshd'),
    server.wire !== null &&
      server.wire !== server.interval &&
      l10n.t('probes every {0}, not {1}', duration(server.wire), duration(server.interval)),
    limit && isRange(limit.fires) && l10n.t('idle sessions closed after {0}', when(limit.fires)),
    unused &&
      isRange(unused.fires) &&
      l10n.t('connections without a channel closed after {0}', duration(unused.fires.earliest)),
    pathPart(prediction),
  ]
    .filter((part) => part)
    .join(' · ');
}

/** A few sentences for the hover of a time directive: when it fires, what it does not do, and the verdict. */
export function hoverText(prediction: Prediction, timerId: string, side?: Timer['side']): string {
  const found = prediction.timers.find(
    (candidate) => candidate.id === timerId && candidate.hop === undefined && (!side || candidate.side === side),
  );
  if (!found) return '';
  return sentences(
    found.closedBy !== 'nobody' &&
      isRange(found.fires) &&
      l10n.t('Fires {0} after {1}.', exactWhen(found.fires), found.startsAt),
    found.note,
    prediction.verdict.text !== '' && l10n.t('In all: {0}', prediction.verdict.text),
  );
}

/** Ids of a file's directives that a timer of another name stands for. */
export function timerIdOf(directive: string): string {
  const names: Readonly<Record<string, string>> = {
    ServerAliveCountMax: 'ServerAliveInterval',
    ClientAliveCountMax: 'ClientAliveInterval',
    ConnectionAttempts: 'ConnectTimeout',
    TCPKeepAlive: 'tcpKeepAlive',
  };
  return names[directive] ?? directive;
}

function clientPart(prediction: Prediction): string {
  const { client } = prediction.keepalive;
  const alive = timer(prediction, 'ServerAliveInterval', 'client');
  if (client.interval > 0 && client.count === 0) {
    const idle = prediction.situations.find(({ id }) => id === 'healthy-idle' || id === 'no-session');
    if (idle?.endedBy === 'ServerAliveInterval') {
      return l10n.t('closes even a healthy session after {0} of silence', duration(client.interval));
    }
  }
  if (alive && isRange(alive.fires)) return l10n.t('dead server noticed in {0}', roughly(noticed(prediction, alive)));
  const hop = prediction.timers.find(({ id, fires, hop }) => hop && id === 'ServerAliveInterval' && isRange(fires));
  if (hop?.hop) return l10n.t('dead way to {0} noticed in {1}', hop.hop, when(hop.fires));
  if (prediction.throughProxy) return l10n.t('dead server noticed by the proxy, if at all');
  const tcp = timer(prediction, 'tcpKeepAlive', 'tcp', 'client');
  return tcp && isRange(tcp.fires)
    ? l10n.t('dead server noticed by TCP only, in {0}', when(tcp.fires))
    : l10n.t('dead server never noticed');
}

function pathPart(prediction: Prediction): string {
  const { pathSeconds, idlePacketPeriod } = prediction;
  const path = timer(prediction, 'path', 'path');
  if (pathSeconds !== undefined && path) {
    return path.fires === 'never'
      ? l10n.t('idle is safe behind {0} NAT', duration(pathSeconds))
      : l10n.t('{0} NAT forgets it while idle', duration(pathSeconds));
  }
  const { client, server } = prediction.keepalive;
  return client.wire === null && server.wire === null
    ? l10n.t('idle is not kept alive')
    : l10n.t('idle packet every {0}', duration(idlePacketPeriod ?? 0));
}

function serverPart(prediction: Prediction): string {
  if (!prediction.keepalive.server.configured) return '';
  const limit = timer(prediction, 'ChannelTimeout', 'server');
  if (limit && isRange(limit.fires)) return l10n.t('server closes idle sessions after {0}', when(limit.fires));
  const unused = prediction.situations.find(
    ({ id, endedBy }) => id === 'no-session' && endedBy === 'UnusedConnectionTimeout',
  );
  const noSession = !prediction.situations.some(({ id }) => id === 'healthy-idle');
  if (unused && isRange(unused.after) && noSession) {
    return l10n.t('connections without a channel closed after {0}', duration(unused.after.earliest));
  }
  const own = timer(prediction, 'ClientAliveInterval', 'server');
  if (!own || !isRange(own.fires)) return '';
  const alive = timer(prediction, 'ServerAliveInterval', 'client');
  const server = noticed(prediction, own);
  const client = alive && noticed(prediction, alive);
  const earlier = !client || !isRange(client) || (isRange(server) && server.latest < client.latest);
  return earlier ? l10n.t('server may drop first at {0}', roughly(server)) : '';
}

/** When a peer that has gone is noticed: the system gives a probe up that nobody acknowledges, if the side itself does not. */
function noticed(prediction: Prediction, alive: Timer): Fires {
  const side = alive.side === 'server' ? 'server' : 'client';
  const { wire } = prediction.keepalive[side];
  const system = timer(prediction, 'tcpRetransmission', 'tcp', side)?.fires ?? 'unknown';
  return wire === null ? alive.fires : sooner(alive.fires, after(upToOneSecondEarly(wire), system));
}

function timer(
  prediction: Prediction,
  id: string,
  side: Timer['side'],
  closedBy?: Timer['closedBy'],
): Timer | undefined {
  return prediction.timers.find(
    (found) =>
      found.id === id && found.side === side && found.hop === undefined && (!closedBy || found.closedBy === closedBy),
  );
}
