import * as l10n from '@vscode/l10n';
import { reached } from '../knowledge/availability.ts';
import type { EffectiveConfig } from '../resolve/effectiveConfig.ts';
import type { Snapshot } from '../snapshot.ts';
import { isYes, numberOf, originsOf, placesOf, wordOf } from './connections.ts';
import { changingValue } from './fixes.ts';
import type { Rule } from './rule.ts';

/** Shorter than it takes to type a password or fetch a code. */
const atLeast = 20;

/** A login that people cannot finish in time. */
export const loginGraceTimeShort: Rule<Snapshot> = {
  id: 'login-grace-time-short',
  severity: 'info',
  dialects: ['server'],
  doc: {
    summary: 'Points out a LoginGraceTime below 20 s where people log in with a password or a code.',
    why: 'The time runs from the connection until the login has succeeded and includes typing. When it is over sshd closes without a word; since 9.8 (PerSourcePenalties) it then also turns the address away for a while, and with it everybody behind the same NAT. The client shows it only at its next keystroke, as "Connection closed".',
    bad: 'LoginGraceTime 10\n',
    good: 'LoginGraceTime 60\n',
  },
  *check(snapshot) {
    for (const { origin, connections } of originsOf(snapshot, 'LoginGraceTime')) {
      const hit = connections.find(({ effective }) => {
        const seconds = numberOf(effective, 'LoginGraceTime', 120);
        return seconds !== undefined && seconds > 0 && seconds < atLeast && asksPeople(effective);
      });
      const seconds = hit && numberOf(hit.effective, 'LoginGraceTime', 120);
      if (hit === undefined || seconds === undefined) continue;
      const penalties = reached(snapshot.version, '9.8') && wordOf(hit.effective, 'PerSourcePenalties') !== 'no';
      for (const { entry } of placesOf(snapshot, origin)) {
        yield {
          span: entry.span,
          message: penalties
            ? l10n.t(
                'Anyone who takes longer than {0} s to type a password or a code is cut off, and then turned away for a while (PerSourcePenalties).',
                seconds,
              )
            : l10n.t('Anyone who takes longer than {0} s to type a password or a code is cut off.', seconds),
          fixes: changingValue(snapshot, entry, '60'),
        };
      }
    }
  },
};

function asksPeople(effective: EffectiveConfig): boolean {
  const methods = (effective.values.get('authenticationmethods') ?? []).map(({ value }) => value.toLowerCase());
  const asked = methods.length === 0 || methods.some((list) => /\b(any|password|keyboard-interactive)\b/.test(list));
  if (!asked) return false;
  return (['PasswordAuthentication', 'KbdInteractiveAuthentication'] as const).some((name) =>
    isYes(wordOf(effective, name)),
  );
}
