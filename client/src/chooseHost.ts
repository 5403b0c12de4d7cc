import * as vscode from 'vscode';
import { type HostArgument, hostsRequest } from '../../server/src/protocol.ts';
import type { LanguageServer } from './client.ts';
import { machineFiles } from './machineFiles.ts';

interface Choice extends vscode.QuickPickItem {
  readonly about?: HostArgument;
}

/**
 * Asks which host a command is about; undefined where the user leaves. `resource` is what a menu hands over: the file's
 * address; else it is about the active editor's file, and where that is none of ours about the configuration of this
 * machine. A server's file needs no answer: it is about the whole server. `sides`: which of this machine's files count.
 */
export async function chooseHost(
  server: LanguageServer,
  resource?: unknown,
  sides: 'client' | 'both' = 'both',
): Promise<HostArgument | undefined> {
  const active = resource instanceof vscode.Uri ? resource : vscode.window.activeTextEditor?.document.uri;
  const document = active && (await vscode.workspace.openTextDocument(active));
  if (document?.languageId === 'sshd_config') return { uri: document.uri.toString(), host: '' };
  if (document?.languageId === 'ssh_config') return pickHost(server, document.uri.toString());
  const found = await machineFiles(server);
  const { client } = found;
  const sshd = sides === 'both' ? found.server : undefined;
  if (client !== undefined) return pickHost(server, client, sshd);
  if (sshd !== undefined) return { uri: sshd, host: '' };
  await vscode.window.showInformationMessage(
    vscode.l10n.t('No SSH configuration is known here. Open an ssh_config or sshd_config file first.'),
  );
  return undefined;
}

/** The names that a client's file knows, or any other that the user types; below them the server of this machine. */
async function pickHost(server: LanguageServer, uri: string, sshd?: string): Promise<HostArgument | undefined> {
  const names = (await server.sendRequest<readonly string[] | null>(hostsRequest, { uri })) ?? [];
  const known: Choice[] = names.map((host) => ({ label: host, about: { uri, host } }));
  const below: Choice[] =
    sshd === undefined
      ? []
      : [
          { label: '', kind: vscode.QuickPickItemKind.Separator },
          {
            label: 'sshd',
            description: vscode.l10n.t('the server of this machine'),
            about: { uri: sshd, host: '' },
          },
        ];
  return new Promise((resolve) => {
    const pick = vscode.window.createQuickPick<Choice>();
    pick.title = vscode.l10n.t('For which host?');
    pick.placeholder = vscode.l10n.t('A host of {0}, or any name as you would type it after ssh', shortName(uri));
    pick.items = [...known, ...below];
    pick.onDidChangeValue((value) => {
      const typed = value.trim();
      const offer = typed !== '' && !names.includes(typed) && !/\s/.test(typed);
      const other: Choice = {
        label: typed,
        description: vscode.l10n.t('not named in this file'),
        about: { uri, host: typed },
      };
      pick.items = offer ? [...known, other, ...below] : [...known, ...below];
    });
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]?.about);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

function shortName(uri: string): string {
  return vscode.workspace.asRelativePath(vscode.Uri.parse(uri, true));
}
