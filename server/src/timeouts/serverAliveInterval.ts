import * as l10n from '@vscode/l10n';
import { atLeast } from '../values/openSshVersion.ts';
import { type Context, dependsOn, type End, readClient, sharesMaster, waitSeconds } from './context.ts';
import { duration, sentences } from './format.ts';
import { clientKeepalive, fedByPeer, type Keepalive, serverKeepalive } from './keepalive.ts';
import type { Timer } from './timer.ts';

/** The client's keepalive: probes the server inside the session and closes when too many stay unanswered. */
export function serverAliveInterval(context: Context): Timer {
  const keepalive = clientKeepalive(context.client);
  const timer = timerOf(keepalive, note(keepalive, context));
  if (byBatchMode(keepalive, context.client)) {
    return { ...timer, because: [...timer.because, readClient(context.client, 'BatchMode').because] };
  }
  // A client that counts nothing has one value only.
  return context.client.kind?.neverNotices ? { ...timer, because: [keepalive.interval.because] } : timer;
}

/** Debian's and Ubuntu's ssh probe by default where nobody is there to type. */
function byBatchMode({ interval, seconds }: Keepalive, { kind }: End): boolean {
  return seconds > 0 && !interval.explicit && kind === undefined;
}

/** The keepalive of the ssh that reaches a jump host; it has the settings of that host, not of the target. */
export function hopServerAliveInterval(host: string, end: End): Timer {
  const keepalive = clientKeepalive(end);
  const text =
    keepalive.seconds === 0
      ? l10n.t('Off on the way to jump host {0}: this leg is watched only by the probes that pass through it.', host)
      : l10n.t('Belongs to the ssh that connects to jump host {0}; -o options of the outer ssh do not reach it.', host);
  return { ...timerOf(keepalive, text), hop: host };
}

function timerOf(keepalive: Keepalive, text: string): Timer {
  return {
    id: 'ServerAliveInterval',
    side: 'client',
    fires: keepalive.fires,
    probeEvery: keepalive.wire,
    closedBy: 'client',
    startsAt: l10n.t('the last data from the server; typing does not reset it'),
    because: [keepalive.interval.because, keepalive.countMax.because],
    note: text,
    ...(keepalive.wire === null ? {} : { probes: keepalive.count }),
    ...dependsOn(keepalive.interval, keepalive.countMax),
  };
}

function note(keepalive: Keepalive, context: Context): string {
  const { seconds, count } = keepalive;
  const { kind } = context.client;
  if (kind && kind.honours !== 'all') {
    return sentences(l10n.t('As {0} does it.', kind.name), kind.note);
  }
  if (seconds === 0) {
    return keepalive.countMax.explicit
      ? l10n.t('Off: ServerAliveCountMax has no effect without ServerAliveInterval.')
      : l10n.t('Off: the client does not notice that the server is gone.');
  }
  const server = serverKeepalive(context.server);
  const fed = fedByPeer(keepalive, server);
  if (count === 0) {
    return fed
      ? l10n.t(
          'ServerAliveCountMax 0 closes after {0} of silence without a probe; here the server’s own probes, every {1}, break the silence as long as it is well.',
          duration(seconds),
          duration(server.wire ?? 0),
        )
      : l10n.t(
          'ServerAliveCountMax 0 does not mean “never”: it closes a healthy session after {0} without data from the server, and sends no probe first.',
          duration(seconds),
        );
  }
  return sentences(
    byBatchMode(keepalive, context.client) &&
      l10n.t('Debian’s ssh probes every {0} by default where BatchMode is yes.', duration(seconds)),
    l10n.t(
      '{0} × ({1} + 1): it closes when one more answer than ServerAliveCountMax is missing. A healthy server answers, however idle the session.',
      seconds,
      count,
    ),
    l10n.t(
      'During key exchange and login the limit is {0} × {1} = {2} for each wait.',
      seconds,
      count,
      duration(waitSeconds(seconds * count)),
    ),
    fed &&
      l10n.t(
        'While the server is well its probes, every {0}, come first and the client sends none.',
        duration(server.wire ?? 0),
      ),
    !atLeast(context.client.version, '8.4') && l10n.t('Before 8.4, traffic of a local port forward reset this clock.'),
    sharesMaster(context.client) && l10n.t('With a shared connection only the values of the ssh that opened it count.'),
  );
}
