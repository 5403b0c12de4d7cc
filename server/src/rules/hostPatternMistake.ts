import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import type { Word } from '../syntax/configFile.ts';
import { entriesAt, wordSpan } from './document.ts';
import { replacing } from './fixes.ts';
import { directivesLike } from './keywordIndex.ts';
import type { Rule } from './rule.ts';

const suspects = directivesLike(['Host'], ({ args }) => {
  return args.length > 0 && (args.some(hasComma) || args.every(isNegated));
});

/** Host lines that match nothing they seem to. */
export const hostPatternMistake: Rule<Snapshot> = {
  id: 'host-pattern-mistake',
  severity: 'warning',
  dialects: ['client'],
  doc: {
    summary: 'Finds Host lines with commas between names, and those with nothing but negated patterns.',
    why: 'Names on a Host line are separated by spaces: "web,db" is one name with a comma in it. A negated pattern only takes hosts away from what another pattern of the line matches, so a line with nothing but negated ones matches no host (readconf.c, match.c).',
    bad: 'Host web,db\n  ServerAliveInterval 30\n',
    good: 'Host web db\n  ServerAliveInterval 30\n',
  },
  *check(snapshot) {
    for (const entry of entriesAt(snapshot.file, suspects(snapshot.file))) {
      for (const word of entry.line.args) {
        if (!hasComma(word)) continue;
        const span = wordSpan(snapshot.file, entry, word);
        const better = word.value
          .split(',')
          .filter((name) => name !== '')
          .join(' ');
        yield {
          span,
          message: l10n.t('The comma is part of the name: separate host names with spaces.'),
          fixes: [replacing(snapshot, span, better, l10n.t('Change to {0}', better), false)],
        };
      }
      if (entry.line.args.every(isNegated)) {
        const end = entry.span.end;
        yield {
          span: entry.span,
          message: l10n.t('This matches no host: a negated pattern only takes hosts away from another pattern. Add *.'),
          fixes: [replacing(snapshot, { start: end, end }, ' *', l10n.t('Add {0}', '*'), false)],
        };
      }
    }
  },
};

function hasComma({ value }: Word): boolean {
  return value.includes(',');
}

function isNegated({ value }: Word): boolean {
  return value.startsWith('!');
}
