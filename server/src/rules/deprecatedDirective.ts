import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { entryOfError, errorsOf } from './errors.ts';
import { removingLine } from './fixes.ts';
import type { Rule } from './rule.ts';

/** A line that is read and does nothing. */
export const deprecatedDirective: Rule<Snapshot> = {
  id: 'deprecated-directive',
  severity: 'hint',
  dialects: ['client', 'server'],
  doc: {
    summary: 'Finds directives that this OpenSSH reads and ignores.',
    why: 'Words of protocol 1 and other retired features are still read, so that old files work, but they have no effect. Some builds lack GSSAPI or Kerberos and ignore its directives with a message.',
    bad: 'Host web\n  UseRoaming no\n',
    good: 'Host web\n  ServerAliveInterval 30\n',
  },
  *check(snapshot) {
    for (const error of errorsOf(snapshot)) {
      const unsupported = error.code === 'unsupported-directive';
      if (!unsupported && error.code !== 'deprecated-directive') continue;
      // Red Hat's builds, for one, hold GSSAPI, and ssh -V does not say so.
      if (unsupported && snapshot.version.vendorUnknown) continue;
      const entry = entryOfError(snapshot, error);
      const keyword = error.data['keyword'] ?? '';
      yield {
        span: error.span,
        ...(unsupported ? { severity: 'warning' as const } : { tag: 'deprecated' as const }),
        message: unsupported
          ? l10n.t('This OpenSSH does not support {0}: it complains at every start and ignores the line.', keyword)
          : l10n.t('{0} no longer has any effect.', keyword),
        ...(entry ? { fixes: [removingLine(snapshot, entry, l10n.t('Remove the line'), false)] } : {}),
      };
    }
  },
};
