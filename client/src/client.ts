import * as vscode from 'vscode';
import {
  type BaseLanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  State,
} from 'vscode-languageclient';
import { showEffectiveConfigCommand, showTimelineCommand, testKeepaliveCommand } from '../../server/src/protocol.ts';
import { registerChooseVersion } from './chooseVersion.ts';
import { registerEffectiveConfigView } from './effectiveConfigView.ts';
import { serveFiles } from './fileSystemRequests.ts';
import type { Host, MachineFacts } from './host.ts';
import { initializationOptions } from './initializationOptions.ts';
import { registerLanguageStatus } from './languageStatus.ts';
import { readMeasurements, registerMeasurements } from './measurements.ts';
import { registerOpenConfig } from './openConfig.ts';
import { registerPairServer } from './pairServer.ts';
import { namesLibrary, pythonMiddleware } from './pythonDocuments.ts';
import { registerRecognition } from './recognise.ts';
import { restartOnCrash } from './restartOnCrash.ts';
import { registerRulePages } from './rulePages.ts';
import { proposalScheme } from './timeline/applyChanges.ts';
import { registerTimeline } from './timeline/timelinePanel.ts';
import { registerTreatAs } from './treatAs.ts';
import { watchFiles } from './watchFiles.ts';
import { registerWhyDidItDrop } from './whyDidItDrop.ts';
import { messageOf } from './workspaceFiles.ts';

/** Languages the server answers for, whatever file system their documents come from. */
export const documentLanguages = ['ssh_config', 'sshd_config'] as const;

/** Whether the server has anything to say about a document. */
function isOurs(document: vscode.TextDocument): boolean {
  return documentLanguages.some((language) => language === document.languageId) || namesLibrary(document);
}

/** The running server, whichever it is: what holds this outlives restarts. */
export interface LanguageServer {
  sendRequest<Result>(method: string, params: unknown, token?: vscode.CancellationToken): Promise<Result>;
  sendNotification(method: string, params: unknown): Promise<void>;
  /** What was known of the machine when the server was started. */
  facts(): MachineFacts;
  /** Starts it where that has not happened yet; resolved once it runs, or has failed to. */
  start(): Promise<void>;
  state(): State;
  readonly onDidChangeState: vscode.Event<State>;
  /** A file that the server may have read has changed on disk, and the server knows. */
  readonly onDidChangeFiles: vscode.Event<void>;
  readonly output: vscode.LogOutputChannel;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the language server and registers all that works in both kinds of extension host. */
export async function startClient(context: vscode.ExtensionContext, host: Host): Promise<LanguageServer> {
  const output = vscode.window.createOutputChannel('SSH Timeouts', { log: true });
  const stateChanged = new vscode.EventEmitter<State>();
  const filesChanged = new vscode.EventEmitter<void>();
  let client: BaseLanguageClient | undefined;
  let facts: MachineFacts = {};
  let watchers: vscode.FileSystemWatcher[] | undefined;

  const start = async () => {
    facts = await host.describeMachine(vscode.workspace.isTrusted);
    watchers ??= watchFiles(facts.environment ?? {});
    const python = pythonMiddleware();
    const options: LanguageClientOptions = {
      documentSelector: [...documentLanguages, 'python'].map((language) => ({ language })),
      outputChannel: output,
      traceOutputChannel: output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      errorHandler: restartOnCrash(output, () => server.restart()),
      initializationOptions: () => ({
        ...initializationOptions(facts, vscode.l10n.bundle),
        measurements: readMeasurements(context),
      }),
      synchronize: { fileEvents: watchers },
      middleware: {
        ...python,
        async provideHover(document, position, token, next) {
          const [hover, link] = [await next(document, position, token), await host.manualLink?.(document, position)];
          return hover && link ? new vscode.Hover([...hover.contents, link], hover.range) : hover;
        },
        // A text that is only proposed is no configuration: nothing should be reported of it.
        didOpen: async (document, next) => {
          if (document.uri.scheme === proposalScheme) return;
          await (python.didOpen ? python.didOpen(document, next) : next(document));
        },
        workspace: {
          didChangeWatchedFile: async (event, next) => {
            await next(event);
            filesChanged.fire();
          },
        },
      },
      markdown: {
        isTrusted: { enabledCommands: [testKeepaliveCommand, showEffectiveConfigCommand, showTimelineCommand] },
      },
    };
    // A client whose start failed cannot be started again: each start has a new one.
    client = host.createClient('sshTimeouts', 'SSH Timeouts', options);
    client.onDidChangeState(({ newState }) => stateChanged.fire(newState));
    serveFiles(client, host.files);
    try {
      await client.start();
      output.info(`The language server runs. ${describeFacts(facts)}`);
    } catch (error) {
      output.error(`The language server could not be started: ${messageOf(error)}`);
    }
  };
  const stop = async () => {
    const old = client;
    client = undefined;
    try {
      await old?.dispose();
    } catch (error) {
      output.warn(`The language server did not stop as asked: ${messageOf(error)}`);
    }
  };
  // One start or stop at a time: trust, settings and the user may all ask at once.
  let queue = Promise.resolve();
  const inTurn = (task: () => Promise<void>) => {
    queue = queue.then(task);
    return queue;
  };
  let wanted = false;
  /** A window in which only other Python is written never gets here. */
  const startOnce = () => {
    if (wanted) return queue;
    wanted = true;
    return inTurn(start);
  };
  const startFor = async (document: vscode.TextDocument) => {
    if (!wanted && isOurs(document)) await startOnce();
  };

  const server: LanguageServer = {
    async sendRequest(method, params, token) {
      await startOnce();
      if (client === undefined) throw new Error(vscode.l10n.t('The language server of SSH Timeouts is not running.'));
      // A token that is undefined would be sent as a second parameter.
      return token === undefined ? client.sendRequest(method, params) : client.sendRequest(method, params, token);
    },
    async sendNotification(method, params) {
      await client?.sendNotification(method, params);
    },
    facts: () => facts,
    start: startOnce,
    state: () => client?.state ?? State.Stopped,
    onDidChangeState: stateChanged.event,
    onDidChangeFiles: filesChanged.event,
    output,
    restart: () => {
      wanted = true;
      return inTurn(async () => {
        await stop();
        await start();
      });
    },
    stop: () => inTurn(stop),
  };

  context.subscriptions.push(
    output,
    stateChanged,
    filesChanged,
    { dispose: () => vscode.Disposable.from(...(watchers ?? [])).dispose() },
    vscode.commands.registerCommand('sshTimeouts.restartServer', server.restart),
    // Trust allows asking ssh for its version, and the live test.
    vscode.workspace.onDidGrantWorkspaceTrust(async () => {
      if (wanted) await server.restart();
    }),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (wanted && change.affectsConfiguration('sshTimeouts.ssh.path')) await server.restart();
    }),
    registerLanguageStatus(server),
    registerEffectiveConfigView(server),
    registerRulePages(server),
    registerOpenConfig(server),
    registerPairServer(server),
    registerChooseVersion(server),
    vscode.commands.registerCommand('sshTimeouts.showLog', () => output.show()),
    registerTreatAs(),
    registerRecognition(server),
    registerTimeline(context, server),
    registerMeasurements(context, server),
    registerWhyDidItDrop(server),
  );
  context.subscriptions.push(
    vscode.workspace.onDidOpenTextDocument(startFor),
    vscode.workspace.onDidChangeTextDocument(({ document }) => startFor(document)),
  );
  await vscode.commands.executeCommand('setContext', 'sshTimeouts.started', true);
  if (vscode.workspace.textDocuments.some(isOurs)) await startOnce();
  return server;
}

/** For the log: what the answers rest on. */
function describeFacts({ sshVersion, sshdVersion, environment }: MachineFacts): string {
  const asked = { 'ssh -V': sshVersion, 'sshd -V': sshdVersion };
  const versions = Object.entries(asked).map(([call, said]) => `${call}: ${said?.trim() ?? 'not known'}`);
  return [...versions, `home: ${environment?.homeUri ?? 'not known'}`].join('; ');
}
