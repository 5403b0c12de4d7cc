import * as l10n from '@vscode/l10n';
import { atLeast } from '../values/openSshVersion.ts';
import { type Context, dependsOn, readServer } from './context.ts';
import { exactWhen, sentences } from './format.ts';
import { loginGraceFires } from './loginGraceTime.ts';
import type { Timer } from './timer.ts';

/** Places for connections that have not logged in. No clock of its own: LoginGraceTime frees them. */
export function maxStartups(context: Context): Timer {
  const setting = readServer(context.server, 'MaxStartups');
  const [start = '', rate = '', full = start] = setting.value.split(':');
  return {
    id: 'MaxStartups',
    side: 'server',
    fires: 'never',
    probeEvery: null,
    closedBy: 'nobody',
    startsAt: l10n.t('no clock of its own'),
    because: [setting.because],
    note: sentences(
      // A single number is printed with the usual rate, which then has nothing to rise over.
      rate !== '' && rate !== '100' && start !== full
        ? l10n.t(
            'From {0} connections without login on, new ones are dropped at once with a chance of {1} % rising to 100 % at {2}.',
            start,
            rate,
            full,
          )
        : l10n.t('From {0} connections without login on, new ones are dropped at once.', start),
      l10n.t(
        'A connection that never logs in holds its place for LoginGraceTime ({0}).',
        exactWhen(loginGraceFires(context)),
      ),
    ),
    ...dependsOn(setting),
  };
}

/** Sources that misbehave before login are refused for a while. Ends no connection that has logged in. */
export function perSourcePenalties(context: Context): Timer | undefined {
  const { server } = context;
  if (!atLeast(server.version, '9.8')) return undefined;
  const setting = readServer(server, 'PerSourcePenalties');
  const chargesCrash = !atLeast(server.version, '10.0');
  return {
    id: 'PerSourcePenalties',
    side: 'server',
    fires: 'never',
    probeEvery: null,
    closedBy: 'nobody',
    startsAt: l10n.t('a failed login, a login that took too long, a connection that never tried'),
    because: [setting.because],
    note:
      setting.value === 'no'
        ? l10n.t('Off: no source is refused for what it did before.')
        : sentences(
            l10n.t(
              'New connections of a source with too many penalties are refused before the banner; open sessions stay.',
            ),
            penaltySeconds(setting.value, chargesCrash ? 'crash' : 'grace-exceeded'),
            chargesCrash &&
              l10n.t('9.8 and 9.9 charge a login that takes too long as a crash, whatever grace-exceeded says.'),
          ),
    ...dependsOn(setting),
  };
}

/** The figures that matter, out of a printed list such as `crash:90 authfail:5 … max:600 min:15 …`. */
function penaltySeconds(value: string, tooLong: 'crash' | 'grace-exceeded'): string {
  const of = (name: string) => new RegExp(`(?:^|\\s)${name}:(\\d+)`).exec(value)?.[1];
  const [authfail, grace, noauth, min, max] = ['authfail', tooLong, 'noauth', 'min', 'max'].map(of);
  if (!authfail || !grace || !noauth || !min || !max) return '';
  return l10n.t(
    'A failed login costs {0} s, one that takes too long {1} s, a connection without one {2} s; a source is refused once more than {3} s are due, for {4} s at most.',
    authfail,
    grace,
    noauth,
    min,
    max,
  );
}
