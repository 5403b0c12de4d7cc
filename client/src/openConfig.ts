import * as vscode from 'vscode';
import type { LanguageServer } from './client.ts';
import { machineFiles } from './machineFiles.ts';

/** The command "Open Your SSH Configuration": `~/.ssh/config`, ready to be written where there is none yet. */
export function registerOpenConfig(server: LanguageServer): vscode.Disposable {
  return vscode.commands.registerCommand('sshTimeouts.openConfig', async () => {
    const { user } = await machineFiles(server);
    const { homeUri } = server.facts().environment ?? {};
    if (homeUri === undefined) {
      const message = vscode.l10n.t(
        'No SSH configuration is known here. Open an ssh_config or sshd_config file first.',
      );
      await vscode.window.showInformationMessage(message);
      return;
    }
    const place = vscode.Uri.joinPath(vscode.Uri.parse(homeUri, true), '.ssh', 'config');
    // An untitled document with a path is written there when it is saved; nothing is made before.
    const document = await vscode.workspace.openTextDocument(
      user === undefined ? place.with({ scheme: 'untitled' }) : place,
    );
    await vscode.window.showTextDocument(document);
  });
}
