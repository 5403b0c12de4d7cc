import * as l10n from '@vscode/l10n';
import { reached } from '../knowledge/availability.ts';
import { directivesOf } from '../knowledge/directives.ts';
import type { Snapshot } from '../snapshot.ts';
import { entriesAt, wordSpan } from './document.ts';
import { replacing } from './fixes.ts';
import { directivesLike } from './keywordIndex.ts';
import type { Rule } from './rule.ts';

const times = [...directivesOf('client'), ...directivesOf('server')].flatMap(({ type, name }) =>
  /^(?:time|channel-timeout-list|controlpersist)$/.test(type) ? [name] : [],
);
const withFraction = directivesLike(times, ({ args }) => args.some(({ value }) => value.includes('.')));

/** A fraction of a second that is dropped. */
export const fractionCutOff: Rule<Snapshot> = {
  id: 'fraction-cut-off',
  severity: 'warning',
  dialects: ['client', 'server'],
  doc: {
    summary: 'Finds fractions of a second, which OpenSSH accepts since 10.3 and then cuts off.',
    why: 'Times are whole seconds: 1.5 becomes 1, and 0.5 becomes 0, which turns the limit off. Before 10.3 a fraction is an error (commit f45cd249e; measured with 10.5).',
    bad: 'Host web\n  ServerAliveInterval 0.5\n',
    good: 'Host web\n  ServerAliveInterval 1\n',
  },
  *check(snapshot) {
    if (!reached(snapshot.version, '10.3')) return;
    for (const entry of entriesAt(snapshot.file, withFraction(snapshot.file))) {
      for (const word of entry.line.args) {
        const match = /^(?:[^=]*=)?(?:\d+[mhdw])*(\d*)\.\d+s?$/i.exec(word.value);
        if (match === null) continue;
        const whole = Number(match[1] || '0');
        const rounded = word.value.replace(/\d*\.\d+(s?)$/i, (_all, unit: string) => `${whole + 1}${unit}`);
        yield {
          span: wordSpan(snapshot.file, entry, word),
          message:
            whole === 0 && /^(?:[^=]*=)?\.?0*\./.test(word.value)
              ? l10n.t('The fraction is cut off: this means 0, which turns {0} off.', entry.directive?.name ?? '')
              : l10n.t('The fraction is cut off: OpenSSH counts whole seconds.'),
          fixes: [
            replacing(snapshot, wordSpan(snapshot.file, entry, word), rounded, l10n.t('Change to {0}', rounded), false),
          ],
        };
      }
    }
  },
};
