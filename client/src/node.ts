import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { type LanguageServer, startClient } from './client.ts';
import { describeMachine } from './describeMachine.ts';
import { registerKeepaliveTest } from './keepalive/testKeepalive.ts';
import { localFiles } from './localFiles.ts';
import { registerManual } from './manual/manualPages.ts';
import { workspaceFiles } from './workspaceFiles.ts';

let server: LanguageServer | undefined;

/** Entry for desktop windows and remote extension hosts: the server is a process of its own. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const manual = registerManual(context);
  const module = context.asAbsolutePath('dist/server.js');
  server = await startClient(context, {
    createClient: (id, name, options) =>
      new LanguageClient(id, name, { module, transport: TransportKind.ipc }, options),
    files: localFiles(workspaceFiles(vscode.workspace.fs, (uri) => vscode.Uri.parse(uri, true))),
    describeMachine: async (trusted) => ({
      ...(await describeMachine(vscode.workspace.getConfiguration('sshTimeouts').get('ssh.path', ''), trusted)),
      remoteWindow: vscode.env.remoteName !== undefined && context.extension.extensionKind === vscode.ExtensionKind.UI,
    }),
    manualLink: manual.link,
  });
  registerKeepaliveTest(context, server);
  await vscode.commands.executeCommand('setContext', 'sshTimeouts.keepaliveTest', true);
}

export function deactivate(): Promise<void> | undefined {
  return server?.stop();
}
