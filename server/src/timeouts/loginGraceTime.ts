import * as l10n from '@vscode/l10n';
import { atLeast } from '../values/openSshVersion.ts';
import { type Context, dependsOn, readServer, secondsOf } from './context.ts';
import { sentences } from './format.ts';
import type { Fires, Timer } from './timer.ts';

/** The server's limit from the connection's start to a successful login. */
export function loginGraceTime(context: Context): Timer {
  const setting = readServer(context.server, 'LoginGraceTime');
  const fires = loginGraceFires(context);
  return {
    id: 'LoginGraceTime',
    side: 'server',
    fires,
    probeEvery: null,
    closedBy: 'server',
    startsAt: l10n.t('the start of the connection; ends with the login'),
    because: [setting.because],
    note:
      fires === 'never'
        ? l10n.t(
            '0: the server waits for a login without limit, and each waiting connection holds a place of MaxStartups.',
          )
        : sentences(
            l10n.t('Banner, key exchange, login and the typing of a password must all fit in.'),
            atLeast(context.server.version, '9.9') && l10n.t('9.9 and later add 0 to 4 s at random.'),
          ),
    ...dependsOn(setting),
  };
}

export function loginGraceFires(context: Context): Fires {
  const { server } = context;
  const seconds = secondsOf(readServer(server, 'LoginGraceTime'), server.version) ?? 0;
  if (seconds === 0) return 'never';
  return { earliest: seconds, latest: seconds + (atLeast(server.version, '9.9') ? 4 : 0) };
}
