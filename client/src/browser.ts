import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { type LanguageServer, startClient } from './client.ts';
import { decodeText, workspaceFiles } from './workspaceFiles.ts';

// A web worker, which the library of the language's types for Node does not know.
declare const Worker: new (address: string, options: { name: string }) => Worker;

let server: LanguageServer | undefined;

/** Entry for a browser's extension host: the server is a worker, and nothing is known of any machine. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const bundle = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.browser.js');
  server = await startClient(context, {
    createClient: (id, name, options) => new LanguageClient(id, name, () => startWorker(bundle), options),
    files: workspaceFiles(vscode.workspace.fs, (uri) => vscode.Uri.parse(uri, true)),
    describeMachine: async () => ({ keepaliveTest: false, texts: await readTexts(context.extensionUri) }),
  });
}

export function deactivate(): Promise<void> | undefined {
  return server?.stop();
}

/** Directive texts in the display language, else in English; undefined where neither can be read. */
async function readTexts(extension: vscode.Uri): Promise<unknown> {
  for (const language of [vscode.env.language.toLowerCase(), 'en']) {
    try {
      const file = vscode.Uri.joinPath(extension, 'dist', 'texts', `directives.${language}.json`);
      return JSON.parse(decodeText(await vscode.workspace.fs.readFile(file)));
    } catch {
      // No file for this language.
    }
  }
  return undefined;
}

/** A worker from the bundle's text: VS Code creates none from the address of an extension on another machine. */
async function startWorker(bundle: vscode.Uri): Promise<Worker> {
  const source = decodeText(await vscode.workspace.fs.readFile(bundle));
  const address = URL.createObjectURL(new Blob([source], { type: 'application/javascript' }));
  try {
    return new Worker(address, { name: 'SSH Timeouts' });
  } finally {
    URL.revokeObjectURL(address);
  }
}
