import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { isYes, originsOf, placesOf } from './connections.ts';
import { entriesFor } from './document.ts';
import { changingValue } from './fixes.ts';
import type { Rule } from './rule.ts';

/** Logins that wait for names. */
export const useDnsSlow: Rule<Snapshot> = {
  id: 'use-dns-slow',
  severity: 'hint',
  dialects: ['server'],
  doc: {
    summary: 'Mentions UseDNS yes where no line of the file needs host names.',
    why: 'For each connection sshd then looks up the name of the address and the address of the name. Where a name server does not answer, the login waits for it, and clients with a short ConnectTimeout or a limit of their own (Remote-SSH: 15 s) give up. The default is no since 6.8. Match Host, user@host patterns and from= in authorized_keys need it where they contain names.',
    bad: 'UseDNS yes\n',
    good: 'UseDNS no\n',
  },
  *check(snapshot) {
    for (const { origin, value } of originsOf(snapshot, 'UseDNS')) {
      if (!isYes(value.value) || needsNames(snapshot)) continue;
      for (const { entry } of placesOf(snapshot, origin)) {
        yield {
          span: entry.span,
          message: l10n.t(
            'Each login waits for name servers, and when they do not answer, for their timeouts; no line here needs names.',
          ),
          fixes: changingValue(snapshot, entry, 'no'),
        };
      }
    }
  },
};

function needsNames({ file }: Snapshot): boolean {
  return (
    entriesFor(file, 'Match').some(({ line }) => line.args.some((arg) => /^host(?:=|$)/i.test(arg.value))) ||
    entriesFor(file, 'AllowUsers', 'DenyUsers').some(({ line }) => line.args.some((arg) => arg.value.includes('@'))) ||
    entriesFor(file, 'HostbasedAuthentication').length > 0
  );
}
