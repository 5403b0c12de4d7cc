import * as l10n from '@vscode/l10n';
import { type Context, dependsOn, readClient } from './context.ts';
import { duration } from './format.ts';
import type { Timer } from './timer.ts';

/** How long the agent keeps a key that ssh has used. Has nothing to do with the connection. */
export function addKeysToAgent(context: Context): Timer {
  const setting = readClient(context.client, 'AddKeysToAgent');
  const seconds = Number(/\d+$/.exec(setting.value)?.[0] ?? '0');
  return {
    id: 'AddKeysToAgent',
    side: 'client',
    fires: 'never',
    probeEvery: null,
    closedBy: 'nobody',
    startsAt: l10n.t('the adding of the key to the agent'),
    because: [setting.because],
    note:
      seconds > 0
        ? l10n.t('The agent forgets the key after {0}; open connections stay.', duration(seconds))
        : l10n.t('No lifetime: the agent keeps what it is given.'),
    ...dependsOn(setting),
  };
}
