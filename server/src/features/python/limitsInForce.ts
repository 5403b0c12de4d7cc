import * as l10n from '@vscode/l10n';
import type { Opening } from '../../python/pythonModel.ts';
import type { PythonSnapshot } from '../../pythonSnapshot.ts';
import { inputFor, pythonPrediction } from '../../rules/python/pythonPrediction.ts';
import { exactWhen, when } from '../../timeouts/format.ts';
import type { Prediction } from '../../timeouts/model.ts';
import { isRange } from '../../timeouts/range.ts';
import type { Situation, SituationId } from '../../timeouts/timer.ts';

/** One phase of a connection, until when it is waited for, and by which limit. */
export interface PhaseLimit {
  readonly phase: string;
  readonly text: string;
  /** Name of the parameter or constant; empty where none ends the phase. */
  readonly by: string;
}

/** What bounds each phase of connecting. */
export function phaseLimits(snapshot: PythonSnapshot, opening: Opening): readonly PhaseLimit[] {
  const prediction = pythonPrediction(snapshot, opening);
  const row = (phase: string, id: SituationId): PhaseLimit => {
    const situation = prediction.situations.find((each) => each.id === id);
    const hidden = mayEndSooner(snapshot, opening, id);
    if (!situation || (hidden && !endsByItself(situation))) return { phase, text: l10n.t('not known'), by: '' };
    const text = exactWhen(situation.after);
    return { phase, text: hidden ? l10n.t('at most {0}', text) : text, by: shownName(situation.endedBy ?? '') };
  };
  const { socketGiven } = opening.limits;
  return [
    ...(socketGiven === true ? [] : [row(l10n.t('TCP connection, each address'), 'connect-no-answer')]),
    row(l10n.t('Server’s banner'), 'connect-no-banner'),
    row(l10n.t('Key exchange'), 'connect-stalls-kex'),
    row(l10n.t('Login, each attempt'), 'connect-stalls-auth'),
    ...channelRow(prediction),
  ];
}

/** How long the client waits in a phase, in a few words. */
export function patienceText(snapshot: PythonSnapshot, opening: Opening, id: SituationId): string {
  const situation = pythonPrediction(snapshot, opening).situations.find((each) => each.id === id);
  if (!situation) return when('unknown');
  const hidden = mayEndSooner(snapshot, opening, id);
  if (!endsByItself(situation)) return hidden ? when('unknown') : l10n.t('no limit');
  return hidden ? l10n.t('at most {0}', when(situation.after)) : when(situation.after);
}

/** A limit of the phase that cannot be followed may be shorter than those that are known. */
function mayEndSooner(snapshot: PythonSnapshot, opening: Opening, id: SituationId): boolean {
  if (id === 'connect-no-answer' && opening.limits.socketGiven === 'unknown') return true;
  const { clientKind } = inputFor(snapshot, opening);
  if (typeof clientKind !== 'object') return false;
  return clientKind.limits.some(({ ends, seconds }) => seconds === 'unknown' && ends.includes(id));
}

function endsByItself({ closedBy, after }: Situation): boolean {
  return closedBy !== 'server' && isRange(after);
}

function channelRow({ timers }: Prediction): readonly PhaseLimit[] {
  const timer = timers.find(({ id }) => id === 'channel_timeout');
  return timer ? [{ phase: l10n.t('Opening a channel'), text: exactWhen(timer.fires), by: timer.id }] : [];
}

/** `tcpConnect` is the system's limit; the second part of a limit has its parameter's name. */
function shownName(id: string): string {
  if (id === 'tcpConnect') return l10n.t('the operating system');
  return id.replace(/ \(.*\)$/, '');
}

/** Whether and how a connection that is merely idle is kept alive. */
export function idleText(snapshot: PythonSnapshot, opening: Opening): string {
  const { keepalive, tcpOptions } = opening;
  const prediction = pythonPrediction(snapshot, opening);
  const { pathSeconds, idlePacketPeriod } = prediction;
  if (keepalive.kind === 'unknown') return l10n.t('keepalive not known');
  const own = prediction.keepalive.client.wire;
  if (pathSeconds !== undefined) {
    const path = prediction.timers.find(({ id }) => id === 'path');
    return path?.fires === 'never'
      ? l10n.t('idle is safe behind {0} NAT', duration(pathSeconds))
      : l10n.t('{0} NAT forgets it while idle', duration(pathSeconds));
  }
  if (own !== null) return l10n.t('idle packet every {0}', duration(own));
  if (tcpOptions) return l10n.t('keepalive not known');
  const { server } = prediction.keepalive;
  return server.configured && server.wire !== null
    ? l10n.t('idle: only the server’s probes, every {0}', duration(idlePacketPeriod ?? server.wire))
    : l10n.t('idle is not kept alive');
}

/** Who finds out that the server has gone, and when. */
export function deadServerText(snapshot: PythonSnapshot, opening: Opening): string {
  const prediction = pythonPrediction(snapshot, opening);
  const alive = prediction.timers.find(({ id, side }) => id === 'ServerAliveInterval' && side === 'client');
  if (opening.keepalive.kind === 'unknown' && opening.library === 'asyncssh') return '';
  if (alive && isRange(alive.fires)) return l10n.t('dead server noticed in {0}', when(alive.fires));
  if (opening.tcpOptions) return '';
  const tcp = prediction.keepalive.client.wire === null ? 'tcpKeepAlive' : 'tcpRetransmission';
  const timer = prediction.timers.find(
    ({ id, side, closedBy }) => id === tcp && side === 'tcp' && closedBy === 'client',
  );
  // The system's patience starts with the first packet that nobody acknowledges: a keepalive, once that is sent.
  const wait = tcp === 'tcpRetransmission' ? (prediction.keepalive.client.wire ?? 0) : 0;
  const dead = prediction.situations.find(({ id }) => id === 'dead-idle');
  if (timer && isRange(timer.fires)) {
    const after =
      dead?.endedBy === tcp && dead.closedBy === 'client' && isRange(dead.after)
        ? dead.after
        : { earliest: timer.fires.earliest + wait, latest: timer.fires.latest + wait };
    return l10n.t('dead server noticed by TCP only, in {0}', when(after));
  }
  return opening.keepalive.kind === 'unknown' ? '' : l10n.t('dead server never noticed');
}

function duration(seconds: number): string {
  return when({ earliest: seconds, latest: seconds });
}
