import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ClientCapabilities } from 'vscode-languageserver';
import * as protocol from 'vscode-languageserver/node';
import { capabilitiesFor } from '../server/src/handshake.ts';

const page = fs.readFileSync(path.resolve(import.meta.dirname, '../docs/features.md'), 'utf8');

/** Rows of the tables: method, whether it is answered, the rest. */
const rows = [...page.matchAll(/^\| `([^`]+)` \| (yes|no) \| ?([^|]*?) ?\| ?(.*?) ?\|$/gm)].map(
  ([, method = '', answered, dialects = '', text = '']) => ({ method, answered: answered === 'yes', dialects, text }),
);
const answered = new Set(rows.filter((row) => row.answered).map(({ method }) => method));

/** Every method that the protocol's own library has a type for, but for names of groups of them. */
function methodsOfProtocol(): readonly string[] {
  const methods = Object.values(protocol).flatMap((each: unknown) => {
    const { method, messageDirection } = (each ?? {}) as { method?: unknown; messageDirection?: unknown };
    return typeof method === 'string' && messageDirection !== undefined ? [method] : [];
  });
  return [...new Set(methods)].filter((method) => method !== 'notebookDocument/sync').sort();
}

/** Methods that a capability of the server stands for. */
const byCapability = {
  hoverProvider: ['textDocument/hover'],
  completionProvider: ['textDocument/completion', 'completionItem/resolve'],
  signatureHelpProvider: ['textDocument/signatureHelp'],
  declarationProvider: ['textDocument/declaration'],
  definitionProvider: ['textDocument/definition'],
  typeDefinitionProvider: ['textDocument/typeDefinition'],
  implementationProvider: ['textDocument/implementation'],
  referencesProvider: ['textDocument/references'],
  documentHighlightProvider: ['textDocument/documentHighlight'],
  documentSymbolProvider: ['textDocument/documentSymbol'],
  codeActionProvider: ['textDocument/codeAction'],
  codeLensProvider: ['textDocument/codeLens', 'codeLens/resolve'],
  documentLinkProvider: ['textDocument/documentLink'],
  colorProvider: ['textDocument/documentColor', 'textDocument/colorPresentation'],
  workspaceSymbolProvider: ['workspace/symbol'],
  documentFormattingProvider: ['textDocument/formatting'],
  documentRangeFormattingProvider: ['textDocument/rangeFormatting', 'textDocument/rangesFormatting'],
  documentOnTypeFormattingProvider: ['textDocument/onTypeFormatting'],
  renameProvider: ['textDocument/rename', 'textDocument/prepareRename'],
  foldingRangeProvider: ['textDocument/foldingRange'],
  selectionRangeProvider: ['textDocument/selectionRange'],
  executeCommandProvider: ['workspace/executeCommand'],
  callHierarchyProvider: ['textDocument/prepareCallHierarchy'],
  linkedEditingRangeProvider: ['textDocument/linkedEditingRange'],
  semanticTokensProvider: ['textDocument/semanticTokens/range'],
  monikerProvider: ['textDocument/moniker'],
  typeHierarchyProvider: ['textDocument/prepareTypeHierarchy'],
  inlineValueProvider: ['textDocument/inlineValue'],
  inlayHintProvider: ['textDocument/inlayHint'],
  diagnosticProvider: ['textDocument/diagnostic'],
  inlineCompletionProvider: ['textDocument/inlineCompletion'],
  notebookDocumentSync: ['notebookDocument/didOpen'],
} as const;

/** As VS Code says of itself, as far as the server looks at it. */
const ableClient: ClientCapabilities = {
  textDocument: {
    diagnostic: {},
    rename: { prepareSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
    semanticTokens: { requests: { range: true, full: true }, tokenTypes: [], tokenModifiers: [], formats: [] },
  },
  workspace: { workspaceFolders: true },
};

describe('the table of features', () => {
  test('holds every method of the protocol once, and says of each what it gives or why it is left out', () => {
    expect(rows.map(({ method }) => method).sort()).toEqual(methodsOfProtocol());
    for (const { method, answered: yes, dialects, text } of rows) {
      expect(dialects !== '', method).toBe(yes);
      if (method !== 'shutdown' && method !== 'exit') expect(text.length, method).toBeGreaterThan(5);
    }
  });

  test('says yes to exactly what the server offers to a client that can do all', () => {
    const offered = capabilitiesFor(ableClient);
    for (const [capability, methods] of Object.entries(byCapability)) {
      const given = Boolean(offered[capability as keyof typeof offered]);
      for (const method of methods) expect([method, answered.has(method)]).toEqual([method, given]);
    }
    // Nothing is offered that the list above does not know.
    const beside = ['positionEncoding', 'textDocumentSync', 'workspace'];
    expect(Object.keys(offered).filter((key) => !(key in byCapability) && !beside.includes(key))).toEqual([]);
  });

  test('knows what is resolved later, and what is told of changes', () => {
    const offered = capabilitiesFor(ableClient);
    expect(offered.completionProvider?.resolveProvider === true).toBe(answered.has('completionItem/resolve'));
    expect(offered.codeLensProvider?.resolveProvider === true).toBe(answered.has('codeLens/resolve'));
    expect(offered.documentLinkProvider?.resolveProvider === true).toBe(answered.has('documentLink/resolve'));
    expect(typeof offered.inlayHintProvider === 'object').toBe(answered.has('inlayHint/resolve'));
    expect(offered.diagnosticProvider?.workspaceDiagnostics).toBe(answered.has('workspace/diagnostic'));
    expect(offered.workspace?.fileOperations !== undefined).toBe(answered.has('workspace/willRenameFiles'));
    const poorer = capabilitiesFor({ ...ableClient, textDocument: {} });
    expect(poorer.semanticTokensProvider?.full).toBe(answered.has('textDocument/semanticTokens/full'));
  });
});
