import { addKeysToAgent } from './addKeysToAgent.ts';
import { channelTimeout } from './channelTimeout.ts';
import { clientAliveInterval } from './clientAliveInterval.ts';
import { findClientKind, isOtherClient } from './clientKinds.ts';
import { connectTimeout, ownLimits } from './connectTimeout.ts';
import { type Context, type End, hopEnd, readClient, type SessionKind, throughUnknownProxy } from './context.ts';
import { controlPersist } from './controlPersist.ts';
import { assumptions, explanation } from './explanation.ts';
import { forwardX11Timeout } from './forwardX11Timeout.ts';
import { clientKeepalive, serverKeepalive, silencedByOutput } from './keepalive.ts';
import { loginGraceTime } from './loginGraceTime.ts';
import { maxStartups, perSourcePenalties } from './maxStartups.ts';
import { idlePacketPeriod, pathIdle, pathTimer } from './path.ts';
import type { KeepaliveSummary, PredictInput, Prediction } from './prediction.ts';
import { rekeyLimit } from './rekeyLimit.ts';
import { hopServerAliveInterval, serverAliveInterval } from './serverAliveInterval.ts';
import { situations } from './situations.ts';
import { hopTcpKeepAlive, tcpKeepAlive } from './tcpKeepAlive.ts';
import { tcpConnect, tcpRetransmission } from './tcpRetransmission.ts';
import type { Timer } from './timer.ts';
import { unusedConnectionTimeout } from './unusedConnectionTimeout.ts';
import { verdict } from './verdict.ts';

export type { Platform, SessionKind } from './context.ts';
export type { PredictInput, Prediction } from './prediction.ts';
export { hoverText, lensText, serverLensText, timerIdOf } from './texts.ts';

/**
 * The model of time. `predict` takes what both ends will use and answers which side ends the connection, when, and
 * because of which lines:
 *
 * - `timers`: every mechanism of both sides, the TCP layer and the path. One that is off or cannot fire is there too,
 *   with `never` and the reason in its note. Each counts from its own `startsAt`.
 * - `situations`: for each way in which a connection can go wrong (or just sit there), the timer that ends it first,
 *   and what each side gets to see. All counted from the last packet that got through.
 * - `verdict`: who is first. Without `situation` the sooner of a peer that has gone and a session that is merely idle.
 *
 * The heart of it, for interval I and count N: a dead peer is given up after I × (N + 1), for the counter must exceed N;
 * whole-second clocks make that up to one second early. sshd 9.2 to 9.4 takes twice as long. A peer that is well
 * answers probes and is not ended by them. The side whose time runs out first closes.
 */
export function predict(input: PredictInput): Prediction {
  const context = contextOf(input);
  const timers = allTimers(context);
  const all = situations(context);
  const answer = verdict(context, all, timers, input.situation);
  const assumed = assumptions(context);
  const deciding = all.find(({ id, after }) => (input.situation ? id === input.situation : after === answer.after));
  const { seconds } = context.path;
  return {
    timers,
    situations: all,
    verdict: answer,
    explanation: explanation(answer, deciding, timers, assumed),
    assumptions: assumed,
    idlePacketPeriod: idlePacketPeriod(context),
    ...(seconds === undefined ? {} : { pathSeconds: seconds }),
    ...(throughUnknownProxy(context) ? { throughProxy: true } : {}),
    keepalive: { client: summary(context, 'client'), server: summary(context, 'server') },
  };
}

/** The input with its gaps filled, as the mechanisms read it. */
export function contextOf(input: PredictInput): Context {
  const asked = input.clientKind ?? 'openssh';
  const kind = typeof asked === 'string' ? findClientKind(asked) : asked;
  const client = {
    dialect: 'client',
    version: input.clientVersion,
    platform: input.clientPlatform ?? 'linux',
    config: input.client,
    overrides: input.overrides?.client ?? {},
    ...(kind === undefined || kind.id === 'openssh' ? {} : { kind }),
  } as const;
  const server = {
    dialect: 'server',
    version: input.serverVersion,
    platform: input.serverPlatform ?? 'linux',
    config: input.server,
    measured: input.measuredServer,
    overrides: input.overrides?.server ?? {},
  } as const;
  const named = (value: string) => value !== 'none' && value !== '';
  return {
    client,
    server,
    path: pathIdle(input.path, input.pathBecause),
    proxied:
      input.proxied ??
      (named(readClient(client, 'ProxyCommand').value) || named(readClient(client, 'ProxyJump').value)),
    session: input.session ?? sessionOf(client),
    outputEvery: input.outputEvery,
    bannerEvery: input.bannerEvery,
    hops: input.hops ?? [],
  };
}

function sessionOf(client: End): SessionKind {
  const type = readClient(client, 'SessionType');
  const command = readClient(client, 'RemoteCommand').value;
  if (type.explicit && type.value === 'none') return 'none';
  if (command === 'none' || command === '') return 'shell';
  return type.value === 'subsystem' ? `subsystem:${command}` : 'command';
}

/** Timers of ssh's own that another client does not have. */
const onlyInSsh = new Set([
  'ConnectTimeout',
  'ChannelTimeout',
  'ControlPersist',
  'RekeyLimit',
  'ForwardX11Timeout',
  'AddKeysToAgent',
]);

function allTimers(context: Context): readonly Timer[] {
  const { kind } = context.client;
  if (!isOtherClient(kind)) return timersOfSsh(context);
  const honoured = (id: string) => kind.honours.includes(id.toLowerCase());
  return timersOfSsh(context).filter(({ id, side }) => side !== 'client' || !onlyInSsh.has(id) || honoured(id));
}

function timersOfSsh(context: Context): readonly Timer[] {
  const penalties = perSourcePenalties(context);
  return [
    serverAliveInterval(context),
    clientAliveInterval(context),
    channelTimeout(context, 'client'),
    channelTimeout(context, 'server'),
    pathTimer(context),
    connectTimeout(context),
    ...ownLimits(context),
    loginGraceTime(context),
    unusedConnectionTimeout(context),
    controlPersist(context),
    tcpKeepAlive(context, 'client'),
    tcpKeepAlive(context, 'server'),
    tcpRetransmission(context, 'client'),
    tcpRetransmission(context, 'server'),
    tcpConnect(context),
    rekeyLimit(context, 'client'),
    rekeyLimit(context, 'server'),
    forwardX11Timeout(context),
    addKeysToAgent(context),
    maxStartups(context),
    ...(penalties ? [penalties] : []),
    ...context.hops.flatMap((hop, index) => {
      const end = hopEnd(context, hop);
      return index === 0
        ? [hopServerAliveInterval(hop.host, end), hopTcpKeepAlive(hop.host, end)]
        : [hopServerAliveInterval(hop.host, end)];
    }),
  ];
}

function summary(context: Context, side: 'client' | 'server'): KeepaliveSummary {
  const keepalive = side === 'client' ? clientKeepalive(context.client) : serverKeepalive(context.server);
  return {
    interval: keepalive.seconds,
    count: keepalive.count,
    wire: keepalive.wire,
    ...(silencedByOutput(context, side) ? { silenced: true } : {}),
    configured: context[side].config !== undefined || context[side].measured !== undefined,
  };
}
