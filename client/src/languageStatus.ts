import * as vscode from 'vscode';
import { State } from 'vscode-languageclient';
import { isOnKnownMachine } from '../../server/src/protocol.ts';
import { documentLanguages, type LanguageServer } from './client.ts';
import { readBanner } from './readBanner.ts';

/** Shows, beside the language, which OpenSSH version the answers are for and how it is known. */
export function registerLanguageStatus(server: LanguageServer): vscode.Disposable {
  const items = documentLanguages.map((language) => {
    const item = vscode.languages.createLanguageStatusItem(`sshTimeouts.${language}`, { language });
    item.name = 'SSH Timeouts';
    return { item, language };
  });
  const update = () => {
    for (const { item, language } of items) describe(item, language, server);
  };
  update();
  return vscode.Disposable.from(
    ...items.map(({ item }) => item),
    server.onDidChangeState(update),
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('sshTimeouts.openssh.version')) update();
    }),
  );
}

function describe(
  item: vscode.LanguageStatusItem,
  language: (typeof documentLanguages)[number],
  server: LanguageServer,
): void {
  const state = server.state();
  item.busy = state === State.Starting;
  if (state === State.Stopped || state === State.StartFailed) {
    item.severity = vscode.LanguageStatusSeverity.Error;
    item.text = vscode.l10n.t('SSH Timeouts is not running');
    item.detail = '';
    item.command = { title: vscode.l10n.t('Restart Server'), command: 'sshTimeouts.restartServer' };
    return;
  }
  item.severity = vscode.LanguageStatusSeverity.Information;
  item.command = {
    title: vscode.l10n.t('Change Version'),
    command: 'sshTimeouts.chooseVersion',
  };
  const resource = vscode.window.activeTextEditor?.document.uri ?? null;
  const setting = vscode.workspace.getConfiguration('sshTimeouts', resource).get('openssh.version', 'auto');
  const { environment = {}, remoteWindow, sshVersion, sshdVersion } = server.facts();
  const elsewhere = resource !== null && !isOnKnownMachine(resource.toString(), { environment, remoteWindow });
  const banner = language === 'sshd_config' ? (sshdVersion ?? sshVersion) : sshVersion;
  if (setting !== 'auto') {
    item.text = `OpenSSH ${setting}`;
    item.detail = vscode.l10n.t('from the settings');
  } else if (banner !== undefined && !elsewhere) {
    item.text = readBanner(banner);
    item.detail =
      language === 'sshd_config' && sshdVersion !== undefined
        ? vscode.l10n.t('as sshd -V says')
        : vscode.l10n.t('as ssh -V says');
  } else {
    item.text = vscode.l10n.t('OpenSSH, newest known release');
    item.detail = elsewhere
      ? vscode.l10n.t('the version of the machine that holds this file is not known')
      : vscode.workspace.isTrusted
        ? vscode.l10n.t('the version of this machine is not known')
        : vscode.l10n.t('ssh is not asked for its version in Restricted Mode');
  }
}
