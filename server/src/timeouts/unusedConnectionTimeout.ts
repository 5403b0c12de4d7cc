import * as l10n from '@vscode/l10n';
import { atLeast } from '../values/openSshVersion.ts';
import { channelTimeoutsOf } from './channelTimeout.ts';
import { type Context, dependsOn, readServer, secondsOf } from './context.ts';
import { sentences } from './format.ts';
import type { Fires, Timer } from './timer.ts';

/** The server's limit on a connection without any open channel. */
export function unusedConnectionTimeout(context: Context): Timer {
  const setting = readServer(context.server, 'UnusedConnectionTimeout');
  const fires = unusedConnectionFires(context);
  const early = !atLeast(context.server.version, '10.3') && channelTimeoutsOf(context.server).entries.length > 0;
  return {
    id: 'UnusedConnectionTimeout',
    side: 'server',
    fires,
    probeEvery: null,
    closedBy: 'server',
    startsAt: l10n.t('the login, or the closing of the last channel'),
    because: [setting.because],
    note: !isKnown(context)
      ? l10n.t('Unknown to this version.')
      : fires === 'never'
        ? l10n.t('Off.')
        : sentences(
            l10n.t(
              'Runs while no channel is open: ssh -N, forwards that only listen, an idle shared connection. Keepalives do not reset it.',
            ),
            early && l10n.t('Before 10.3 it may fire at once after ChannelTimeout closed the last channel.'),
          ),
    ...dependsOn(setting),
  };
}

function isKnown({ server }: Context): boolean {
  return atLeast(server.version, '9.2');
}

/** From the moment the last channel is gone. sshd's clock counts whole seconds, so up to one second late. */
export function unusedConnectionFires(context: Context): Fires {
  const { server } = context;
  if (!isKnown(context)) return 'never';
  const seconds = secondsOf(readServer(server, 'UnusedConnectionTimeout'), server.version) ?? 0;
  return seconds === 0 ? 'never' : { earliest: seconds, latest: seconds + 1 };
}
