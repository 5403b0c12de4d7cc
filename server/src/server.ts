import * as l10n from '@vscode/l10n';
import {
  type CancellationToken,
  type ClientCapabilities,
  CodeLensRefreshRequest,
  type Connection,
  DidChangeConfigurationNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocuments,
} from 'vscode-languageserver';
import { type DiagnosticsTransport, pullDiagnostics, pushDiagnostics } from './diagnosticsTransport.ts';
import { provideCodeActions } from './features/codeActions.ts';
import { provideCodeLenses, resolveCodeLens } from './features/codeLens.ts';
import { provideCompletions, wantedFolder } from './features/completion/provideCompletions.ts';
import { documentOf, resolveCompletion } from './features/completion/resolveCompletion.ts';
import { provideDefinition } from './features/definition.ts';
import { provideDiagnostics } from './features/diagnostics.ts';
import { textsOf } from './features/directiveText.ts';
import { provideDocumentHighlights } from './features/documentHighlights.ts';
import { linkedFiles, provideDocumentLinks } from './features/documentLinks.ts';
import { provideDocumentSymbols } from './features/documentSymbols.ts';
import { provideEffectiveConfigView } from './features/effectiveConfigView.ts';
import type { FeatureOptions } from './features/featureOptions.ts';
import { provideFoldingRanges } from './features/foldingRanges.ts';
import { provideFormatting, provideOnTypeFormatting, provideRangesFormatting } from './features/formatting.ts';
import { provideHosts } from './features/hosts.ts';
import { provideHover } from './features/hover.ts';
import { provideInlayHints } from './features/inlayHints.ts';
import { type KeepaliveQuestion, provideKeepalivePlan } from './features/keepalivePlan.ts';
import { offsetAt, toSpan } from './features/ranges.ts';
import { provideReferences } from './features/references.ts';
import { prepareRename, provideRename } from './features/rename.ts';
import { provideRulePage } from './features/rulePage.ts';
import { provideSelectionRange } from './features/selectionRanges.ts';
import { provideSemanticTokens } from './features/semanticTokens.ts';
import { provideSignatureHelp } from './features/signatureHelp.ts';
import { provideTimeline } from './features/timeline.ts';
import { provideTimelineChanges } from './features/timelineChanges.ts';
import { type DropQuestion, provideWhyDropped } from './features/whyDropped.ts';
import { provideWorkspaceSymbols } from './features/workspaceSymbols.ts';
import { clientFileSystem } from './files/clientFileSystem.ts';
import type { FileSystem } from './files/fileSystem.ts';
import { type FileWatching, watchFiles } from './fileWatching.ts';
import {
  acceptsMarkdown,
  capabilitiesFor,
  foldersOf,
  initializationOptionsOf,
  languageOf,
  settingsIn,
} from './handshake.ts';
import {
  dialectRequest,
  effectiveConfigRequest,
  type HostArgument,
  hostsRequest,
  type InitializationOptions,
  keepalivePlanRequest,
  measurementsNotification,
  rulePageRequest,
  type TimelineQuestion,
  timelineChangesRequest,
  timelineRequest,
  type UriParams,
  whyDroppedRequest,
} from './protocol.ts';
import type { PythonBundle } from './pythonBundle.ts';
import type { PythonSnapshot } from './pythonSnapshot.ts';
import { detectDialect } from './resolve/detectDialect.ts';
import { resultId } from './resultId.ts';
import { allRules } from './rules/allRules.ts';
import type { Runtime } from './runtime.ts';
import { createSafely } from './safely.ts';
import type { Snapshot } from './snapshot.ts';
import { editedDocuments } from './textDocument.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** Registers every handler on the connection and starts to listen. */
export function startServer(connection: Connection, runtime: Runtime): void {
  const documents = new TextDocuments(editedDocuments);
  const safely = createSafely((message) => connection.console.error(message), runtime.yieldOnce);
  const folders = new Set<string>();
  const loadPython = once(runtime.loadPython);
  let client: ClientCapabilities = {};
  let sentSettings: unknown;
  let measurements: InitializationOptions['measurements'];
  let workspace: Workspace;
  let options: FeatureOptions;
  let transport: DiagnosticsTransport;
  let watching: FileWatching;
  let texts: () => Promise<unknown>;
  let ruleTexts: () => Promise<unknown>;

  connection.onInitialize(async (params: InitializeParams): Promise<InitializeResult> => {
    client = params.capabilities;
    const initialization = initializationOptionsOf(params);
    sentSettings = settingsIn(params.initializationOptions);
    measurements = initialization.measurements;
    for (const folder of foldersOf(params)) folders.add(folder);
    const language = languageOf(params.locale);
    const messages = initialization.l10n ?? (await runtime.loadMessages(language));
    if (messages) l10n.config({ contents: { ...messages } });
    texts = once(async () => {
      if (initialization.texts !== undefined) return initialization.texts;
      // Without its texts a hover still knows values and verdicts.
      return safely.answer('texts', undefined, undefined, () => runtime.loadTexts('directives', language));
    });
    ruleTexts = once(async () => {
      if (initialization.ruleTexts !== undefined) return initialization.ruleTexts;
      return safely.answer('rule texts', undefined, undefined, () => runtime.loadTexts('rules', language));
    });
    options = {
      markdown: acceptsMarkdown(client),
      commands: initialization.commands === true,
      rulePages: initialization.commands === true,
      date: runtime.date,
      clientUri: (uri) => workspace.clientUri(uri),
      snippets: client.textDocument?.completion?.completionItem?.snippetSupport === true,
      labelDetails: client.textDocument?.completion?.completionItem?.labelDetailsSupport === true,
      labelOffsets:
        client.textDocument?.signatureHelp?.signatureInformation?.parameterInformation?.labelOffsetSupport === true,
    };
    watching = watchFiles(connection, client);
    workspace = createWorkspace({
      fileSystem: fileSystemFor(initialization),
      environment: initialization.environment ?? (initialization.fileSystem === 'client' ? {} : runtime.environment),
      remoteWindow: initialization.remoteWindow,
      now: runtime.now,
      loadPythonReader: async () => (await loadPython()).reader,
      openDocuments: () => documents.all(),
      clientSettings,
      folders: () => [...folders],
      sshVersion: initialization.sshVersion,
      sshdVersion: initialization.sshdVersion,
      watched: (uri) => watching.covers(uri),
      canTestKeepalive: initialization.keepaliveTest === true,
      measurements: () => measurements,
    });
    const parts = { connection, safely, runtime, diagnose };
    const canRefresh = client.workspace?.diagnostics?.refreshSupport === true;
    transport = client.textDocument?.diagnostic ? pullDiagnostics(parts, canRefresh) : pushDiagnostics(parts);
    return { capabilities: capabilitiesFor(client), serverInfo: { name: 'ssh-timeouts' } };
  });

  connection.onInitialized(() =>
    safely.note('initialized', async () => {
      if (client.workspace?.didChangeConfiguration?.dynamicRegistration) {
        await connection.client.register(DidChangeConfigurationNotification.type, { section: 'sshTimeouts' });
      }
      if (client.workspace?.workspaceFolders) {
        connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
          for (const folder of removed) folders.delete(folder.uri);
          for (const folder of added) folders.add(folder.uri);
          settingsChanged();
        });
      }
    }),
  );

  function fileSystemFor(initialization: InitializationOptions): FileSystem {
    const asked = clientFileSystem((method, params) => connection.sendRequest(method, params), runtime.later);
    return initialization.fileSystem === 'client' || !runtime.fileSystem ? asked : runtime.fileSystem;
  }

  /** Asked from the client where it answers such questions, else what it has sent. */
  async function clientSettings(uri: string): Promise<unknown> {
    if (!client.workspace?.configuration) return sentSettings;
    let cancel = () => {};
    const silence = new Promise<unknown>((resolve) => {
      cancel = runtime.later(() => resolve(sentSettings), 3_000);
    });
    const asked = connection.workspace.getConfiguration({ scopeUri: uri, section: 'sshTimeouts' });
    const answer = await Promise.race([asked.catch(() => sentSettings), silence]);
    cancel();
    return answer ?? sentSettings;
  }

  function settingsChanged(): void {
    workspace.settingsChanged();
    refresh();
  }

  /** Has the client ask again for what it shows of every open document. */
  function refresh(): void {
    transport.everythingChanged(documents.keys());
    refreshViews();
  }

  /** Lenses and hints of the other documents, which may include the one that was edited. */
  let soon = () => {};
  function refreshViewsSoon(): void {
    soon();
    soon = runtime.later(refreshViews, 500);
  }

  function refreshViews(): void {
    const { codeLens, inlayHint, semanticTokens } = client.workspace ?? {};
    if (codeLens?.refreshSupport) safely.note('refresh', () => connection.sendRequest(CodeLensRefreshRequest.type));
    if (semanticTokens?.refreshSupport) safely.note('refresh', () => connection.languages.semanticTokens.refresh());
    if (inlayHint?.refreshSupport) safely.note('refresh', () => connection.languages.inlayHint.refresh());
  }

  /** The state of the world that an answer is made of. */
  async function snapshotOf(uri: string): Promise<Snapshot | undefined> {
    const snapshot = await workspace.snapshot(uri);
    if (snapshot) safely.note('watching of files', () => watching.watch(workspace.filesOf(snapshot)));
    return snapshot;
  }

  /** The same for Python. */
  async function pythonSnapshotOf(uri: string): Promise<PythonSnapshot | undefined> {
    const snapshot = await workspace.pythonSnapshot(uri);
    if (snapshot) safely.note('watching of files', () => watching.watch(workspace.filesOf(snapshot)));
    return snapshot;
  }

  async function diagnose(uri: string) {
    const python = await pythonSnapshotOf(uri);
    if (python) {
      const { diagnostics } = await loadPython();
      return { id: resultId(python), items: () => diagnostics(python, options, safely.report) };
    }
    const snapshot = await snapshotOf(uri);
    return snapshot && { id: resultId(snapshot), items: () => provideDiagnostics(snapshot, options, safely.report) };
  }

  /** The sandwich: the snapshot in, one pure function, its answer out. */
  function feature<Result>(
    name: string,
    token: CancellationToken,
    uri: string,
    empty: Result,
    provide: (snapshot: Snapshot) => Result | Promise<Result>,
    providePython?: (snapshot: PythonSnapshot, features: PythonBundle) => Result | Promise<Result>,
  ) {
    return safely.answer(name, token, empty, async () => {
      const python = providePython && (await pythonSnapshotOf(uri));
      if (python) return token.isCancellationRequested ? empty : providePython(python, await loadPython());
      const snapshot = await snapshotOf(uri);
      return !snapshot || token.isCancellationRequested ? empty : provide(snapshot);
    });
  }

  documents.onDidChangeContent(({ document }) => {
    workspace.documentsChanged();
    transport.changed(document.uri, documents.keys());
    if (documents.keys().length > 1) refreshViewsSoon();
  });
  documents.onDidClose(({ document }) => {
    workspace.documentsChanged();
    transport.closed(document.uri);
  });
  connection.onDidChangeConfiguration(({ settings }) => {
    sentSettings = settingsIn(settings) ?? sentSettings;
    settingsChanged();
  });
  connection.onNotification(measurementsNotification, (sent: Pick<InitializationOptions, 'measurements'>) => {
    measurements = sent.measurements;
    settingsChanged();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    if (workspace.filesChanged(changes.map(({ uri }) => uri))) refresh();
  });

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
  connection.onRequest(effectiveConfigRequest, ({ uri, host }: HostArgument, token: CancellationToken) =>
    feature('effective config', token, uri, null, (s) => provideEffectiveConfigView(s, host, options)),
  );
  connection.onRequest(hostsRequest, ({ uri }: UriParams, token: CancellationToken) =>
    feature('hosts', token, uri, [], (s) => provideHosts(s)),
  );
  connection.onRequest(keepalivePlanRequest, (question: KeepaliveQuestion & UriParams, token: CancellationToken) => {
    // The test reads the files as they are now.
    workspace.filesChanged();
    return feature<unknown>('keepalive plan', token, question.uri, null, (s) => provideKeepalivePlan(s, question));
  });
  connection.onRequest(timelineRequest, (question: TimelineQuestion, token: CancellationToken) =>
    feature<unknown>('timeline', token, question.uri, null, (s) => provideTimeline(s, question, options)),
  );
  connection.onRequest(timelineChangesRequest, (question: TimelineQuestion, token: CancellationToken) =>
    feature<unknown>('timeline changes', token, question.uri, null, (s) =>
      provideTimelineChanges(s, question, options),
    ),
  );
  connection.onRequest(dialectRequest, (question: DialectQuestion, token: CancellationToken) =>
    safely.answer<string | null>('dialect', token, null, () => {
      return detectDialect(question.languageId, question.uri, question.text) ?? null;
    }),
  );
  connection.onRequest(whyDroppedRequest, (question: DropQuestion, token: CancellationToken) =>
    feature<unknown>('why it dropped', token, question.uri, null, (s) => provideWhyDropped(s, question, options)),
  );
  connection.onRequest(rulePageRequest, ({ id }: { id: string }, token: CancellationToken) =>
    safely.answer('rule page', token, null, async () => {
      const page = provideRulePage(allRules, id, await ruleTexts());
      return page ?? provideRulePage((await loadPython()).rules, id, await ruleTexts());
    }),
  );

  documents.listen(connection);
  connection.listen();
}

interface DialectQuestion extends UriParams {
  readonly languageId: string;
  readonly text: string;
}

function once<Value>(load: () => Promise<Value>): () => Promise<Value> {
  let loading: Promise<Value> | undefined;
  return () => {
    loading ??= load();
    return loading;
  };
}
