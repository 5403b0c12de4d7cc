import * as vscode from 'vscode';
import { type HostArgument, hostsRequest } from '../../server/src/protocol.ts';
import type { LanguageServer } from './client.ts';

/**
 * Asks which host of a file a command is about; undefined where the user leaves. `resource` is what a menu hands over:
 * the file's address; without it the active editor's file is meant. A server's file needs no answer: it is about the
 * whole server.
 */
export async function chooseHost(server: LanguageServer, resource?: unknown): Promise<HostArgument | undefined> {
  const uri = resource instanceof vscode.Uri ? resource : vscode.window.activeTextEditor?.document.uri;
  if (uri === undefined) {
    await vscode.window.showInformationMessage(vscode.l10n.t('Open an SSH configuration file first.'));
    return undefined;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  if (document.languageId === 'sshd_config') return { uri: uri.toString(), host: '' };
  const names = (await server.sendRequest<readonly string[] | null>(hostsRequest, { uri: uri.toString() })) ?? [];
  const host = await pickHost(names);
  return host === undefined ? undefined : { uri: uri.toString(), host };
}

/** The names of the file, or any other that the user types. */
function pickHost(names: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const pick = vscode.window.createQuickPick();
    const known = names.map((label) => ({ label }));
    pick.title = vscode.l10n.t('For which host?');
    pick.placeholder = vscode.l10n.t('A host of this file, or any name as you would type it after ssh');
    pick.items = known;
    pick.onDidChangeValue((value) => {
      const typed = value.trim();
      const offer = typed !== '' && !names.includes(typed) && !/\s/.test(typed);
      pick.items = offer ? [...known, { label: typed, description: vscode.l10n.t('not named in this file') }] : known;
    });
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]?.label);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
