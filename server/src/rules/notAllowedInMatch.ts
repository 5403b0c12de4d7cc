import * as l10n from '@vscode/l10n';
import { findDirective } from '../knowledge/directives.ts';
import type { Snapshot } from '../snapshot.ts';
import { inFile } from '../syntax/configFile.ts';
import { type Entry, entriesFor } from './document.ts';
import { entryOfError, errorsOf, severityOf } from './errors.ts';
import { globalLine, lineRemoved, removingLine, textOfLine } from './fixes.ts';
import type { Fix, Rule } from './rule.ts';

/** A directive for the whole server under Match. */
export const notAllowedInMatch: Rule<Snapshot> = {
  id: 'not-allowed-in-match',
  severity: 'error',
  dialects: ['server'],
  doc: {
    summary: 'Finds server directives that are not allowed under Match.',
    why: 'LoginGraceTime, MaxStartups, TCPKeepAlive and others are needed before sshd knows who is connecting. Under Match they keep sshd from starting (servconf.c). A Match block lasts until the next Match or the end of the file; blank lines and indentation do not end it.',
    bad: 'Match User backup\n  X11Forwarding no\n\nLoginGraceTime 30\n',
    good: 'LoginGraceTime 30\n\nMatch User backup\n  X11Forwarding no\n',
  },
  *check(snapshot) {
    for (const error of errorsOf(snapshot)) {
      // An unknown keyword is refused twice; once is enough to say.
      if (error.code !== 'not-allowed-in-match' || !findDirective('server', error.data['keyword'] ?? '')) continue;
      const entry = entryOfError(snapshot, error);
      const block = entry?.block;
      yield {
        span: error.span,
        severity: severityOf(error),
        message: l10n.t(
          '{0} applies to the whole server: sshd does not start with it under Match. Move it above the first Match.',
          error.data['keyword'] ?? '',
        ),
        ...(block
          ? {
              related: [
                {
                  uri: snapshot.uri,
                  span: inFile(snapshot.file, block.lineIndex, {
                    start: block.line.keyword.start,
                    end: block.line.rest.end,
                  }),
                  message: l10n.t('The block begins here and lasts until the next Match or the end of the file.'),
                },
              ],
            }
          : {}),
        fixes: entry ? movesOut(snapshot, entry) : [],
      };
    }
  },
};

/** Above the first Match it counts, unless a line there says something already. */
function movesOut(snapshot: Snapshot, entry: Entry): readonly Fix[] {
  const removal = removingLine(snapshot, entry, l10n.t('Remove the line'), false);
  const others = entriesFor(snapshot.file, entry.directive?.name ?? '').filter(({ block }) => block === undefined);
  if (entry.block === undefined || others.length > 0) return [removal];
  const edits = [globalLine(snapshot, textOfLine(entry)), lineRemoved(snapshot, entry)];
  return [{ title: l10n.t('Move it above the first Match'), safe: false, edits }, removal];
}
