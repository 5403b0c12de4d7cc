import * as l10n from '@vscode/l10n';
import type { DirectiveName } from '../knowledge/directives.ts';
import { effectiveFor } from '../resolve/effectiveFor.ts';
import { subjectAt } from '../resolve/subjects.ts';
import type { Snapshot } from '../snapshot.ts';
import { certain, lineOf } from './connections.ts';
import { entriesAt, wordSpan } from './document.ts';
import { replacing } from './fixes.ts';
import { directivesLike } from './keywordIndex.ts';
import type { Rule } from './rule.ts';

const names = [
  'ServerAliveInterval',
  'ConnectTimeout',
  'ForwardX11Timeout',
] as const satisfies readonly DirectiveName[];

const saidNone = directivesLike(names, ({ args: [word] }) => word?.value === 'none');

/** `none` that a later line overrules. */
export const noneDoesNotLock: Rule<Snapshot> = {
  id: 'none-does-not-lock',
  severity: 'warning',
  dialects: ['client'],
  doc: {
    summary: 'Finds "none" for a time that a later line of the configuration sets after all.',
    why: 'For ServerAliveInterval, ConnectTimeout and ForwardX11Timeout "none" only leaves the value unset, so that the first value further down wins (readconf.c; measured with 9.2). 0 switches them off for good.',
    bad: 'Host web\n  ServerAliveInterval none\n\nHost *\n  ServerAliveInterval 30\n',
    good: 'Host web\n  ServerAliveInterval 0\n\nHost *\n  ServerAliveInterval 30\n',
  },
  *check(snapshot) {
    for (const entry of entriesAt(snapshot.file, saidNone(snapshot.file))) {
      const [word] = entry.line.args;
      const name = names.find((one) => one === entry.directive?.name);
      if (word === undefined || name === undefined) continue;
      const winners = snapshot.graphs.map((graph) => {
        const value = certain(effectiveFor(graph, subjectAt(snapshot.file, entry.index)), name);
        const line = lineOf(value);
        return line?.uri === snapshot.uri && line.lineIndex > entry.index && value?.value !== '0' ? line : undefined;
      });
      const [winner] = winners;
      if (winner === undefined || winners.includes(undefined)) continue;
      const span = wordSpan(snapshot.file, entry, word);
      yield {
        span: entry.span,
        message: l10n.t('"none" leaves {0} unset, and a later line sets it. Write 0 to turn it off.', name),
        related: [{ uri: winner.uri, span: winner.span, message: l10n.t('This line decides.') }],
        fixes: [replacing(snapshot, span, '0', l10n.t('Change to {0}', '0'), false)],
      };
    }
  },
};
