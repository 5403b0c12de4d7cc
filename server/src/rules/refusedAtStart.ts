import * as l10n from '@vscode/l10n';
import type { ConfigError } from '../resolve/effectiveConfig.ts';
import type { Snapshot } from '../snapshot.ts';
import { allConnections, placesOf } from './connections.ts';
import { type Entry, entryAt, originOf } from './document.ts';
import { entryOfError, errorsOf, reportOf } from './errors.ts';
import { addingLine, changingValue, removingLine, replacing } from './fixes.ts';
import { jumpHosts } from './jumpTargets.ts';
import type { Fix, Rule, Severity } from './rule.ts';
import { strangeTokens } from './strangeTokens.ts';

const codes =
  /^(connection-attempts-zero|fdpass-without-command|fork-without-command|jump-to-itself|invalid-host-name|invalid-user-name|subsystem-repeated|listen-address-family|command-without-user|authentication-methods-unsatisfiable|subsystems-of-match-crash)$/;

/** Faults that hit some calls only: ssh with a command works, and so does a host that is reached without the jump. */
const severities: Readonly<Record<string, Severity>> = {
  'fork-without-command': 'info',
  'jump-to-itself': 'warning',
  'subsystems-of-match-crash': 'warning',
};

/** What turns out to be wrong when all lines have been read. */
export const refusedAtStart: Rule<Snapshot> = {
  id: 'refused-at-start',
  severity: 'error',
  dialects: ['client', 'server'],
  doc: {
    summary: 'Finds settings that OpenSSH reads without complaint and then refuses to start with.',
    why: 'Some faults show only when all files have been read: 0 connection attempts, a host that jumps through itself, a percent sign with a letter that stands for nothing, a command for keys without a user to run it as (ssh.c, readconf.c, servconf.c). They hit only the hosts or users for which the line is in effect.',
    bad: 'Host web\n  ConnectionAttempts 0\n',
    good: 'Host web\n  ConnectionAttempts 1\n',
  },
  *check(snapshot) {
    const seen = new Set<string>();
    const ofConnections = allConnections(snapshot).flatMap(({ effective }): readonly ConfigError[] => effective.errors);
    yield* strangeTokens(snapshot);
    for (const error of [...errorsOf(snapshot), ...ofConnections]) {
      const key = `${error.code} ${error.span.start}`;
      if (!codes.test(error.code) || error.uri !== snapshot.uri || !error.refused || seen.has(key)) continue;
      // A pattern's made-up name says nothing about names.
      if (error.code === 'invalid-host-name' || error.code === 'invalid-user-name') continue;
      seen.add(key);
      const severity = severities[error.code] ?? 'error';
      const own = entryOfError(snapshot, error);
      for (const { entry } of own ? placesOf(snapshot, originOf(snapshot, own)) : []) {
        const span = entry === own ? error.span : entry.span;
        yield { ...reportOf(error), span, severity, fixes: fixesFor(snapshot, error, entry) };
      }
    }
  },
};

function fixesFor(snapshot: Snapshot, { code, data }: ConfigError, entry: Entry): readonly Fix[] {
  const removal = removingLine(snapshot, entry, l10n.t('Remove the line'), false);
  switch (code) {
    case 'connection-attempts-zero':
      return changingValue(snapshot, entry, '1');
    case 'subsystem-repeated':
      return [removal];
    case 'command-without-user':
      return data['missing'] === undefined ? [] : [addingLine(snapshot, entry, `${data['missing']} nobody`), removal];
    case 'jump-to-itself': {
      const jump = jumpHosts(data['argument'] ?? '').at(-1);
      const head = entry.block && entryAt(snapshot.file, entry.block.lineIndex);
      const isPattern = head?.keyword === 'host' && head.line.args.every(({ value }) => value !== jump);
      if (jump === undefined || head === undefined || !isPattern) return [];
      const text = `!${jump}`;
      const at = { start: head.span.end, end: head.span.end };
      return [replacing(snapshot, at, ` ${text}`, l10n.t('Add {0} to {1}', text, 'Host'), false)];
    }
    default:
      return [];
  }
}
