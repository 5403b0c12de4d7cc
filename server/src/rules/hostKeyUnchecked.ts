import * as l10n from '@vscode/l10n';
import { reached } from '../knowledge/availability.ts';
import type { Snapshot } from '../snapshot.ts';
import { isThisMachine, originsOf, placesOf } from './connections.ts';
import { changingValue, removingLine } from './fixes.ts';
import type { Rule } from './rule.ts';

/** Host keys that do not matter. */
export const hostKeyUnchecked: Rule<Snapshot> = {
  id: 'host-key-unchecked',
  severity: 'info',
  dialects: ['client'],
  doc: {
    summary: 'Points out StrictHostKeyChecking no and known hosts that are thrown away.',
    why: 'The host key is what tells the server from somebody in the middle. With no, ssh connects even when the key has changed (it only turns off password logins and forwardings then); with /dev/null as UserKnownHostsFile it cannot even tell that it has. accept-new (since 7.6) takes the key of a new host without asking and refuses one that has changed. Hosts at addresses of this machine are left out.',
    bad: 'Host web\n  ServerAliveInterval 60\n  StrictHostKeyChecking no\n',
    good: 'Host web\n  ServerAliveInterval 60\n  StrictHostKeyChecking accept-new\n',
  },
  *check(snapshot) {
    for (const { origin, value, connections } of originsOf(snapshot, 'StrictHostKeyChecking')) {
      if (!/^(?:no|off|false)$/i.test(value.value) || connections.every(({ effective }) => isThisMachine(effective)))
        continue;
      for (const { entry } of placesOf(snapshot, origin)) {
        yield {
          span: entry.span,
          message: l10n.t('ssh connects even when the key of a known host has changed, which may be an attack.'),
          fixes: reached(snapshot.version, '7.6') ? changingValue(snapshot, entry, 'accept-new') : [],
        };
      }
    }
    for (const { origin, value, connections } of originsOf(snapshot, 'UserKnownHostsFile')) {
      if (value.value !== '/dev/null' || connections.every(({ effective }) => isThisMachine(effective))) continue;
      for (const { entry } of placesOf(snapshot, origin)) {
        yield {
          span: entry.span,
          message: l10n.t('Host keys are forgotten at once: a changed one goes unnoticed.'),
          fixes: [removingLine(snapshot, entry, l10n.t('Remove the line'), false)],
        };
      }
    }
  },
};
