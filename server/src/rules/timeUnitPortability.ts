import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { readTimeSpan } from '../values/timeSpan.ts';
import { entriesAt, wordSpan } from './document.ts';
import { changingValue } from './fixes.ts';
import { directivesLike } from './keywordIndex.ts';
import type { Rule } from './rule.ts';

const withUnit = directivesLike(['ServerAliveInterval', 'ConnectTimeout'], ({ args: [word] }) => {
  return word !== undefined && /^\d+[a-z]/i.test(word.value);
});

/** A unit that ssh knows and others do not. */
export const timeUnitPortability: Rule<Snapshot> = {
  id: 'time-unit-portability',
  severity: 'hint',
  dialects: ['client'],
  doc: {
    summary: 'Mentions times with a unit in directives that other programs also read, as plain seconds.',
    why: 'Libraries read ssh_config too. net-ssh, which Capistrano uses, takes the leading digits of ServerAliveInterval, so that 5m is 5 seconds there; asyncssh and JSch refuse it; Fabric fails on a ConnectTimeout with a unit. Plain seconds mean the same to all of them.',
    bad: 'Host web\n  ServerAliveInterval 5m\n',
    good: 'Host web\n  ServerAliveInterval 300\n',
  },
  *check(snapshot) {
    for (const entry of entriesAt(snapshot.file, withUnit(snapshot.file))) {
      const [word] = entry.line.args;
      if (word === undefined) continue;
      const seconds = readTimeSpan(word.value, snapshot.version);
      if (!seconds.ok) continue;
      yield {
        span: wordSpan(snapshot.file, entry, word),
        message:
          entry.directive?.name === 'ConnectTimeout'
            ? l10n.t('Only OpenSSH knows the unit: Fabric, which reads this file too, fails on "{0}".', word.value)
            : l10n.t(
                'Only OpenSSH knows the unit: net-ssh (Capistrano) reads "{0}" as {1} s, asyncssh and JSch refuse it.',
                word.value,
                Number.parseInt(word.value, 10),
              ),
        fixes: changingValue(snapshot, entry, String(seconds.value)),
      };
    }
  },
};
