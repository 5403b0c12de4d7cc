import * as l10n from '@vscode/l10n';
import { reached } from '../knowledge/availability.ts';
import { directivesOf } from '../knowledge/directives.ts';
import type { Snapshot } from '../snapshot.ts';
import { formatVersion } from '../values/openSshVersion.ts';
import { type Entry, entriesFor, inSelectiveMatch } from './document.ts';
import { globalLine, lineRemoved, removingLine, textOfLine } from './fixes.ts';
import type { Fix, Rule } from './rule.ts';

/** A Match value that sshd shows and does not use. */
export const matchValueNotApplied: Rule<Snapshot> = {
  id: 'match-value-not-applied',
  severity: 'warning',
  dialects: ['server'],
  doc: {
    summary: 'Finds ChannelTimeout and RekeyLimit under Match in an sshd that uses only their global values.',
    why: 'Before 10.5 (commit caa6d7d19) sshd accepts both under Match and lists them in sshd -T -C, but keeps using the global value. Measured with 9.2 and 9.9: a limit of 2 s in a Match block closes nothing, and a global one is not lifted there.',
    bad: 'Match User guest\n  ChannelTimeout session:*=5m\n',
    good: 'ChannelTimeout session:*=5m\n',
  },
  *check(snapshot) {
    const names = directivesOf('server').flatMap((row) => (row.appliedInMatchSince === undefined ? [] : [row.name]));
    for (const entry of entriesFor(snapshot.file, ...names)) {
      const since = entry.directive?.appliedInMatchSince;
      if (since === undefined || reached(snapshot.version, since) || !losesToGlobal(entry, snapshot)) continue;
      if (entry.directive?.inMatchSince !== undefined && !reached(snapshot.version, entry.directive.inMatchSince))
        continue;
      yield {
        span: entry.span,
        message: l10n.t(
          'sshd {1} lists this value for matching users but still uses the global one: {0} works under Match only since {2}.',
          entry.directive?.name ?? '',
          formatVersion(snapshot.version),
          since,
        ),
        fixes: movesOut(snapshot, entry),
      };
    }
  },
};

/**
 * A Match block's value is not used; but `Match all` is read as part of the global settings at the start, where the
 * first value wins (measured with 9.2).
 */
function losesToGlobal(entry: Entry, { file }: Snapshot): boolean {
  if (entry.block === undefined) return false;
  if (inSelectiveMatch(entry)) return true;
  return entriesFor(file, entry.directive?.name ?? '').some((other) => other.block === undefined);
}

/** Where no global line is there to win, the value can count for everybody; else nothing is lost without it. */
function movesOut(snapshot: Snapshot, entry: Entry): readonly Fix[] {
  const removal = removingLine(snapshot, entry, l10n.t('Remove the line'), false);
  const others = entriesFor(snapshot.file, entry.directive?.name ?? '');
  if (others.some((other) => other !== entry)) return [removal];
  const edits = [globalLine(snapshot, textOfLine(entry)), lineRemoved(snapshot, entry)];
  return [{ title: l10n.t('Move it above the first Match, for everyone'), safe: false, edits }, removal];
}
