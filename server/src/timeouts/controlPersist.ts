import * as l10n from '@vscode/l10n';
import { type Context, dependsOn, readClient, secondsOf, sharesMaster } from './context.ts';
import { duration } from './format.ts';
import { upToOneSecondEarly } from './range.ts';
import type { Fires, Timer } from './timer.ts';

/** How long a shared connection outlives its last session. */
export function controlPersist(context: Context): Timer {
  const setting = readClient(context.client, 'ControlPersist');
  const fires = controlPersistFires(context);
  return {
    id: 'ControlPersist',
    side: 'client',
    fires,
    probeEvery: null,
    closedBy: 'client',
    startsAt: l10n.t('the end of the last session over the shared connection; any use of its socket resets it'),
    because: [setting.because],
    note: note(context, fires, setting.value),
    ...dependsOn(setting),
  };
}

export function controlPersistFires(context: Context): Fires {
  if (!opensMaster(context)) return 'never';
  const seconds = secondsOf(readClient(context.client, 'ControlPersist'), context.client.version) ?? 0;
  return seconds === 0 ? 'never' : upToOneSecondEarly(seconds);
}

function opensMaster(context: Context): boolean {
  const master = readClient(context.client, 'ControlMaster').value;
  return sharesMaster(context.client) && master !== 'false' && master !== 'no';
}

function note(context: Context, fires: Fires, value: string): string {
  if (value === 'no') return l10n.t('The shared connection ends with its own session.');
  if (!opensMaster(context))
    return l10n.t('Without effect: ControlMaster and ControlPath open no shared connection here.');
  if (fires === 'never') return l10n.t('The shared connection stays until somebody ends it or the other end drops it.');
  return l10n.t(
    'The shared connection ends {0} after its last session, with all forwards that only listen.',
    duration(Number(value)),
  );
}
