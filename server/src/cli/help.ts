import * as l10n from '@vscode/l10n';

/** What `--help` prints. */
export function helpText(): string {
  const rows: readonly (readonly [string, string])[] = [
    ['check [FILE...]', l10n.t('find faults in ssh_config and sshd_config files')],
    ['explain HOST', l10n.t('who disconnects first, when and why')],
    ['resolve client HOST', l10n.t('every effective value, as ssh -G prints it')],
    ['resolve server -f FILE', l10n.t('every effective value, as sshd -T prints it')],
    ['probe HOST', l10n.t('test the keepalive of a live connection with your own ssh')],
    ['fleet < LINES', l10n.t('what becomes of dead clients on many machines, worst first')],
    ['lsp --stdio', l10n.t('the language server for any editor')],
  ];
  const title = l10n.t('which side drops an SSH connection, after how long, and which line decides it');
  const lines = rows.map(([call, does]) => `  ssh-timeouts ${call.padEnd(26)} ${does}`);
  const end = l10n.t(
    'Options of each command: see the README. --lang en|zh-cn chooses the language; --version prints the version.',
  );
  return `ssh-timeouts ${VERSION}: ${title}\n\n${lines.join('\n')}\n\n${end}\n`;
}
