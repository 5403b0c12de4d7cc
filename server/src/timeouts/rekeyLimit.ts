import * as l10n from '@vscode/l10n';
import { becauseOf, type Context, dependsOn, readClient, readServer } from './context.ts';
import { duration } from './format.ts';
import type { Timer } from './timer.ts';

/** Seconds of a printed RekeyLimit, such as `0 3600`; undefined where none is set. */
export function rekeySeconds(value: string): number | undefined {
  const seconds = Number(value.split(/\s+/)[1]);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
}

/** Renews the keys after a time; ends nothing. */
export function rekeyLimit(context: Context, side: 'client' | 'server'): Timer {
  const end = context[side];
  const setting = side === 'client' ? readClient(end, 'RekeyLimit') : readServer(end, 'RekeyLimit');
  const applied = setting.resolved?.applied;
  const seconds = rekeySeconds(applied?.value ?? setting.value);
  return {
    id: 'RekeyLimit',
    side,
    fires: 'never',
    probeEvery: null,
    closedBy: 'nobody',
    startsAt: l10n.t('the last key exchange'),
    because: [applied ? becauseOf('RekeyLimit', applied.value, applied.from) : setting.because],
    note: applied
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
