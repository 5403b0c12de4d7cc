import type { Snapshot } from '../snapshot.ts';
import type { Rule } from './rule.ts';

/** The page of what the runner itself reports: it alone sees which comments were of use. */
export const unusedSuppressionRule: Rule<Snapshot> = {
  id: 'unused-suppression',
  severity: 'hint',
  dialects: ['client', 'server'],
  doc: {
    summary: 'Finds comments that silence a rule which reports nothing there.',
    why: 'A comment "# ssh-timeouts: ignore RULE reason" silences a rule for its own line, for the next line, or, above a Host or Match line, for the whole block; "ignore-file" does it for the file. One that is no longer needed could hide a later problem.',
    bad: '# ssh-timeouts: ignore bad-time checked by hand\nHost web\n  ServerAliveInterval 30\n',
    good: 'Host web\n  ServerAliveInterval 30\n',
  },
  check: () => [],
};
