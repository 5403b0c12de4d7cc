import { type DocumentHighlight, DocumentHighlightKind } from 'vscode-languageserver';
import type { Snapshot } from '../snapshot.ts';
import { inFile } from '../syntax/configFile.ts';
import { decidersOf, keywordLineAt } from './deciders.ts';
import { mentionAt, mentionsInFile } from './mentions.ts';
import { toRange } from './ranges.ts';

/**
 * On a name: where it is given (as written to) and where it is counted on. On a keyword: the lines that set the same
 * value for the same connection, the one in effect as written to.
 */
export function provideDocumentHighlights(snapshot: Snapshot, offset: number): DocumentHighlight[] {
  const { file, uri } = snapshot;
  const here = mentionAt(snapshot, offset);
  if (here) {
    return mentionsInFile(file, uri, here).map(({ span, role }) => ({
      range: toRange(file, span),
      kind: role === 'names' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
    }));
  }
  const lineIndex = keywordLineAt(snapshot, offset);
  const deciders = lineIndex === undefined ? undefined : decidersOf(snapshot, lineIndex);
  if (!deciders) return [];
  const marks = (lines: readonly { readonly uri: string; readonly lineIndex: number }[], kind: DocumentHighlightKind) =>
    lines.flatMap((origin) => {
      const found = origin.uri === uri ? file.lines[origin.lineIndex] : undefined;
      if (found?.kind !== 'directive') return [];
      return [{ range: toRange(file, inFile(file, origin.lineIndex, found.keyword)), kind }];
    });
  return [
    ...marks(deciders.winning, DocumentHighlightKind.Write),
    ...marks(deciders.overruled, DocumentHighlightKind.Read),
  ];
}
