import * as l10n from '@vscode/l10n';
import {
  type ClientCapabilities,
  type Connection,
  DidChangeConfigurationNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocuments,
} from 'vscode-languageserver';
import { createAnswering } from './answering.ts';
import { answerClient } from './clientRequests.ts';
import { clientSettings } from './clientSettings.ts';
import { type DiagnosticsTransport, pullDiagnostics, pushDiagnostics } from './diagnosticsTransport.ts';
import { answerEditor } from './editorRequests.ts';
import { clientFileSystem } from './files/clientFileSystem.ts';
import type { FileSystem } from './files/fileSystem.ts';
import { watchFiles } from './fileWatching.ts';
import {
  capabilitiesFor,
  featureOptionsFor,
  foldersOf,
  initializationOptionsOf,
  languageOf,
  settingsIn,
} from './handshake.ts';
import { loadedTexts, once } from './loadedTexts.ts';
import { type InitializationOptions, measurementsNotification } from './protocol.ts';
import type { Runtime } from './runtime.ts';
import { createSafely } from './safely.ts';
import { editedDocuments } from './textDocument.ts';
import { type ViewRefresh, viewRefresh } from './viewRefresh.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/**
 * The life of a connection: what the client says of itself, and what it reports from then on. Requests are answered
 * in editorRequests.ts and clientRequests.ts.
 */
export function startServer(connection: Connection, runtime: Runtime): void {
  const documents = new TextDocuments(editedDocuments);
  const safely = createSafely((message) => connection.console.error(message), runtime.yieldOnce);
  const folders = new Set<string>();
  const loadPython = once(runtime.loadPython);
  let client: ClientCapabilities = {};
  let sentSettings: unknown;
  let measurements: InitializationOptions['measurements'];
  let workspace: Workspace;
  let transport: DiagnosticsTransport;
  let views: ViewRefresh;

  connection.onInitialize(async (params: InitializeParams): Promise<InitializeResult> => {
    client = params.capabilities;
    const initialization = initializationOptionsOf(params);
    sentSettings = settingsIn(params.initializationOptions);
    measurements = initialization.measurements;
    for (const folder of foldersOf(params)) folders.add(folder);
    const language = languageOf(params.locale);
    const messages = initialization.l10n ?? (await runtime.loadMessages(language));
    if (messages) l10n.config({ contents: { ...messages } });
    const watching = watchFiles(connection, client);
    workspace = createWorkspace({
      fileSystem: fileSystemFor(initialization),
      environment: initialization.environment ?? (initialization.fileSystem === 'client' ? {} : runtime.environment),
      remoteWindow: initialization.remoteWindow,
      now: runtime.now,
      loadPythonReader: async () => (await loadPython()).reader,
      openDocuments: () => documents.all(),
      clientSettings: clientSettings(connection, client, runtime, () => sentSettings),
      folders: () => [...folders],
      sshVersion: initialization.sshVersion,
      sshdVersion: initialization.sshdVersion,
      watched: (uri) => watching.covers(uri),
      canTestKeepalive: initialization.keepaliveTest === true,
      measurements: () => measurements,
    });
    const { date } = runtime;
    const options = featureOptionsFor(client, initialization, { date, clientUri: (uri) => workspace.clientUri(uri) });
    const texts = loadedTexts(initialization, language, runtime, safely);
    const answering = createAnswering({ safely, workspace, watching, options, loadPython, ...texts });
    answerEditor(connection, answering);
    answerClient(connection, answering);
    const parts = { connection, safely, runtime, diagnose: answering.diagnose };
    const canRefresh = client.workspace?.diagnostics?.refreshSupport === true;
    transport = client.textDocument?.diagnostic ? pullDiagnostics(parts, canRefresh) : pushDiagnostics(parts);
    views = viewRefresh(connection, client, parts);
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

  function settingsChanged(): void {
    workspace.settingsChanged();
    refresh();
  }

  /** Has the client ask again for what it shows of every open document. */
  function refresh(): void {
    transport.everythingChanged(documents.keys());
    views.now();
  }

  documents.onDidChangeContent(({ document }) => {
    workspace.documentsChanged();
    transport.changed(document.uri, documents.keys());
    // Lenses and hints of the others may depend on the one that was edited.
    if (documents.keys().length > 1) views.soon();
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

  documents.listen(connection);
  connection.listen();
}
