import * as vscode from 'vscode';
import { chooseHost } from './chooseHost.ts';
import type { LanguageServer } from './client.ts';

/** The command "Pair with a Server File...": writes one entry of the setting `sshTimeouts.servers`. */
export function registerPairServer(server: LanguageServer): vscode.Disposable {
  return vscode.commands.registerCommand('sshTimeouts.pairServer', async (resource?: unknown) => {
    const about = await chooseHost(server, resource, 'client');
    if (about === undefined) return;
    const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(about.uri, true)) ?? firstFolder();
    const [file] =
      (await vscode.window.showOpenDialog({
        title: vscode.l10n.t('The sshd_config of {0}', about.host),
        openLabel: vscode.l10n.t('Pair'),
        canSelectMany: false,
        ...(folder === undefined ? {} : { defaultUri: folder.uri }),
      })) ?? [];
    if (file === undefined) return;
    await savePair(about.host, file, folder);
    await vscode.window.showInformationMessage(
      vscode.l10n.t('{0} is paired with {1}.', about.host, vscode.workspace.asRelativePath(file)),
    );
  });
}

function firstFolder(): vscode.WorkspaceFolder | undefined {
  return vscode.workspace.workspaceFolders?.[0];
}

/** A file inside the workspace is written relative to its folder, and into the workspace's settings. */
async function savePair(host: string, file: vscode.Uri, folder: vscode.WorkspaceFolder | undefined): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('sshTimeouts', folder?.uri);
  const known = configuration.inspect<Record<string, string>>('servers');
  const inside = folder !== undefined && file.toString().startsWith(`${folder.uri.toString()}/`);
  const value = inside ? file.path.slice(folder.uri.path.length + 1) : addressOf(file);
  if (inside) {
    const target = vscode.ConfigurationTarget.WorkspaceFolder;
    await configuration.update('servers', { ...known?.workspaceFolderValue, [host]: value }, target);
  } else {
    const target = vscode.ConfigurationTarget.Global;
    await configuration.update('servers', { ...known?.globalValue, [host]: value }, target);
  }
}

function addressOf(file: vscode.Uri): string {
  return file.scheme === 'file' ? file.fsPath : file.toString();
}
