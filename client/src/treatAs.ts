import * as vscode from 'vscode';
import { documentLanguages } from './client.ts';

type Choice = vscode.QuickPickItem & { readonly language: string };

/** The command "Treat This File As...": sets the language of the document, and on request remembers it for its path. */
export function registerTreatAs(): vscode.Disposable {
  return vscode.commands.registerCommand('sshTimeouts.treatAs', async () => {
    const document = vscode.window.activeTextEditor?.document;
    if (document === undefined) return;
    const choice = await vscode.window.showQuickPick(choicesFor(document.languageId), {
      title: vscode.l10n.t('Treat {0} as', vscode.workspace.asRelativePath(document.uri)),
    });
    if (choice === undefined) return;
    await vscode.languages.setTextDocumentLanguage(document, choice.language);
    if (document.isUntitled) return;
    const remember = vscode.l10n.t('Remember');
    const answer = await vscode.window.showInformationMessage(
      vscode.l10n.t('{0} is now treated as {1}.', vscode.workspace.asRelativePath(document.uri), choice.label),
      remember,
    );
    if (answer === remember) await associate(document.uri, choice.language);
  });
}

function choicesFor(current: string): Choice[] {
  const [client, server] = documentLanguages;
  const choices: Choice[] = [
    { label: vscode.l10n.t('SSH client configuration'), description: 'ssh_config', language: client },
    { label: vscode.l10n.t('SSH server configuration'), description: 'sshd_config', language: server },
    { label: vscode.l10n.t('Neither of them'), description: 'plaintext', language: 'plaintext' },
  ];
  return choices.map((choice) =>
    choice.language === current ? { ...choice, detail: vscode.l10n.t('as it is now') } : choice,
  );
}

/** Written where it travels with the file: into the workspace that holds it, else into the user's settings. */
async function associate(uri: vscode.Uri, language: string): Promise<void> {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const configuration = vscode.workspace.getConfiguration('files', uri);
  const known = configuration.inspect<Record<string, string>>('associations');
  const pattern = `**/${vscode.workspace.asRelativePath(uri, false).replace(/^\/+/, '')}`;
  const [target, before] = folder
    ? [vscode.ConfigurationTarget.Workspace, known?.workspaceValue]
    : [vscode.ConfigurationTarget.Global, known?.globalValue];
  await configuration.update('associations', { ...before, [pattern]: language }, target);
}
