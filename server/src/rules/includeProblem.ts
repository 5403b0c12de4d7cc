import * as l10n from '@vscode/l10n';
import { includeKey } from '../resolve/configGraph.ts';
import type { Snapshot } from '../snapshot.ts';
import { entriesFor, wordSpan } from './document.ts';
import { errorsOf, reportOf } from './errors.ts';
import type { Report, Rule } from './rule.ts';

/** An Include that OpenSSH refuses, or that brings nothing. */
export const includeProblem: Rule<Snapshot> = {
  id: 'include-problem',
  severity: 'error',
  dialects: ['client', 'server'],
  doc: {
    summary: 'Finds Includes that OpenSSH refuses, and those that name a file which is not there.',
    why: 'ssh refuses included files that others may write, "~" in the system file, and more than 16 files inside each other. A missing file is skipped without a word, which hides a mistyped path; sshd does not expand "~" at all (readconf.c, servconf.c).',
    bad: 'Include conf.d/missing.conf\n\nHost web\n  ServerAliveInterval 30\n',
    good: 'Include conf.d/*.conf\n\nHost web\n  ServerAliveInterval 30\n',
  },
  *check(snapshot) {
    for (const error of errorsOf(snapshot)) {
      if (error.code.startsWith('include-')) yield reportOf(error);
    }
    yield* bringNothing(snapshot);
  },
};

function* bringNothing(snapshot: Snapshot): Iterable<Report> {
  for (const entry of entriesFor(snapshot.file, 'Include')) {
    for (const [position, word] of entry.line.args.entries()) {
      if (/[*?[]/.test(word.value)) continue;
      const outcomes = snapshot.graphs.flatMap((graph) =>
        [false, true].flatMap((system) => graph.includes.get(includeKey(snapshot.uri, entry.index, system)) ?? []),
      );
      const same = outcomes.filter((outcome) => outcome.pattern === word.value);
      const nothing = same.length > 0 && same.every((one) => one.uris.length === 0 && !one.unknown && !one.refused);
      if (!nothing) continue;
      const span = wordSpan(snapshot.file, entry, entry.line.args[position] ?? word);
      const tilde = snapshot.dialect === 'server' && word.value.startsWith('~');
      yield {
        span,
        severity: tilde ? 'warning' : 'hint',
        message: tilde
          ? l10n.t('sshd does not expand "~": this Include adds nothing.')
          : l10n.t('There is no such file: this Include adds nothing, and OpenSSH does not say so.'),
      };
    }
  }
}
