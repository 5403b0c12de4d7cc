import * as l10n from '@vscode/l10n';
import { availability } from '../knowledge/availability.ts';
import { findDirective } from '../knowledge/directives.ts';
import type { Snapshot } from '../snapshot.ts';
import { formatVersion } from '../values/openSshVersion.ts';
import { entryOfError, errorsOf, kindOfUnknown, severityOf } from './errors.ts';
import { unknownLineFixes } from './passingOver.ts';
import type { Rule } from './rule.ts';

/** A directive that only newer, or only older, releases know. */
export const notInThisVersion: Rule<Snapshot> = {
  id: 'not-in-this-version',
  severity: 'error',
  dialects: ['client', 'server'],
  doc: {
    summary: 'Finds directives that the OpenSSH in use does not have: too new for it, or removed from it.',
    why: 'To a release that does not know it, such a line is an unknown keyword, and it refuses the whole file. The releases come from the keyword tables of 92 tagged releases. A setting, sshTimeouts.openssh.version, says which OpenSSH is meant.',
    bad: 'Host old\n  HostbasedAlgorithms ssh-ed25519\n',
    good: 'Host old\n  HostbasedAcceptedAlgorithms ssh-ed25519\n',
  },
  *check(snapshot) {
    for (const error of errorsOf(snapshot)) {
      if (error.code !== 'unknown-keyword' || kindOfUnknown(error, snapshot) !== 'other-version') continue;
      const written = error.data['keyword'] ?? '';
      const directive = findDirective(snapshot.dialect, written);
      if (directive === undefined) continue;
      const version = formatVersion(snapshot.version);
      const why = availability(directive, snapshot.version, written);
      const message =
        why.kind === 'not-yet'
          ? l10n.t('{0} needs OpenSSH {1}; version {2} refuses the file because of it.', written, why.since, version)
          : why.kind === 'removed'
            ? l10n.t(
                '{0} was removed in OpenSSH {1}; version {2} refuses the file because of it.',
                written,
                why.removedIn,
                version,
              )
            : l10n.t('OpenSSH {1} does not know {0} and refuses the file because of it.', written, version);
      const fixes = unknownLineFixes(snapshot, entryOfError(snapshot, error));
      yield { span: error.span, severity: severityOf(error), message, fixes };
    }
  },
};
