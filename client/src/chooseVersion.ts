import * as vscode from 'vscode';
import type { LanguageServer } from './client.ts';
import { readBanner } from './readBanner.ts';

interface Choice extends vscode.QuickPickItem {
  readonly version?: string;
}

/** What systems come with, as their release notes say; the value as the setting wants it. */
const systems: readonly (readonly [version: string, systems: string])[] = [
  ['10.0-debian', 'Debian 13'],
  ['9.9', 'RHEL 10'],
  ['9.6-debian', 'Ubuntu 24.04'],
  ['9.2-debian', 'Debian 12'],
  ['8.9-debian', 'Ubuntu 22.04'],
  ['8.7', 'RHEL 9'],
  ['8.4-debian', 'Debian 11'],
  ['8.2-debian', 'Ubuntu 20.04'],
  ['8.0', 'RHEL 8'],
];

const section = 'sshTimeouts';
const key = 'openssh.version';
/** The same as in the manifest. */
const form = /^(auto|\d{1,2}\.\d{1,2}(p\d{1,2})?(-(debian|upstream))?)$/;

/** The command "Choose OpenSSH Version...": writes the setting where it is set already, else for the user. */
export function registerChooseVersion(server: LanguageServer): vscode.Disposable {
  return vscode.commands.registerCommand('sshTimeouts.chooseVersion', async () => {
    const resource = vscode.window.activeTextEditor?.document.uri ?? null;
    const configuration = vscode.workspace.getConfiguration(section, resource);
    const version = await pickVersion(choicesFor(server, configuration.get(key, 'auto')));
    if (version === undefined) return;
    const known = configuration.inspect(key);
    const target =
      known?.workspaceFolderValue !== undefined
        ? vscode.ConfigurationTarget.WorkspaceFolder
        : known?.workspaceValue !== undefined
          ? vscode.ConfigurationTarget.Workspace
          : vscode.ConfigurationTarget.Global;
    await configuration.update(key, version === 'auto' ? undefined : version, target);
  });
}

function choicesFor(server: LanguageServer, current: string): Choice[] {
  const { sshVersion } = server.facts();
  const auto: Choice = {
    label: 'auto',
    description:
      sshVersion === undefined
        ? vscode.l10n.t('the newest known release')
        : vscode.l10n.t('{0}, as ssh -V says on this machine', readBanner(sshVersion)),
    version: 'auto',
  };
  const rows: Choice[] = [
    auto,
    ...systems.map(([version, system]) => ({ label: version, description: system, version })),
  ];
  return rows.map((row) => (row.version === current ? { ...row, detail: vscode.l10n.t('as it is now') } : row));
}

/** One of the choices, or any other release that is typed. */
function pickVersion(choices: readonly Choice[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const pick = vscode.window.createQuickPick<Choice>();
    pick.title = vscode.l10n.t('Which OpenSSH release should be assumed?');
    pick.placeholder = vscode.l10n.t('Choose one, or type another such as 9.4 or 8.4-debian');
    pick.matchOnDescription = true;
    pick.items = choices;
    pick.onDidChangeValue((value) => {
      const typed = value.trim();
      const offer = form.test(typed) && !choices.some(({ version }) => version === typed);
      pick.items = offer ? [{ label: typed, version: typed }, ...choices] : choices;
    });
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]?.version);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
