import * as vscode from 'vscode';
import type { LanguageServer } from './client.ts';

/** The configurations of the machine that the extension runs on, as far as they exist. */
export interface MachineFiles {
  /** The user's file, else the system's. */
  readonly client?: string;
  readonly server?: string;
}

/** Looks them up; nothing is known in a browser. */
export async function machineFiles(server: LanguageServer): Promise<MachineFiles> {
  await server.start();
  const { homeUri, systemDirectoryUri } = server.facts().environment ?? {};
  const client = await firstFile(place(homeUri, '.ssh', 'config'), place(systemDirectoryUri, 'ssh_config'));
  const sshd = await firstFile(place(systemDirectoryUri, 'sshd_config'));
  return { ...(client === undefined ? {} : { client }), ...(sshd === undefined ? {} : { server: sshd }) };
}

function place(folder: string | undefined, ...names: readonly string[]): vscode.Uri | undefined {
  return folder === undefined ? undefined : vscode.Uri.joinPath(vscode.Uri.parse(folder, true), ...names);
}

async function firstFile(...candidates: readonly (vscode.Uri | undefined)[]): Promise<string | undefined> {
  for (const uri of candidates) {
    if (uri === undefined) continue;
    try {
      const { type } = await vscode.workspace.fs.stat(uri);
      if (type & vscode.FileType.File) return uri.toString();
    } catch {
      // Not there, or not to be read.
    }
  }
  return undefined;
}
