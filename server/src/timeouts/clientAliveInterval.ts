import * as l10n from '@vscode/l10n';
import { atLeast } from '../values/openSshVersion.ts';
import { channelTimeoutFires } from './channelTimeout.ts';
import { type Context, dependsOn, readServer } from './context.ts';
import { duration, sentences } from './format.ts';
import {
  blindWhileSending,
  clientKeepalive,
  fedByPeer,
  type Keepalive,
  probesAtHalfPace,
  serverKeepalive,
} from './keepalive.ts';
import { isRange } from './range.ts';
import { rekeySeconds } from './rekeyLimit.ts';
import type { Fires, Timer } from './timer.ts';

/** The server's keepalive: probes the client inside the session and closes when too many stay unanswered. */
export function clientAliveInterval(context: Context): Timer {
  const keepalive = serverKeepalive(context.server);
  return {
    id: 'ClientAliveInterval',
    side: 'server',
    fires: clientAliveFires(context),
    probeEvery: keepalive.wire,
    closedBy: 'server',
    startsAt: l10n.t('the last data from the client'),
    because: [keepalive.interval.because, keepalive.countMax.because],
    note: note(keepalive, context),
    ...(keepalive.wire === null ? {} : { probes: keepalive.count }),
    ...dependsOn(keepalive.interval, keepalive.countMax),
  };
}

/**
 * When ClientAlive gives a dead client up. On 9.2 to 9.4 other deadlines of the server (a time in RekeyLimit, a
 * ChannelTimeout) can wake it in between, and then a probe leaves sooner than at every second expiry.
 */
export function clientAliveFires(context: Context): Fires {
  const { fires, seconds, count } = serverKeepalive(context.server);
  if (!isRange(fires) || !probesAtHalfPace(context.server) || !wakesOtherwise(context)) return fires;
  return { earliest: Math.max(0, seconds * (count + 1) - 1), latest: fires.latest };
}

function wakesOtherwise(context: Context): boolean {
  const rekey = readServer(context.server, 'RekeyLimit');
  return (
    (rekeySeconds(rekey.resolved?.applied?.value ?? rekey.value) ?? 0) > 0 ||
    channelTimeoutFires(context, 'server') !== 'never'
  );
}

function note(keepalive: Keepalive, context: Context): string {
  const { seconds, count, wire } = keepalive;
  const end = context.server;
  if (seconds === 0) {
    return keepalive.countMax.explicit
      ? l10n.t('Off: ClientAliveCountMax has no effect without ClientAliveInterval.')
      : l10n.t('Off: the server does not notice that the client is gone.');
  }
  const suppressed = fedByPeer({ ...keepalive, seconds: wire ?? seconds }, clientKeepalive(context.client));
  return sentences(
    count === 0 && keepalive.endsHealthy
      ? l10n.t(
          'ClientAliveCountMax 0 before 8.2: it closes after {0} without data from the client, well or not, and sends no probe first.',
          duration(seconds),
        )
      : count === 0
        ? l10n.t('ClientAliveCountMax 0 since 8.2: it probes and never closes.')
        : l10n.t(
            '{0} × ({1} + 1): it closes when one more answer than ClientAliveCountMax is missing. An idle user’s client answers: this is no idle logout.',
            wire ?? seconds,
            count,
          ),
    probesAtHalfPace(end) &&
      l10n.t(
        'sshd 9.2 to 9.4 lets every second expiry pass: probes leave every {0}, not every {1}. Fixed in 9.5.',
        duration(seconds * 2),
        duration(seconds),
      ),
    probesAtHalfPace(end) &&
      wakesOtherwise(context) &&
      l10n.t('A time in RekeyLimit or ChannelTimeout wakes sshd in between, and then a probe may leave sooner.'),
    count > 0 &&
      blindWhileSending(end) &&
      (atLeast(end.version, '9.2')
        ? l10n.t('A session that prints more often than that is never probed (9.2 and later); then only TCP ends it.')
        : l10n.t('A session that prints more often than that is never probed (up to 7.5); then only TCP ends it.')),
    suppressed && l10n.t('While the client is well its own probes come first and the server sends none.'),
  );
}
