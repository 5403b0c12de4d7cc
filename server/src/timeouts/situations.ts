import * as l10n from '@vscode/l10n';
import { channelTimeoutFires } from './channelTimeout.ts';
import { isOtherClient } from './clientKinds.ts';
import { bannerFires, noAnswerFires, ownEndings } from './connectTimeout.ts';
import { type Context, hopEnd, waitSeconds } from './context.ts';
import { controlPersistFires } from './controlPersist.ts';
import { type Ending, first } from './ending.ts';
import { clientEnding, clientTcp, healthyEndings, hopEndings, serverEnding, serverEndings, tcp } from './endings.ts';
import { clientKeepalive, serverFiresWhileSending, serverKeepalive } from './keepalive.ts';
import { loginGraceFires } from './loginGraceTime.ts';
import { clientWrites, serverLogs } from './messages.ts';
import { pathFires } from './path.ts';
import { exactly, isRange } from './range.ts';
import { clientSees, healthySeen, hostOf, serverSees, serverSystemError } from './seen.ts';
import { tcpRetransmissionFires } from './tcpRetransmission.ts';
import type { Fires, Situation, SituationId } from './timer.ts';
import { unusedConnectionFires } from './unusedConnectionTimeout.ts';

/** What happens to the connection in each situation. A situation that cannot arise in this session is left out. */
export function situations(context: Context): readonly Situation[] {
  const all: Situation[] = [
    deadIdle(context),
    deadSending(context),
    peerFrozen(context),
    ...(context.session === 'none' ? [] : [healthyIdle(context)]),
    pathForgets(context),
    connectNoAnswer(context),
    connectNoBanner(context),
    connectStalls(context, 'connect-stalls-kex'),
    connectStalls(context, 'connect-stalls-auth'),
    asleep(context),
    noSession(context),
  ];
  return all.map((each) => inOtherWords(context, each));
}

/** The other end has gone without a word and nobody types: each side finds out by itself, at its own time. */
function deadIdle(context: Context): Situation {
  const client = clientEnd(context, 'dead-idle');
  const server = first(serverEndings(context));
  return apart('dead-idle', client, server, context);
}

/** The other end has gone while this one keeps sending: typing does not set ServerAlive back, output blinds ClientAlive. */
function deadSending(context: Context): Situation {
  const client = clientEnd(context, 'dead-sending');
  const server = first([
    { ...serverEnding(context), fires: serverFiresWhileSending(context) },
    tcp('server', tcpRetransmissionFires(context, 'server')),
  ]);
  return apart('dead-sending', client, server, context);
}

/** One end's process hangs while its system still acknowledges packets, so TCP never notices. */
function peerFrozen(context: Context): Situation {
  const server = serverEnding(context);
  // Its system takes what the session's program prints, until its memory is full; then sshd has its pause to probe in.
  const printed = context.outputEvery === undefined ? server.fires : serverFiresWhileSending(context);
  const fires = isRange(server.fires) && printed === 'never' ? 'unknown' : printed;
  return apart('peer-frozen', clientEnd(context, 'peer-frozen'), first([{ ...server, fires }]), context);
}

/** Both ends are well and nobody types. Keepalive probes are answered; only the timers below end such a session. */
function healthyIdle(context: Context): Situation {
  const ending = first([
    ...healthyEndings(context),
    ...ownEndings(context, 'healthy-idle'),
    { id: 'ChannelTimeout', closedBy: 'client', fires: channelTimeoutFires(context, 'client') },
    { id: 'ChannelTimeout', closedBy: 'server', fires: channelTimeoutFires(context, 'server') },
  ]);
  return situation('healthy-idle', ending, ...healthySeen(context, ending, noticed));
}

/** Connected without any channel. */
function noSession(context: Context): Situation {
  const ending = first([
    ...healthyEndings(context),
    ...ownEndings(context, 'no-session'),
    { id: 'UnusedConnectionTimeout', closedBy: 'server', fires: unusedConnectionFires(context) },
    { id: 'ControlPersist', closedBy: 'client', fires: controlPersistFires(context) },
  ]);
  return situation('no-session', ending, ...healthySeen(context, ending, noticed));
}

/** The path drops its state; nobody is told. Later each side finds the other gone, as in `dead-idle`. */
function pathForgets(context: Context): Situation {
  const ending = first([{ id: 'path', closedBy: 'path', fires: pathFires(context) }]);
  if (ending.after === 'never') {
    return situation('path-forgets', ending, l10n.t('nothing: packets move often enough'), l10n.t('nothing'));
  }
  const { client, server } = noticed(context);
  return situation('path-forgets', ending, client, server);
}

/** The machine that this one connects to: the first jump host where there is one. What another proxy does is its affair. */
function connectNoAnswer(context: Context): Situation {
  const [hop] = context.hops;
  const leg: Context = hop ? { ...context, client: hopEnd(context, hop), proxied: false, hops: [] } : context;
  const own = noAnswerFires(context);
  const ways: Ending[] = [{ id: own.endedBy, closedBy: 'client', fires: own.fires }];
  if (hop) {
    const { fires, endedBy } = noAnswerFires(leg);
    ways.push({ id: endedBy, closedBy: 'client', fires, hop: hop.host });
  } else if (context.proxied) ways.push({ id: 'tcpConnect', closedBy: 'client', fires: 'unknown' });
  const ending = first([...ways, ...ownEndings(context, 'connect-no-answer')]);
  const direct = !context.proxied || ending.hop !== undefined;
  const sees = direct ? clientWrites.tcpConnect(hostOf(leg)) : clientWrites.banner(true);
  return situation(
    'connect-no-answer',
    ending,
    isRange(ending.after) ? sees : l10n.t('nothing: it keeps waiting'),
    l10n.t('nothing'),
  );
}

/** How the client finds out by itself that the other end is out of reach, or hangs. */
function clientEnd(context: Context, id: SituationId): ReturnType<typeof first> {
  if (id === 'peer-frozen') return first([clientEnding(context)]);
  return id === 'dead-sending'
    ? first([
        clientEnding(context),
        ...hopEndings(context, 'sending'),
        tcp('client', tcpRetransmissionFires(context, 'client')),
      ])
    : first([clientEnding(context), ...hopEndings(context), clientTcp(context)]);
}

function connectNoBanner(context: Context): Situation {
  const ending = first([
    { id: 'ConnectTimeout', closedBy: 'client', fires: bannerFires(context) },
    ...ownEndings(context, 'connect-no-banner'),
  ]);
  return situation(
    'connect-no-banner',
    ending,
    isRange(ending.after) ? clientWrites.banner(context.proxied) : l10n.t('nothing: it keeps waiting'),
    l10n.t('nothing'),
  );
}

/** After the banner the client bounds each read by interval times count; the server the whole login by LoginGraceTime. */
function connectStalls(context: Context, id: 'connect-stalls-kex' | 'connect-stalls-auth'): Situation {
  const { seconds, count } = clientKeepalive(context.client);
  const read: Fires =
    !isOtherClient(context.client.kind) && seconds > 0 && count > 0 ? exactly(waitSeconds(seconds * count)) : 'never';
  const ending = first([
    { id: 'ServerAliveInterval', closedBy: 'client', fires: read },
    { id: 'LoginGraceTime', closedBy: 'server', fires: loginGraceFires(context) },
    ...ownEndings(context, id),
  ]);
  const own = read === 'never' ? '' : clientWrites.stalledBeforeLogin();
  const grace = loginGraceFires(context) === 'never' ? '' : clientWrites.closedBeforeLogin();
  const prompt =
    id === 'connect-stalls-auth' && read !== 'never'
      ? l10n.t(' (not while a prompt waits for the user: then only LoginGraceTime counts)')
      : '';
  const client = (ending.closedBy === 'server' ? grace : own || grace) || l10n.t('nothing: it keeps waiting');
  return situation(
    id,
    ending,
    client + prompt,
    ending.closedBy === 'client'
      ? serverLogs.connectionClosed()
      : serverLogs.loginGrace(context.server.version) || l10n.t('nothing'),
  );
}

/** The client's machine sleeps: its clocks run on, but it is the server that misses answers. */
function asleep(context: Context): Situation {
  const { path } = context;
  const wire = serverKeepalive(context.server).wire;
  const kept = wire !== null && path.seconds !== undefined && wire < path.seconds && !path.ignoresProbes;
  const ending = first([
    ...serverEndings(context),
    ...(path.seconds === undefined || kept
      ? []
      : [{ id: 'path', closedBy: 'path', fires: exactly(path.seconds) } as const]),
  ]);
  const gone = ending.closedBy !== 'nobody';
  return situation(
    'asleep',
    ending,
    gone
      ? l10n.t('on waking after that: {0}', clientWrites.brokenPipe())
      : l10n.t('on waking: one probe, which a server that is still there answers'),
    ending.endedBy === 'ClientAliveInterval'
      ? serverLogs.clientAlive(context.server.version)
      : ending.closedBy === 'server'
        ? serverSystemError(context)
        : l10n.t('nothing'),
  );
}

/** When and by what each side finds out that the other is out of reach. */
function noticed(context: Context): { readonly client: string; readonly server: string } {
  const client = clientEnd(context, 'path-forgets');
  const server = first(serverEndings(context));
  return { client: clientSees(context, client), server: serverSees(context, server) };
}

/** The two sides cannot hear each other: the first to close is the answer, and each sees its own. */
function apart(
  id: SituationId,
  client: ReturnType<typeof first>,
  server: ReturnType<typeof first>,
  context: Context,
): Situation {
  const ending = first([
    { id: client.endedBy ?? 'ServerAliveInterval', closedBy: 'client', fires: client.after, hop: client.hop },
    { id: server.endedBy ?? 'ClientAliveInterval', closedBy: 'server', fires: server.after },
  ]);
  return situation(id, ending, clientSees(context, client), serverSees(context, server));
}

function situation(id: SituationId, ending: ReturnType<typeof first>, client: string, server: string): Situation {
  return { id, ...ending, clientSees: client, serverSees: server };
}

/** The messages are OpenSSH's; of another client they are known for its own limits, else only its name is. */
function inOtherWords(context: Context, each: Situation): Situation {
  const { kind } = context.client;
  if (!isOtherClient(kind)) return { ...each, ...exitOf(context, each) };
  const { closedBy, clientSees, ...rest } = each;
  const limit = kind.limits.find(({ id, ends }) => id === rest.endedBy && ends.includes(rest.id));
  if (limit?.says !== undefined) return { ...rest, closedBy, clientSees: limit.says };
  // What a dead peer looks like is said in its own place, and a client that sees nothing has no error either.
  const foreign = closedBy !== 'nobody' && !noticedApart.has(rest.id);
  return { ...rest, closedBy, clientSees: foreign ? l10n.t('an error of {0}', kind.name) : clientSees };
}

/** Whatever ends a connection before its session does: 255. A shared connection that ends in the background tells nobody. */
function exitOf(context: Context, { id, endedBy, after }: Situation): { readonly clientExit?: 255 } {
  const noticed = noticedApart.has(id) ? clientEnd(context, id).after : after;
  return isRange(after) && isRange(noticed) && endedBy !== 'ControlPersist' ? { clientExit: 255 } : {};
}

/** Situations in which each side finds out by itself. */
const noticedApart: ReadonlySet<SituationId> = new Set(['dead-idle', 'dead-sending', 'peer-frozen', 'path-forgets']);
