import * as l10n from '@vscode/l10n';
import { findDirective } from '../knowledge/directives.ts';
import { otherBuilds } from '../knowledge/otherBuilds.ts';
import type { Snapshot } from '../snapshot.ts';
import { entriesAt } from './document.ts';
import { entryOfError, errorsOf, kindOfUnknown } from './errors.ts';
import { replacing } from './fixes.ts';
import { linesLike } from './keywordIndex.ts';
import { unknownLineFixes } from './passingOver.ts';
import type { Report, Rule } from './rule.ts';

const otherNames = linesLike((line, dialect) => {
  return line.kind === 'directive' && findDirective(dialect, line.keyword.value)?.aliasOf !== undefined;
});

/** A word that only Debian's and Ubuntu's patches add. */
export const vendorDirective: Rule<Snapshot> = {
  id: 'vendor-directive',
  severity: 'info',
  dialects: ['client', 'server'],
  doc: {
    summary:
      "Finds directives that only the builds of some systems know, such as Debian's SetupTimeOut or Apple's UseKeychain.",
    why: "Debian and Ubuntu patch additional directives into OpenSSH. Every other build refuses a file that contains one, so a file that is shared between machines breaks there. SetupTimeOut and ProtocolKeepAlives merely set ServerAliveInterval (measured with Debian 12's 9.2p1). Apple adds UseKeychain, and Red Hat the GSSAPI directives that Debian adds; ssh -V does not tell these builds from others, so where it names no vendor this is only information. IgnoreUnknown above the line makes every ssh ignore it.",
    bad: 'Host web\n  ProtocolKeepAlives 30\n',
    good: 'Host web\n  ServerAliveInterval 30\n',
  },
  *check(snapshot) {
    for (const error of errorsOf(snapshot)) {
      if (error.code !== 'unknown-keyword' || kindOfUnknown(error, snapshot) !== 'other-vendor') continue;
      const written = error.data['keyword'] ?? '';
      const row = findDirective(snapshot.dialect, written);
      const builds = [row?.distribution, otherBuilds(snapshot.dialect, written)].filter(Boolean).join(', ');
      const fixes = unknownLineFixes(snapshot, entryOfError(snapshot, error));
      yield {
        span: error.span,
        severity: error.refused ? 'error' : 'info',
        message: error.refused
          ? l10n.t('Only builds by {1} know {0}; this OpenSSH refuses the file because of it.', written, builds)
          : l10n.t('Only builds by {1} know {0}; others refuse the file because of it.', written, builds),
        ...(row?.aliasOf === undefined ? { fixes } : renamed(snapshot, error.span, row.aliasOf)),
      };
    }
    if (snapshot.version.vendor !== 'debian') return;
    for (const entry of entriesAt(snapshot.file, otherNames(snapshot.file))) {
      const row = findDirective(snapshot.dialect, entry.keyword);
      if (row?.aliasOf === undefined || row.status !== 'distro-only') continue;
      yield {
        span: entry.keywordSpan,
        message: l10n.t('{0} is {1} under a name that only builds by {2} know.', row.name, row.aliasOf, 'Debian'),
        ...renamed(snapshot, entry.keywordSpan, row.aliasOf),
      };
    }
  },
};

function renamed(snapshot: Snapshot, span: Report['span'], name: string): Pick<Report, 'fixes'> {
  return { fixes: [replacing(snapshot, span, name, l10n.t('Change to {0}', name), true)] };
}
