import * as l10n from '@vscode/l10n';
import { missedLimits } from './channelTimeout.ts';
import { isOtherClient } from './clientKinds.ts';
import { type Context, hopEnd, readClient } from './context.ts';
import { duration, exactWhen, sentences, when } from './format.ts';
import {
  clientKeepalive,
  fedByPeer,
  healthyProbePeriod,
  type Keepalive,
  probesAtHalfPace,
  serverKeepalive,
} from './keepalive.ts';
import { isRange } from './range.ts';
import type { Because, Situation, SituationId, Timer, Verdict } from './timer.ts';

/**
 * Who drops first. Without a situation: what ends an idle connection whose both ends are well, where anything does, for
 * that is bound to happen; else who notices first that the other end has gone.
 */
export function verdict(
  context: Context,
  all: readonly Situation[],
  timers: readonly Timer[],
  only?: SituationId,
): Verdict {
  const idleId = context.session === 'none' ? 'no-session' : 'healthy-idle';
  const asked = only === undefined ? undefined : all.find(({ id }) => id === only);
  const dead = all.find(({ id }) => id === 'dead-idle');
  const idle = all.find(({ id }) => id === idleId);
  const chosen = asked ?? (idle && isRange(idle.after) ? idle : (dead ?? idle));
  // Whoever wrote a limit that reaches nothing has it in mind.
  const missed = asked === undefined ? missedLimits(context) : [];
  if (!chosen) return { text: l10n.t('Nobody closes.'), first: 'nobody', after: 'never', because: [] };
  return {
    text: sentences(
      asked === undefined && chosen === dead && dead !== undefined && dead.endedBy !== null
        ? l10n.t('If the other end goes away: {0}', sentence(context, dead, timers))
        : sentence(context, chosen, timers),
      asked === undefined && chosen !== idle && idle && idleSentence(context, idle),
      asked === undefined && chosen === idle && dead && deadSentence(dead),
      ...missed.map(({ text }) => text),
      !chosen.id.startsWith('connect-') && hangsOn(timers),
    ),
    first: chosen.closedBy,
    after: chosen.after,
    because: [...reasons(chosen, timers), ...missed.map(({ because }) => because)],
  };
}

/** The timers that decide a situation; both sides' in a tie. */
export function decidingTimers(situation: Situation, timers: readonly Timer[]): readonly Timer[] {
  if (situation.closedBy === 'tie') {
    const byTcp = situation.endedBy?.startsWith('tcp');
    return timers.filter(
      ({ id, hop }) =>
        hop === undefined &&
        (byTcp ? id === situation.endedBy : id === 'ServerAliveInterval' || id === 'ClientAliveInterval'),
    );
  }
  return timers.filter(
    ({ id, closedBy, hop }) =>
      id === situation.endedBy &&
      closedBy === situation.closedBy &&
      (hop === situation.hop || (hop === undefined && id === 'tcpRetransmission')),
  );
}

function reasons(situation: Situation, timers: readonly Timer[]): readonly Because[] {
  // Retransmission starts with the first probe, so the interval has its part in it.
  const probing = situation.closedBy === 'client' ? 'ServerAliveInterval' : 'ClientAliveInterval';
  const cause =
    situation.endedBy === 'tcpRetransmission'
      ? timers.filter(({ id, hop }) => id === probing && hop === situation.hop)
      : [];
  const deciding = [...cause, ...decidingTimers(situation, timers)].flatMap(({ because }) => because);
  return situation.endedBy === 'path' ? [...tooSlow(situation, timers), ...deciding] : deciding;
}

/**
 * Why no probe keeps a path: the intervals that are set, or else that of the client, which is off. A client that sleeps
 * sends none, whatever is set.
 */
function tooSlow(situation: Situation, timers: readonly Timer[]): readonly Because[] {
  const probing = situation.id === 'asleep' ? ['ClientAliveInterval'] : ['ServerAliveInterval', 'ClientAliveInterval'];
  const intervals = timers
    .filter(({ id, hop }) => hop === undefined && probing.includes(id))
    .flatMap(({ because: [interval] }) => interval ?? []);
  const set = intervals.filter(({ kind }) => kind !== 'default');
  return set.length > 0 ? set : intervals.slice(0, 1);
}

/** A value that another outcome of a Match could change may also bring another timer forward. */
function hangsOn(timers: readonly Timer[]): string {
  const names = timers.filter(({ depends, closedBy }) => depends && closedBy !== 'nobody').map(({ id }) => id);
  return names.length === 0
    ? ''
    : l10n.t(
        'This depends on a Match criterion that was not evaluated and was taken as “does not match”; it could change {0}.',
        [...new Set(names)].join(', '),
      );
}

/** One sentence: who ends the connection in this situation, when, and by which rule. */
export function sentence(context: Context, situation: Situation, timers: readonly Timer[]): string {
  const time = exactWhen(situation.after);
  const { endedBy } = situation;
  if (situation.after === 'unknown') return l10n.t('When this ends is not known: {0}', unknownNote(situation, timers));
  if (endedBy === null) return nobody(context, situation);
  if (situation.closedBy === 'tie' && endedBy !== 'tcpKeepAlive' && endedBy !== 'tcpRetransmission') {
    return isRange(situation.after) && situation.after.latest - situation.after.earliest > 1
      ? l10n.t('Either side may be first: the connection is closed {0} after the last packet.', time)
      : l10n.t('Client and server close within the same second, {0} after the last packet.', time);
  }
  const client = clientKeepalive(context.client);
  const server = serverKeepalive(context.server);
  const hop = context.hops.find(({ host }) => host === situation.hop);
  switch (endedBy) {
    case 'ServerAliveInterval':
      if (situation.id.startsWith('connect-')) {
        return l10n.t(
          'The client gives up after {0} without an answer: {1} × {2}.',
          time,
          client.seconds,
          client.count,
        );
      }
      if (hop) {
        return l10n.t(
          'The ssh to jump host {0} gives up first, {1} after the last data from there: {2} × ({3} + 1).',
          hop.host,
          time,
          clientKeepalive(hopEnd(context, hop)).seconds,
          clientKeepalive(hopEnd(context, hop)).count,
        );
      }
      if (client.endsHealthy && fedByPeer(client, server)) {
        return l10n.t(
          'The client closes without a probe, {0} after the server’s last data: ServerAliveCountMax is 0.',
          time,
        );
      }
      return client.endsHealthy
        ? l10n.t(
            'The client closes even a healthy session, {0} after the server’s last data: ServerAliveCountMax is 0.',
            time,
          )
        : l10n.t(
            'The client closes first, {0} after the server’s last data: {1} × ({2} + 1).',
            time,
            client.seconds,
            client.count,
          );
    case 'ClientAliveInterval':
      return server.endsHealthy
        ? l10n.t(
            'The server closes even a healthy session, {0} after the client’s last data: ClientAliveCountMax is 0.',
            time,
          )
        : probesAtHalfPace(context.server)
          ? l10n.t(
              'The server closes first, {0} after the client’s last data: 2 × {1} × ({2} + 1), doubled by sshd 9.2 to 9.4.',
              time,
              server.seconds,
              server.count,
            )
          : l10n.t(
              'The server closes first, {0} after the client’s last data: {1} × ({2} + 1).',
              time,
              server.seconds,
              server.count,
            );
    case 'path':
      return situation.id === 'asleep'
        ? l10n.t('The path is first: it forgets the sleeping machine’s connection after {0} and tells nobody.', time)
        : pathSentence(context, time);
    case 'ChannelTimeout':
      if (isRange(situation.after) && situation.after.latest === 0) {
        return l10n.t('The server cuts off every login: ChannelTimeout none in a Match block that applies.');
      }
      return situation.closedBy === 'server'
        ? l10n.t('The server closes an idle session after {0} (ChannelTimeout), however well both ends are.', time)
        : l10n.t('The client closes an idle session after {0} (ChannelTimeout), however well both ends are.', time);
    case 'UnusedConnectionTimeout':
      return l10n.t('The server closes a connection without a channel after {0} (UnusedConnectionTimeout).', time);
    case 'ControlPersist':
      return l10n.t('The client ends the shared connection {0} after its last session (ControlPersist).', time);
    case 'ConnectTimeout':
      return l10n.t(
        'The client gives up after {0} (ConnectTimeout {1}).',
        time,
        readClient(context.client, 'ConnectTimeout').value,
      );
    case 'LoginGraceTime':
      return l10n.t('The server closes after {0} without a login (LoginGraceTime).', time);
    case 'tcpConnect':
      return l10n.t('Only the operating system gives up, after {0}.', time);
    case 'tcpRetransmission':
      return situation.closedBy === 'client'
        ? isOtherClient(context.client.kind)
          ? l10n.t(
              'The client’s system gives up on unanswered data after {0}; {1} notices nothing before.',
              time,
              context.client.kind.name,
            )
          : patience('client', time, client)
        : patience('server', time, server);
    case 'tcpKeepAlive':
      return isOtherClient(context.client.kind)
        ? l10n.t('Neither {0} nor sshd notices; only TCP keepalive does, after {1}.', context.client.kind.name, time)
        : l10n.t('Neither ssh nor sshd notices; only TCP keepalive does, after {0}.', time);
    default:
      return l10n.t('The client gives up by itself after {0} ({1}).', time, endedBy);
  }
}

function pathSentence(context: Context, time: string): string {
  const period = healthyProbePeriod(context);
  if (period === null || context.path.ignoresProbes) {
    return l10n.t('The path is first: it forgets the idle connection after {0} and tells nobody.', time);
  }
  return period === serverKeepalive(context.server).wire && probesAtHalfPace(context.server)
    ? l10n.t(
        'The path is first: it forgets the idle connection after {0} and tells nobody; the first probe, after {1}, comes too late: sshd 9.2 to 9.4 takes twice the interval.',
        time,
        duration(period),
      )
    : l10n.t(
        'The path is first: it forgets the idle connection after {0} and tells nobody; the first probe, after {1}, comes too late.',
        time,
        duration(period),
      );
}

/** The system is sooner than the keepalive of its side, which may not close at all. */
function patience(side: 'client' | 'server', time: string, { fires }: Keepalive): string {
  if (!isRange(fires)) {
    return side === 'client'
      ? l10n.t('The client’s system gives up on unanswered data after {0}; ssh itself would wait for ever.', time)
      : l10n.t('The server’s system gives up on unanswered data after {0}; sshd itself would wait for ever.', time);
  }
  return side === 'client'
    ? l10n.t('The client’s system gives up on unanswered data after {0}, before ssh would ({1}).', time, when(fires))
    : l10n.t('The server’s system gives up on unanswered data after {0}, before sshd would ({1}).', time, when(fires));
}

function nobody(context: Context, situation: Situation): string {
  switch (situation.id) {
    case 'healthy-idle':
      return l10n.t('Nobody closes: an idle session whose ends are well stays.');
    case 'no-session':
      return l10n.t('Nobody closes a connection without a session.');
    case 'path-forgets':
      return l10n.t('Packets move often enough: the path keeps the connection.');
    default:
      return situation.id.startsWith('connect-')
        ? l10n.t(
            'Nobody gives up: {0} waits for ever.',
            isOtherClient(context.client.kind) ? context.client.kind.name : 'ssh',
          )
        : l10n.t('Nobody closes: a dead connection hangs until somebody ends it.');
  }
}

function unknownNote(situation: Situation, timers: readonly Timer[]): string {
  return timers.find(({ id, closedBy }) => id === situation.endedBy && closedBy === situation.closedBy)?.note ?? '';
}

/** What becomes of a session that is merely idle, or of a connection without one, beside a verdict about a peer that has gone. */
function idleSentence(context: Context, idle: Situation): string {
  const hasSession = idle.id !== 'no-session';
  if (idle.endedBy !== null) {
    return hasSession
      ? l10n.t('A healthy idle session ends after {0} ({1}).', exactWhen(idle.after), idle.endedBy)
      : l10n.t('A healthy connection without a session ends after {0} ({1}).', exactWhen(idle.after), idle.endedBy);
  }
  if (context.path.seconds === undefined) {
    return hasSession
      ? l10n.t('A healthy idle session is ended by neither side; what lies between is not known.')
      : l10n.t('A healthy connection without a session is ended by neither side; what lies between is not known.');
  }
  return hasSession
    ? l10n.t('A healthy idle session is not ended, and the path keeps it.')
    : l10n.t('A healthy connection without a session is not ended, and the path keeps it.');
}

function deadSentence(dead: Situation): string {
  if (!isRange(dead.after)) return '';
  if (dead.endedBy === 'tcpKeepAlive') {
    return l10n.t('A peer that has gone is noticed by TCP keepalive only, after {0}.', exactWhen(dead.after));
  }
  const time = when(dead.after);
  if (dead.closedBy === 'client') return l10n.t('A server that has gone is noticed by the client, after {0}.', time);
  return dead.closedBy === 'server'
    ? l10n.t('A client that has gone is noticed by the server, after {0}.', time)
    : l10n.t('A peer that has gone is noticed after {0}.', time);
}
