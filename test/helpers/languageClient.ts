import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import {
  type ClientCapabilities,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type InitializeParams,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  RegistrationRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { FileSystem } from '../../server/src/files/fileSystem.ts';
import { pythonBundle } from '../../server/src/pythonBundle.ts';
import type { Runtime } from '../../server/src/runtime.ts';
import { startServer } from '../../server/src/server.ts';
import { testEnvironment } from './editor.ts';
import { memoryFileSystem } from './memoryFileSystem.ts';

/** A language client as small as can be; it talks to a server in this process or to the built one. */
export interface LanguageClient {
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  /** What the server wrote to its log, as messages. */
  readonly log: readonly string[];
  /** Every push of diagnostics, oldest first. */
  readonly pushed: readonly PublishDiagnosticsParams[];
  open(uri: string, text: string, languageId?: string): Promise<void>;
  change(uri: string, version: number, text: string): Promise<void>;
  /** The next push for a document that `accept` likes, also one that came in already. */
  diagnostics(uri: string, accept?: (diagnostics: Diagnostic[]) => boolean): Promise<Diagnostic[]>;
  stop(): Promise<void>;
}

export interface ClientOptions {
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  readonly params?: Partial<InitializeParams>;
  /** Answers `workspace/configuration`. */
  readonly configuration?: unknown;
  /** Registers handlers before `initialize`. */
  readonly prepare?: (connection: ProtocolConnection) => void;
}

export interface InProcessOptions extends ClientOptions {
  /** Files of the server's own disk, by path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly fileSystem?: FileSystem;
  readonly runtime?: Partial<Runtime>;
}

/** A server in this process, over a pair of streams, on a disk in memory. */
export async function startInProcess(options: InProcessOptions = {}): Promise<LanguageClient> {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const runtime: Runtime = {
    fileSystem: options.fileSystem ?? memoryFileSystem(options.files ?? {}),
    environment: { ...testEnvironment, uid: 0 },
    loadTexts: async () => undefined,
    loadMessages: async () => undefined,
    loadPython: async () => pythonBundle,
    now: () => performance.now(),
    date: () => Date.now(),
    later: (task, milliseconds) => {
      const timer = setTimeout(task, milliseconds);
      return () => clearTimeout(timer);
    },
    yieldOnce: () => new Promise((resolve) => setImmediate(resolve)),
    ...options.runtime,
  };
  const connection = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
  startServer(connection, runtime);
  const client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  return handshake(client, options, async () => {
    await client.sendRequest('shutdown');
    client.dispose();
    connection.dispose();
  });
}

export const builtServer = path.resolve(import.meta.dirname, '../../dist/server.js');

export interface BuiltOptions extends ClientOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Node's own options, before the program. */
  readonly nodeOptions?: readonly string[];
  /** Another build of the server. */
  readonly program?: string;
}

/** The built server as another editor starts it: `node server.js --stdio`. */
export async function startBuilt(options: BuiltOptions = {}) {
  const program = options.program ?? builtServer;
  if (!fs.existsSync(program)) throw new Error(`${program} is not there: run \`npm run build\` first`);
  const server = spawn(process.execPath, [...(options.nodeOptions ?? []), program, '--stdio'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: options.env ?? process.env,
  });
  const exited = new Promise<number | null>((resolve) => server.once('exit', resolve));
  const client = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const started = await handshake(client, options, async () => {
    await client.sendRequest('shutdown');
    await client.sendNotification('exit');
    const code = await exited;
    client.dispose();
    if (code !== 0) throw new Error(`the server ended with ${code}`);
  });
  return { ...started, server, exited };
}

async function handshake(
  connection: ProtocolConnection,
  options: ClientOptions,
  stop: () => Promise<void>,
): Promise<LanguageClient> {
  const log: string[] = [];
  const pushed: PublishDiagnosticsParams[] = [];
  const listeners = new Set<() => void>();
  connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
    log.push(message);
  });
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    pushed.push(params);
    for (const listener of listeners) listener();
  });
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
    items.map(() => options.configuration ?? null),
  );
  connection.onRequest(RegistrationRequest.type, () => {});
  options.prepare?.(connection);
  connection.listen();
  const initialized = await connection.sendRequest<InitializeResult>('initialize', {
    processId: null,
    rootUri: null,
    capabilities: options.capabilities ?? {},
    ...(options.initializationOptions === undefined ? {} : { initializationOptions: options.initializationOptions }),
    ...options.params,
  });
  await connection.sendNotification('initialized', {});
  return {
    connection,
    initialized,
    log,
    pushed,
    stop,
    open: (uri, text, languageId = 'ssh_config') =>
      connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } }),
    change: (uri, version, text) =>
      connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ text }],
      }),
    diagnostics: (uri, accept = () => true) =>
      new Promise((resolve) => {
        const look = () => {
          const found = pushed.findLast((params) => params.uri === uri && accept(params.diagnostics));
          if (!found) return;
          listeners.delete(look);
          resolve(found.diagnostics);
        };
        listeners.add(look);
        look();
      }),
  };
}
