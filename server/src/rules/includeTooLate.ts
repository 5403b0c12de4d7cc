import * as l10n from '@vscode/l10n';
import { includeKey } from '../resolve/configGraph.ts';
import type { LineOrigin } from '../resolve/effectiveConfig.ts';
import type { Snapshot } from '../snapshot.ts';
import { allConnections } from './connections.ts';
import { type Entry, entriesFor, firstEntry, pointingAt } from './document.ts';
import { fileName } from './fileName.ts';
import { indentOf, lineRemoved, newlineOf, textOfLine } from './fixes.ts';
import type { Fix, Rule } from './rule.ts';

/** Files that are included behind the lines they are meant to change. */
export const includeTooLate: Rule<Snapshot> = {
  id: 'include-too-late',
  severity: 'info',
  dialects: ['client', 'server'],
  doc: {
    summary: 'Points out an Include below lines that set the same directives: the included values lose.',
    why: 'In both files the first value wins, and an Include is read where it stands. Systems put theirs at the top, so that a drop-in wins over the main file; one at the end can only add what the lines above leave out.',
    bad: 'ClientAliveInterval 15\nInclude sshd_config.d/*.conf\n',
    good: 'Include sshd_config.d/*.conf\nClientAliveCountMax 3\n',
  },
  *check(snapshot) {
    for (const entry of entriesFor(snapshot.file, 'Include')) {
      const brought = broughtBy(snapshot, entry);
      if (brought.size === 0) continue;
      const losers = new Map<string, { readonly loser: LineOrigin; readonly winner: LineOrigin }>();
      for (const { effective } of allConnections(snapshot)) {
        for (const values of effective.values.values()) {
          for (const { from, overruled, certainty } of values) {
            if (from.kind !== 'line' || from.uri !== snapshot.uri || certainty !== 'certain') continue;
            // A Match block wins wherever it stands.
            if (from.lineIndex > entry.index || /^match/i.test(from.block?.text ?? '')) continue;
            for (const loser of overruled) {
              if (brought.has(loser.uri)) losers.set(`${loser.uri} ${loser.lineIndex}`, { loser, winner: from });
            }
          }
        }
      }
      const [first] = losers.values();
      if (first === undefined) continue;
      yield {
        span: entry.span,
        message:
          losers.size === 1
            ? l10n.t(
                'A line of {0} loses to one above this Include: the first value wins. Move the Include to the top if it should count.',
                fileName(first.loser.uri),
              )
            : l10n.t(
                '{0} included lines lose to lines above, such as the one in {1}: the first value wins. Move the Include to the top if they should count.',
                losers.size,
                fileName(first.loser.uri),
              ),
        related: [
          ...pointingAt(first.winner, l10n.t('This line wins.')),
          ...pointingAt(first.loser, l10n.t('This line loses.')),
        ],
        fixes: entry.block === undefined ? [movingToTop(snapshot, entry)] : [],
      };
    }
  },
};

/** The files that an Include line brings, in every configuration that reads it. */
function broughtBy({ uri, graphs }: Snapshot, entry: Entry): ReadonlySet<string> {
  return new Set(
    graphs.flatMap((graph) =>
      [false, true].flatMap((system) =>
        (graph.includes.get(includeKey(uri, entry.index, system)) ?? []).flatMap(({ uris }) => uris),
      ),
    ),
  );
}

function movingToTop(snapshot: Snapshot, entry: Entry): Fix {
  const { file, uri } = snapshot;
  const first = firstEntry(file) ?? entry;
  const at = file.lineStarts[first.index] ?? 0;
  const newText = `${indentOf(file, first)}${textOfLine(entry)}${newlineOf(file)}`;
  const edits = [{ uri, span: { start: at, end: at }, newText }, lineRemoved(snapshot, entry)];
  return { title: l10n.t('Move this Include to the top'), safe: false, edits };
}
