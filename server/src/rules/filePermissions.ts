import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { firstEntry } from './document.ts';
import type { Rule } from './rule.ts';

/** A file that ssh refuses before it reads a line. */
export const filePermissions: Rule<Snapshot> = {
  id: 'file-permissions',
  severity: 'error',
  dialects: ['client'],
  doc: {
    summary: "Finds a user's ssh_config, or a file that it includes, that somebody else owns or may write.",
    why: 'Whoever can write such a file can make ssh run commands for its owner. So ssh ends with "Bad owner or permissions on FILE" before it reads a line (readconf.c): the file must belong to the user or to root, and neither group nor others may write it. Builds of Debian and Ubuntu let the user\'s private group write. The main file of the system and one named with -F are not checked. The two examples are the same text, with the modes 666 and 600.',
    bad: 'Host web\n  ServerAliveInterval 30\n',
    good: 'Host web\n  ServerAliveInterval 30\n',
  },
  check({ badPermissions, file }) {
    if (badPermissions === undefined) return [];
    const span = firstEntry(file)?.span ?? { start: 0, end: 0 };
    const message =
      badPermissions.kind === 'owner'
        ? l10n.t(
            'ssh refuses to read this file: it belongs to user {0}, not to you or to root. Change its owner with chown.',
            badPermissions.uid,
          )
        : l10n.t(
            'ssh refuses to read this file: its mode {0} lets others write it. Take that away with "chmod go-w".',
            badPermissions.mode.toString(8).padStart(3, '0'),
          );
    return [{ span, message }];
  },
};
