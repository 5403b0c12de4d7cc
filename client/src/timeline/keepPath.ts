import * as vscode from 'vscode';
import type { HostArgument } from '../../../server/src/protocol.ts';

/** Writes what lies before a host into the setting `sshTimeouts.path`; an empty path takes the entry out. */
export async function keepPath({ uri, host }: HostArgument, path: string | number): Promise<void> {
  if (host === '') return;
  const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(uri, true));
  const configuration = vscode.workspace.getConfiguration('sshTimeouts', folder?.uri);
  const known = configuration.inspect<Record<string, string | number>>('path');
  const { [host]: _, ...others } = (folder ? known?.workspaceFolderValue : known?.globalValue) ?? {};
  const value = /^\d+$/.test(String(path)) ? Number(path) : path;
  // The first pattern that fits holds, so the host itself goes in front of its patterns.
  const paths = path === '' ? others : { [host]: value, ...others };
  const target = folder ? vscode.ConfigurationTarget.WorkspaceFolder : vscode.ConfigurationTarget.Global;
  await configuration.update('path', paths, target);
  void vscode.window.showInformationMessage(
    path === ''
      ? vscode.l10n.t('No path is kept for {0} any more.', host)
      : vscode.l10n.t('The setting sshTimeouts.path keeps {0} for {1}.', String(path), host),
  );
}
