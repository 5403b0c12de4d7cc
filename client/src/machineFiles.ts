import * as vscode from 'vscode';
import type { LanguageServer } from './client.ts';

/** The configurations of the machine that the extension runs on, as far as they exist. */
export interface MachineFiles {
  /** The user's file, else the system's. */
  readonly client?: string;
  readonly user?: string;
  readonly server?: string;
}

/** Looks them up; nothing is known in a browser. */
export async function machineFiles(server: LanguageServer): Promise<MachineFiles> {
  await server.start();
  const { homeUri, systemDirectoryUri } = server.facts().environment ?? {};
  const user = await fileAt(place(homeUri, '.ssh', 'config'));
  const client = user ?? (await fileAt(place(systemDirectoryUri, 'ssh_config')));
  const sshd = await fileAt(place(systemDirectoryUri, 'sshd_config'));
  return {
    ...(user === undefined ? {} : { user }),
    ...(client === undefined ? {} : { client }),
    ...(sshd === undefined ? {} : { server: sshd }),
  };
}

function place(folder: string | undefined, ...names: readonly string[]): vscode.Uri | undefined {
  return folder === undefined ? undefined : vscode.Uri.joinPath(vscode.Uri.parse(folder, true), ...names);
}

async function fileAt(uri: vscode.Uri | undefined): Promise<string | undefined> {
  if (uri === undefined) return undefined;
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    return type & vscode.FileType.File ? uri.toString() : undefined;
  } catch {
    // Not there, or not to be read.
    return undefined;
  }
}
