import * as l10n from '@vscode/l10n';
import { availability } from '../knowledge/availability.ts';
import { directivesOf } from '../knowledge/directives.ts';
import { nearest } from '../knowledge/nearest.ts';
import type { Snapshot } from '../snapshot.ts';
import { entryOfError, errorsOf, kindOfUnknown, severityOf } from './errors.ts';
import { replacing } from './fixes.ts';
import { invisibleIn } from './invisibleCharacters.ts';
import { unknownLineFixes } from './passingOver.ts';
import type { Rule } from './rule.ts';

/** A keyword that no version of either program knows. */
export const unknownDirective: Rule<Snapshot> = {
  id: 'unknown-directive',
  severity: 'error',
  dialects: ['client', 'server'],
  doc: {
    summary: 'Finds keywords that OpenSSH does not know.',
    why: 'One unknown keyword makes ssh refuse the whole file (readconf.c), so that every ssh, scp and git call fails, and keeps sshd from starting (servconf.c). In ssh_config, IgnoreUnknown above it makes ssh ignore it.',
    bad: 'Host web\n  ServerAliveIntervall 30\n',
    good: 'Host web\n  ServerAliveInterval 30\n  ServerAliveCountMax 3\n',
  },
  *check(snapshot) {
    for (const error of errorsOf(snapshot)) {
      if (error.code !== 'unknown-keyword' || kindOfUnknown(error, snapshot) !== 'unknown') continue;
      const keyword = error.data['keyword'] ?? '';
      const unseen = invisibleIn(snapshot, error);
      if (unseen) {
        yield unseen;
        continue;
      }
      const known = directivesOf(snapshot.dialect)
        .filter((row) => availability(row, snapshot.version).kind === 'known')
        .map((row) => row.name);
      const meant = nearest(keyword, known);
      yield {
        span: error.span,
        severity: severityOf(error),
        message:
          meant === undefined
            ? l10n.t('OpenSSH has no directive {0}.', keyword)
            : l10n.t('OpenSSH has no directive {0}. Did you mean {1}?', keyword, meant),
        fixes:
          meant === undefined
            ? unknownLineFixes(snapshot, entryOfError(snapshot, error))
            : [replacing(snapshot, error.span, meant, l10n.t('Change to {0}', meant), false)],
      };
    }
  },
};
