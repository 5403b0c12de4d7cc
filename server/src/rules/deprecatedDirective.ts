import * as l10n from '@vscode/l10n';
import { reached } from '../knowledge/availability.ts';
import { findDirective } from '../knowledge/directives.ts';
import type { Snapshot } from '../snapshot.ts';
import { entriesFor } from './document.ts';
import { entryOfError, errorsOf } from './errors.ts';
import { removingLine, replacing } from './fixes.ts';
import { namesOf } from './keywordIndex.ts';
import type { Report, Rule } from './rule.ts';

/** A line that is read and does nothing. */
export const deprecatedDirective: Rule<Snapshot> = {
  id: 'deprecated-directive',
  severity: 'hint',
  dialects: ['client', 'server'],
  doc: {
    summary: 'Finds directives that this OpenSSH reads and ignores, and TCPKeepAlive under its old name.',
    why: 'Words of protocol 1 and other retired features are still read, so that old files work, but they have no effect. Some builds lack GSSAPI or Kerberos and ignore its directives with a message.',
    bad: 'Host web\n  UseRoaming no\n',
    good: 'Host web\n  ServerAliveInterval 30\n',
  },
  *check(snapshot) {
    const reported = new Set<number>();
    for (const error of errorsOf(snapshot)) {
      const unsupported = error.code === 'unsupported-directive';
      if (!unsupported && error.code !== 'deprecated-directive') continue;
      const entry = entryOfError(snapshot, error);
      const keyword = error.data['keyword'] ?? '';
      // GSSAPI and Kerberos are options of the build, which no release number tells: Red Hat's, for one, has them.
      if (unsupported && snapshot.version.vendor !== 'debian' && /^(?:gssapi|kerberos)/i.test(keyword)) continue;
      if (unsupported && snapshot.version.vendorUnknown) continue;
      if (entry) reported.add(entry.index);
      yield {
        span: error.span,
        ...(unsupported ? { severity: 'warning' as const } : { tag: 'deprecated' as const }),
        message: unsupported
          ? l10n.t('This OpenSSH does not support {0}: it complains at every start and ignores the line.', keyword)
          : l10n.t('{0} no longer has any effect.', keyword),
        ...(entry ? { fixes: [removingLine(snapshot, entry, l10n.t('Remove the line'), false)] } : {}),
      };
    }
    yield* withoutAWord(snapshot, reported);
    yield* underAnOldName(snapshot);
  },
};

/** Lines that OpenSSH passes over without a message, such as Protocol in sshd_config. */
function* withoutAWord(snapshot: Snapshot, reported: ReadonlySet<number>): Iterable<Report> {
  const { file, dialect, version } = snapshot;
  for (const name of namesOf(file)) {
    const row = findDirective(dialect, name);
    if (row?.type !== 'ignored' || row.deprecatedIn === undefined || !reached(version, row.deprecatedIn)) continue;
    for (const entry of entriesFor(file, name)) {
      if (reported.has(entry.index)) continue;
      yield {
        span: entry.keywordSpan,
        tag: 'deprecated',
        message: l10n.t('{0} no longer has any effect.', entry.line.keyword.value),
        fixes: [removingLine(snapshot, entry, l10n.t('Remove the line'), false)],
      };
    }
  }
}

function* underAnOldName(snapshot: Snapshot): Iterable<Report> {
  for (const entry of entriesFor(snapshot.file, 'TCPKeepAlive')) {
    if (entry.keyword !== 'keepalive') continue;
    yield {
      span: entry.keywordSpan,
      tag: 'deprecated',
      message: l10n.t('{0} is the old name of {1}.', entry.line.keyword.value, 'TCPKeepAlive'),
      fixes: [replacing(snapshot, entry.keywordSpan, 'TCPKeepAlive', l10n.t('Change to {0}', 'TCPKeepAlive'), true)],
    };
  }
}
