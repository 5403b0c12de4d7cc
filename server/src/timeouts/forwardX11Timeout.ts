import * as l10n from '@vscode/l10n';
import { type Context, dependsOn, readClient, secondsOf } from './context.ts';
import { duration } from './format.ts';
import type { Timer } from './timer.ts';

/** After it new X11 programs are refused, where forwarding is untrusted. The connection stays. */
export function forwardX11Timeout(context: Context): Timer {
  const { client } = context;
  const setting = readClient(client, 'ForwardX11Timeout');
  const forwards = readClient(client, 'ForwardX11');
  const trusted = readClient(client, 'ForwardX11Trusted');
  const seconds = secondsOf(setting, client.version) ?? 0;
  const applies = forwards.value === 'yes' && trusted.value !== 'yes' && seconds > 0;
  return {
    id: 'ForwardX11Timeout',
    side: 'client',
    fires: applies ? { earliest: seconds, latest: seconds + 1 } : 'never',
    probeEvery: null,
    closedBy: 'nobody',
    startsAt: l10n.t('the set-up of X11 forwarding, not its last use'),
    because: [setting.because],
    note: applies
      ? l10n.t(
          'Refuses X11 programs that start more than {0} after the login; those already open, and the connection, stay.',
          duration(seconds),
        )
      : forwards.value !== 'yes'
        ? l10n.t('Without effect: X11 is not forwarded.')
        : trusted.value === 'yes'
          ? l10n.t('Without effect: X11 forwarding is trusted.')
          : l10n.t('0: X11 programs are never refused.'),
    ...dependsOn(setting, forwards, trusted),
  };
}
