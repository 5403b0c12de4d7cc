import type { Connection } from 'vscode-languageserver';
import type { Answering } from './answering.ts';
import { provideCodeActions } from './features/codeActions.ts';
import { provideCodeLenses, resolveCodeLens } from './features/codeLens.ts';
import { provideCompletions, wantedFolder } from './features/completion/provideCompletions.ts';
import { documentOf, resolveCompletion } from './features/completion/resolveCompletion.ts';
import { provideDefinition } from './features/definition.ts';
import { textsOf } from './features/directiveText.ts';
import { provideDocumentHighlights } from './features/documentHighlights.ts';
import { linkedFiles, provideDocumentLinks } from './features/documentLinks.ts';
import { provideDocumentSymbols } from './features/documentSymbols.ts';
import { provideFoldingRanges } from './features/foldingRanges.ts';
import { provideFormatting, provideOnTypeFormatting, provideRangesFormatting } from './features/formatting.ts';
import { provideHover } from './features/hover.ts';
import { provideInlayHints } from './features/inlayHints.ts';
import { offsetAt, toSpan } from './features/ranges.ts';
import { provideReferences } from './features/references.ts';
import { prepareRename, provideRename } from './features/rename.ts';
import { provideSelectionRange } from './features/selectionRanges.ts';
import { provideSemanticTokens } from './features/semanticTokens.ts';
import { provideSignatureHelp } from './features/signatureHelp.ts';
import { provideWorkspaceSymbols } from './features/workspaceSymbols.ts';

/**
 * Answers the requests that every editor knows: each is one call of one pure function. What an answer is made of, and
 * what happens where it fails, is the sandwich's affair.
 */
export function answerEditor(connection: Connection, { feature, safely, workspace, options, texts }: Answering): void {
  connection.onHover(({ textDocument, position }, token) =>
    feature(
      'hover',
      token,
      textDocument.uri,
      null,
      async (s) => provideHover(s, offsetAt(s.file, position), options, textsOf(await texts(), s.dialect)),
      (s, python) => python.hover(s, offsetAt(s.file, position), options),
    ),
  );
  connection.onCompletion(({ textDocument, position }, token) =>
    feature('completion', token, textDocument.uri, { isIncomplete: false, items: [] }, async (s) => {
      const offset = offsetAt(s.file, position);
      const folder = await workspace.folder(wantedFolder(s, offset));
      return provideCompletions(s, offset, textsOf(await texts(), s.dialect), options, folder);
    }),
  );
  connection.onCompletionResolve((item, token) =>
    feature('completion', token, documentOf(item), item, async (s) =>
      resolveCompletion(s, item, textsOf(await texts(), s.dialect), options),
    ),
  );
  connection.onSignatureHelp(({ textDocument, position }, token) =>
    feature('signature help', token, textDocument.uri, null, async (s) =>
      provideSignatureHelp(s, offsetAt(s.file, position), textsOf(await texts(), s.dialect), options),
    ),
  );
  connection.onDefinition(({ textDocument, position }, token) =>
    feature('definition', token, textDocument.uri, [], (s) =>
      provideDefinition(s, offsetAt(s.file, position), options),
    ),
  );
  connection.onReferences(({ textDocument, position, context }, token) =>
    feature('references', token, textDocument.uri, [], (s) =>
      provideReferences(s, offsetAt(s.file, position), context.includeDeclaration, options),
    ),
  );
  connection.onDocumentHighlight(({ textDocument, position }, token) =>
    feature('highlights', token, textDocument.uri, [], (s) => provideDocumentHighlights(s, offsetAt(s.file, position))),
  );
  connection.onPrepareRename(({ textDocument, position }, token) =>
    feature('rename', token, textDocument.uri, null, (s) => prepareRename(s, offsetAt(s.file, position))),
  );
  connection.onRenameRequest(({ textDocument, position, newName }, token) =>
    feature<ReturnType<typeof provideRename> | null>('rename', token, textDocument.uri, null, (s) =>
      provideRename(s, offsetAt(s.file, position), newName, options),
    ),
  );
  connection.onDocumentSymbol(({ textDocument }, token) =>
    feature('outline', token, textDocument.uri, [], (s) => provideDocumentSymbols(s)),
  );
  connection.onFoldingRanges(({ textDocument }, token) =>
    feature('folding', token, textDocument.uri, [], (s) => provideFoldingRanges(s)),
  );
  connection.onCodeAction(({ textDocument, range, context }, token) =>
    feature(
      'code actions',
      token,
      textDocument.uri,
      [],
      (s) => provideCodeActions(s, toSpan(s.file, range), context, options),
      (s, python) => python.codeActions(s, toSpan(s.file, range), context, options),
    ),
  );
  connection.onCodeLens(({ textDocument }, token) =>
    feature(
      'code lens',
      token,
      textDocument.uri,
      [],
      (s) => provideCodeLenses(s, options),
      (s, python) => python.codeLenses(s, options),
    ),
  );
  connection.onCodeLensResolve((lens, token) =>
    feature(
      'code lens',
      token,
      lens.data?.uri ?? '',
      lens,
      (s) => resolveCodeLens(s, lens),
      (s, python) => python.resolveCodeLens(s, lens),
    ),
  );
  connection.languages.inlayHint.on(({ textDocument, range }, token) =>
    feature(
      'inlay hints',
      token,
      textDocument.uri,
      [],
      (s) => provideInlayHints(s, toSpan(s.file, range), options),
      (s, python) => python.inlayHints(s, toSpan(s.file, range)),
    ),
  );
  connection.languages.semanticTokens.on(({ textDocument }, token) =>
    feature('semantic tokens', token, textDocument.uri, { data: [] }, (s) =>
      provideSemanticTokens(s, { start: 0, end: s.file.text.length }),
    ),
  );
  connection.languages.semanticTokens.onRange(({ textDocument, range }, token) =>
    feature('semantic tokens', token, textDocument.uri, { data: [] }, (s) =>
      provideSemanticTokens(s, toSpan(s.file, range)),
    ),
  );
  connection.onDocumentLinks(({ textDocument }, token) =>
    feature('links', token, textDocument.uri, [], async (s) =>
      provideDocumentLinks(s, options, await workspace.existing(linkedFiles(s))),
    ),
  );
  connection.onDocumentFormatting(({ textDocument, options: style }, token) =>
    feature('formatting', token, textDocument.uri, [], (s) => provideFormatting(s, style)),
  );
  connection.onDocumentRangeFormatting(({ textDocument, range, options: style }, token) =>
    feature('formatting', token, textDocument.uri, [], (s) => provideFormatting(s, style, toSpan(s.file, range))),
  );
  connection.onDocumentRangesFormatting(({ textDocument, ranges, options: style }, token) =>
    feature('formatting', token, textDocument.uri, [], (s) =>
      provideRangesFormatting(
        s,
        style,
        ranges.map((range) => toSpan(s.file, range)),
      ),
    ),
  );
  connection.onDocumentOnTypeFormatting(({ textDocument, position, ch, options: style }, token) =>
    feature('formatting', token, textDocument.uri, [], (s) => provideOnTypeFormatting(s, position, ch, style)),
  );
  connection.onSelectionRanges(({ textDocument, positions }, token) =>
    feature('selection ranges', token, textDocument.uri, [], (s) =>
      positions.map((position) => provideSelectionRange(s, offsetAt(s.file, position))),
    ),
  );
  connection.onWorkspaceSymbol(({ query }, token) =>
    safely.answer('workspace symbols', token, [], async () =>
      provideWorkspaceSymbols(await workspace.configurations(), query, options),
    ),
  );
}
