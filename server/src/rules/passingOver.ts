import * as l10n from '@vscode/l10n';
import { reached } from '../knowledge/availability.ts';
import type { Snapshot } from '../snapshot.ts';
import { type Entry, entriesFor, wordSpan } from './document.ts';
import { newlineOf, removingLine } from './fixes.ts';
import type { Fix } from './rule.ts';

/** What can be done about a line that this OpenSSH does not know and another may: let ssh pass over it, or remove it. */
export function unknownLineFixes(snapshot: Snapshot, entry: Entry | undefined): readonly Fix[] {
  if (entry === undefined) return [];
  const removal = removingLine(snapshot, entry, l10n.t('Remove the line'), false);
  const passing = passingOver(snapshot, entry);
  return passing ? [passing, removal] : [removal];
}

/** IgnoreUnknown, which has to stand above the line; its first value counts for all. sshd has no such thing. */
function passingOver(snapshot: Snapshot, entry: Entry): Fix | undefined {
  const { file, uri, dialect, version } = snapshot;
  const name = entry.line.keyword.value;
  if (dialect === 'server' || !reached(version, '6.3') || !/^\w+$/.test(name)) return undefined;
  const title = l10n.t('Let ssh ignore it: IgnoreUnknown {0}', name);
  const [known] = entriesFor(file, 'IgnoreUnknown');
  if (known === undefined) {
    const newText = `IgnoreUnknown ${name}${newlineOf(file)}`;
    return { title, safe: false, edits: [{ uri, span: { start: 0, end: 0 }, newText }] };
  }
  const [word] = known.line.args;
  if (word === undefined || known.index > entry.index || known.block !== undefined) return undefined;
  const { end } = wordSpan(file, known, word);
  const at = file.text[end - 1] === '"' ? end - 1 : end;
  return { title, safe: false, edits: [{ uri, span: { start: at, end: at }, newText: `,${name}` }] };
}
