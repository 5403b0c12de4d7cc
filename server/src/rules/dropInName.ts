import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { firstEntry } from './document.ts';
import { fileName } from './fileName.ts';
import type { Rule } from './rule.ts';

/** A drop-in that no Include finds. */
export const dropInName: Rule<Snapshot> = {
  id: 'drop-in-name',
  severity: 'info',
  dialects: ['client', 'server'],
  doc: {
    summary: 'Points out a file in /etc/ssh/sshd_config.d or ssh_config.d whose name does not end in .conf.',
    why: 'The Include lines that systems install ask for *.conf in these folders. A file with another name lies there unread, and OpenSSH says nothing about it. The example is such a file named 50-limits.',
    bad: 'ClientAliveInterval 300\n',
    good: 'ClientAliveInterval 300\n',
  },
  check(snapshot) {
    const name = fileName(snapshot.uri);
    const inFolder = /\/etc\/ssh\/sshd?_config\.d\/[^/]+$/.test(snapshot.uri);
    // Names with .conf inside are templates, copies and files that somebody switched off.
    if (!inFolder || /\.conf|~$|^\./i.test(name) || !isUnread(snapshot)) return [];
    const first = firstEntry(snapshot.file);
    if (first === undefined) return [];
    return [
      {
        span: first.span,
        message: l10n.t(
          'Nothing reads this file: systems include only names that end in .conf, and this one is {0}.',
          name,
        ),
      },
    ];
  },
};

function isUnread({ uri, graphs }: Snapshot): boolean {
  return graphs.every(({ roots }) => roots.length === 1 && roots[0]?.uri === uri);
}
