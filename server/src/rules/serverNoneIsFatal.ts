import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { errorsOf, severityOf } from './errors.ts';
import { replacing } from './fixes.ts';
import type { Rule } from './rule.ts';

/** `none` where sshd wants 0. */
export const serverNoneIsFatal: Rule<Snapshot> = {
  id: 'server-none-is-fatal',
  severity: 'error',
  dialects: ['server'],
  doc: {
    summary: 'Finds "none" as a time where sshd takes only 0.',
    why: 'ClientAliveInterval and LoginGraceTime do not accept the word, unlike UnusedConnectionTimeout and the second value of RekeyLimit: sshd says "invalid time value" and does not start (measured with OpenSSH 9.2).',
    bad: 'ClientAliveInterval none\n',
    good: 'ClientAliveInterval 0\n',
  },
  *check(snapshot) {
    for (const error of errorsOf(snapshot)) {
      if (error.code !== 'invalid-time' || error.data['argument']?.toLowerCase() !== 'none') continue;
      yield {
        span: error.span,
        severity: severityOf(error),
        message: l10n.t('{0} does not accept "none": sshd does not start. Write 0.', error.data['keyword'] ?? ''),
        fixes: [replacing(snapshot, error.span, '0', l10n.t('Change to {0}', '0'), true)],
      };
    }
  },
};
