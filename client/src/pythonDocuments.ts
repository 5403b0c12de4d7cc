import type * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient';
import { clientLibraryNames } from '../../server/src/protocol.ts';

type Document = Pick<vscode.TextDocument, 'languageId' | 'uri' | 'getText'>;

/** Whether the server has anything to say about a Python document: it names one of the libraries. */
export function namesLibrary(document: Document): boolean {
  return document.languageId === 'python' && clientLibraryNames.test(document.getText());
}

/** What the server answers for Python; all else is left to the editor's Python extension. */
const answered = [
  'provideHover',
  'provideCodeActions',
  'provideCodeLenses',
  'provideInlayHints',
  'provideDiagnostics',
] as const;
const notForPython = [
  'provideCompletionItem',
  'provideDefinition',
  'provideDocumentHighlights',
  'provideDocumentLinks',
  'provideDocumentRangeSemanticTokens',
  'provideDocumentSemanticTokens',
  'provideDocumentSemanticTokensEdits',
  'provideDocumentSymbols',
  'provideFoldingRanges',
  'provideReferences',
  'provideRenameEdits',
  'provideSelectionRanges',
  'provideSignatureHelp',
  'prepareRename',
] as const;

type Asked = (...args: readonly unknown[]) => unknown;

/**
 * Keeps Python documents that name none of the libraries from the server: neither their text nor any request about
 * them is sent. One that comes to name a library is opened then, with the text it has.
 */
export function pythonMiddleware(): Middleware {
  /** Python documents that are open in the editor and not on the server, with what would send them. */
  const held = new Map<string, (document: vscode.TextDocument) => Promise<void>>();
  const isPython = (document: unknown): document is Document =>
    (document as Partial<Document> | undefined)?.languageId === 'python';
  const pass: Asked = (...args) => (args.at(-1) as Asked)(...args.slice(0, -1));
  const whereSent: Asked = (...args) => {
    const [document] = args;
    return isPython(document) && held.has(document.uri.toString()) ? undefined : pass(...args);
  };
  const whereNoPython: Asked = (...args) => (isPython(args[0]) ? undefined : pass(...args));
  const requests: Record<string, Asked> = {};
  for (const name of answered) requests[name] = whereSent;
  for (const name of notForPython) requests[name] = whereNoPython;
  return {
    ...requests,
    async didOpen(document, next) {
      if (document.languageId !== 'python' || namesLibrary(document)) return next(document);
      held.set(document.uri.toString(), next);
    },
    async didChange(event, next) {
      const key = event.document.uri.toString();
      const open = held.get(key);
      if (!open) return next(event);
      if (!namesLibrary(event.document)) return;
      held.delete(key);
      await open(event.document);
    },
    async didClose(document, next) {
      if (!held.delete(document.uri.toString())) await next(document);
    },
  };
}
