import * as l10n from '@vscode/l10n';
import { nearest } from '../knowledge/nearest.ts';
import type { Snapshot } from '../snapshot.ts';
import { readable } from './badTime.ts';
import { entryOfError, errorsOf, reportOf } from './errors.ts';
import { replacing } from './fixes.ts';
import type { Fix, Rule } from './rule.ts';

/** Codes that other rules speak of. */
const elsewhere =
  /^(unknown-keyword|missing-time|invalid-time|deprecated-directive|unsupported-directive|not-allowed-in-match|(match|include)-.*|missing-argument|empty-argument|extra-arguments|invalid-quotes|none-not-alone|too-many-entries|connection-attempts-zero|fdpass-without-command|subsystem-without-name|two-remote-commands|fork-without-command|jump-to-itself|invalid-user-name|subsystem-repeated|listen-address-family|command-without-user|authentication-methods-unsatisfiable|subsystems-of-match-crash)$/;

/** A value that the directive does not take. */
export const badValue: Rule<Snapshot> = {
  id: 'bad-value',
  severity: 'error',
  dialects: ['client', 'server'],
  doc: {
    summary: 'Finds values that a directive does not take.',
    why: 'A value that OpenSSH cannot read makes it refuse the file; sshd stops at the first one (readconf.c, servconf.c). The server takes yes and no, but not true and false.',
    bad: 'Host web\n  Compression maybe\n',
    good: 'Host web\n  Compression yes\n',
  },
  *check(snapshot) {
    for (const error of errorsOf(snapshot)) {
      if (elsewhere.test(error.code)) continue;
      // Under a Host or Match line it is what somebody wants; for every host ssh is of no use with the file.
      if (error.code === 'refuse-connection' && error.data['hosts'] !== 'all') continue;
      const meant = suggestion(snapshot, error);
      const report = reportOf(error);
      yield meant === undefined
        ? report
        : {
            ...report,
            message: `${report.message} ${l10n.t('Did you mean {0}?', meant)}`,
            fixes: [replacing(snapshot, error.span, meant, l10n.t('Change to {0}', meant), false)] satisfies Fix[],
          };
    }
  },
};

function suggestion(snapshot: Snapshot, error: ReturnType<typeof errorsOf>[number]): string | undefined {
  const written = error.data['argument'];
  const directive = entryOfError(snapshot, error)?.directive;
  if (written === undefined || directive === undefined) return undefined;
  if (error.code === 'invalid-control-persist' || error.code === 'invalid-channel-timeout') return timeIn(written);
  const { words } = directive;
  if (words === undefined || error.code === 'unknown-penalty') return undefined;
  const yes = /^(true|on|1|enable|enabled)$/i.test(written);
  const no = /^(false|off|0|disable|disabled)$/i.test(written);
  if (yes && words.includes('yes')) return 'yes';
  if (no && words.includes('no')) return 'no';
  return nearest(written, words);
}

function timeIn(written: string): string | undefined {
  const equals = written.indexOf('=');
  const time = readable(written.slice(equals + 1));
  return time === undefined ? undefined : `${written.slice(0, equals + 1)}${time}`;
}
