import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { certain, isYes, lineOf, numberOf, originsOf, placesOf, wordOf } from './connections.ts';
import { addingLine } from './fixes.ts';
import type { Rule } from './rule.ts';

/** X11, which ends for new windows after a while. */
export const forwardX11Deadline: Rule<Snapshot> = {
  id: 'forward-x11-deadline',
  severity: 'info',
  dialects: ['client'],
  doc: {
    summary: 'Points out that ForwardX11 refuses new windows after the default ForwardX11Timeout.',
    why: 'Where ForwardX11Trusted is no, ssh uses a cookie that expires: 1200 s after the forwarding was set up, new programs can no longer open a window, and ssh says so only with -v. Open windows stay. Builds by Debian and Ubuntu trust by default and are not affected (clientloop.c, ssh_config).',
    bad: 'Host desk\n  ServerAliveInterval 30\n  ForwardX11 yes\n  ForwardX11Trusted no\n',
    good: 'Host desk\n  ServerAliveInterval 30\n  ForwardX11 yes\n  ForwardX11Trusted no\n  ForwardX11Timeout 8h\n',
  },
  *check(snapshot) {
    for (const { origin, value, connections } of originsOf(snapshot, 'ForwardX11')) {
      if (!isYes(value.value)) continue;
      const hit = connections.find(({ effective }) => {
        const trusted = wordOf(effective, 'ForwardX11Trusted');
        const ownTimeout = lineOf(certain(effective, 'ForwardX11Timeout')) !== undefined;
        return trusted !== undefined && trusted !== '' && !isYes(trusted) && !ownTimeout;
      });
      const seconds = hit && numberOf(hit.effective, 'ForwardX11Timeout');
      if (seconds === undefined || seconds === 0) continue;
      for (const { entry } of placesOf(snapshot, origin)) {
        yield {
          span: entry.span,
          message: l10n.t(
            'After {0} s new programs can no longer open a window: that is the default of ForwardX11Timeout when ForwardX11Trusted is no.',
            seconds,
          ),
          fixes: [addingLine(snapshot, entry, 'ForwardX11Timeout 8h')],
        };
      }
    }
  },
};
