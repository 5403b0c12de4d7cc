import * as l10n from '@vscode/l10n';
import { atLeast } from '../values/openSshVersion.ts';
import { type Context, dependsOn, readClient, readServer, type Setting } from './context.ts';
import { duration } from './format.ts';
import type { Timer } from './timer.ts';

/** Seconds of a printed RekeyLimit, such as `0 3600`; undefined where none is set. */
export function rekeySeconds(setting: Setting): number | undefined {
  const seconds = Number(setting.value.split(/\s+/)[1]);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
}

/** Renews the keys after a time; ends nothing. */
export function rekeyLimit(context: Context, side: 'client' | 'server'): Timer {
  const end = context[side];
  const setting = side === 'client' ? readClient(end, 'RekeyLimit') : readServer(end, 'RekeyLimit');
  const from = setting.resolved?.from;
  const shadowed =
    side === 'server' && from?.kind === 'line' && from.block !== undefined && !atLeast(end.version, '10.5');
  const seconds = rekeySeconds(setting);
  return {
    id: 'RekeyLimit',
    side,
    fires: 'never',
    probeEvery: null,
    closedBy: 'nobody',
    startsAt: l10n.t('the last key exchange'),
    because: [setting.because],
    note: shadowed
      ? l10n.t('Stands in a Match block, which sshd before 10.5 shows but does not apply.')
      : seconds === undefined
        ? l10n.t('No time limit: keys are renewed by volume only.')
        : l10n.t(
            'Renews the keys every {0} while packets flow; it ends nothing, and a wholly idle session is not renewed again.',
            duration(seconds),
          ),
    ...dependsOn(setting),
  };
}
