import * as l10n from '@vscode/l10n';
import { matchCriteria } from '../knowledge/matchCriteria.ts';
import { nearest } from '../knowledge/nearest.ts';
import type { Snapshot } from '../snapshot.ts';
import { errorsOf, reportOf } from './errors.ts';
import { replacing } from './fixes.ts';
import type { Rule } from './rule.ts';

/** A Match line that cannot be read. */
export const matchSyntax: Rule<Snapshot> = {
  id: 'match-syntax',
  severity: 'error',
  dialects: ['client', 'server'],
  doc: {
    summary: 'Finds Match lines that this OpenSSH cannot read.',
    why: 'Client and server have criteria of their own, some of them recent (localnetwork and tagged 9.4, Invalid-User 9.9, version 10.0). A criterion that is unknown, or lacks its value, makes OpenSSH refuse the file. In sshd_config a criterion cannot be negated with "!"; inside its list "!" works.',
    bad: 'Match hots web.example\n  ServerAliveInterval 30\n',
    good: 'Match host web.example\n  ServerAliveInterval 30\n',
  },
  *check(snapshot) {
    for (const error of errorsOf(snapshot)) {
      if (!error.code.startsWith('match-')) continue;
      const report = reportOf(error);
      const written = error.data['argument'] ?? '';
      const negated = written.startsWith('!') ? '!' : '';
      const meant =
        error.code === 'match-unsupported-criterion' &&
        snapshot.file.text.slice(error.span.start, error.span.end) === written
          ? nearest(
              written.slice(negated.length),
              matchCriteria[snapshot.dialect].map((criterion) => criterion.name),
            )
          : undefined;
      const same = meant?.toLowerCase() === written.slice(negated.length).toLowerCase();
      yield meant === undefined || same
        ? report
        : {
            ...report,
            message: `${report.message} ${l10n.t('Did you mean {0}?', meant)}`,
            fixes: [replacing(snapshot, error.span, `${negated}${meant}`, l10n.t('Change to {0}', meant), false)],
          };
    }
  },
};
