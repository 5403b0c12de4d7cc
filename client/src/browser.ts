import * as vscode from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import { testKeepaliveCommand } from '../../server/src/protocol.ts';
import { type LanguageServer, startClient } from './client.ts';
import { decodeText, workspaceFiles } from './workspaceFiles.ts';

// A web worker, as VS Code's extension host hands it out: no instance of the class. The types for Node know none.
interface WebWorker {
  terminate(): void;
}
declare const Worker: new (address: string, options: { name: string }) => WebWorker;

let server: LanguageServer | undefined;
let endWorker = () => {};

/** Entry for a browser's extension host: the server is a worker, and nothing is known of any machine. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const bundle = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.browser.js');
  server = await startClient(context, {
    createClient: (id, name, options) => new LanguageClient(id, name, () => startWorker(bundle), options),
    files: workspaceFiles(vscode.workspace.fs, (uri) => vscode.Uri.parse(uri, true)),
    describeMachine: async () => ({
      keepaliveTest: false,
      texts: await readTexts(context.extensionUri, 'directives'),
      ruleTexts: await readTexts(context.extensionUri, 'rules'),
    }),
  });
  context.subscriptions.push(
    vscode.commands.registerCommand(testKeepaliveCommand, () =>
      vscode.window.showInformationMessage(
        vscode.l10n.t('The keepalive test starts ssh, which a browser cannot. Open the folder in a desktop window.'),
      ),
    ),
  );
}

export async function deactivate(): Promise<void> {
  await server?.stop();
  endWorker();
}

/** Texts in the display language, else in English; undefined where neither can be read: rules hold their English. */
async function readTexts(extension: vscode.Uri, about: 'directives' | 'rules'): Promise<unknown> {
  for (const language of [vscode.env.language.toLowerCase(), 'en']) {
    try {
      const file = vscode.Uri.joinPath(extension, 'dist', 'texts', `${about}.${language}.json`);
      return JSON.parse(decodeText(await vscode.workspace.fs.readFile(file)));
    } catch {
      // No file for this language.
    }
  }
  return undefined;
}

/** A worker from the bundle's text: VS Code creates none from the address of an extension on another machine. */
async function startWorker(bundle: vscode.Uri): Promise<MessageTransports> {
  endWorker();
  const python = await scriptAddress(vscode.Uri.joinPath(bundle, '..', 'python.js'));
  // The worker has no way to find a file beside its own: it is told where the one for Python is.
  const address = await scriptAddress(bundle, `self.sshTimeoutsPythonAddress = ${JSON.stringify(python)};\n`);
  const worker = new Worker(address, { name: 'SSH Timeouts' });
  endWorker = () => {
    worker.terminate();
    // Not sooner: the worker is created by the window, some time after the constructor returns.
    URL.revokeObjectURL(address);
    URL.revokeObjectURL(python);
  };
  type Port = ConstructorParameters<typeof BrowserMessageReader>[0];
  return { reader: new BrowserMessageReader(worker as Port), writer: new BrowserMessageWriter(worker as Port) };
}

async function scriptAddress(file: vscode.Uri, before = ''): Promise<string> {
  const source = decodeText(await vscode.workspace.fs.readFile(file));
  return URL.createObjectURL(new Blob([before, source], { type: 'application/javascript' }));
}
