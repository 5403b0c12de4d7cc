import * as vscode from 'vscode';
import type { Environment } from '../../server/src/protocol.ts';

/**
 * Watches the configuration outside the workspace: the user's and the system's. Keys, known hosts and the sockets of
 * shared connections change often there and decide nothing.
 */
export function watchFiles({ homeUri, systemDirectoryUri }: Environment): vscode.FileSystemWatcher[] {
  const watch = (folder: string | undefined, below: string, files: string) => {
    if (folder === undefined) return [];
    const base = vscode.Uri.joinPath(vscode.Uri.parse(folder, true), below);
    return [vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(base, files))];
  };
  return [
    ...watch(homeUri, '.ssh', '{config*,**/*.conf,config.d/**,conf.d/**}'),
    ...watch(systemDirectoryUri, '', '{ssh_config,sshd_config,ssh_config.d/*,sshd_config.d/*}'),
  ];
}
