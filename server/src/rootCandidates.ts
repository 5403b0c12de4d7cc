import type { ConfigGraph, Environment } from './resolve/configGraph.ts';
import { mappedUri } from './resolve/mappedFolders.ts';
import { pathOfUri } from './resolve/paths.ts';
import type { Dialect } from './syntax/configFile.ts';
import { folderOf, joinUri } from './uris.ts';

/** The files one run of ssh or sshd would start from. */
export type Roots = ConfigGraph['roots'];

/** How many folders upwards a fragment looks for the file that includes it. */
const foldersUpwards = 3;

/** The user's and the system's own files, as far as their places are known. */
export function machineRoots(dialect: Dialect, environment: Environment): Roots | undefined {
  const { homeUri, systemDirectoryUri } = environment;
  const place = (folder: string, ...names: readonly string[]) => {
    const uri = joinUri(folder, ...names);
    return mappedUri(environment, pathOfUri(uri)) ?? uri;
  };
  if (dialect === 'server') {
    return systemDirectoryUri ? [{ uri: place(systemDirectoryUri, 'sshd_config'), role: 'server' }] : undefined;
  }
  const roots: { uri: string; role: 'user' | 'system' }[] = [];
  if (homeUri) roots.push({ uri: place(homeUri, '.ssh', 'config'), role: 'user' });
  if (systemDirectoryUri) roots.push({ uri: place(systemDirectoryUri, 'ssh_config'), role: 'system' });
  return roots.length > 0 ? roots : undefined;
}

/** One file taken as the whole configuration, as `ssh -F` and `sshd -f` do. */
export function singleRoot(dialect: Dialect, uri: string): Roots {
  return [{ uri, role: dialect === 'server' ? 'server' : 'given' }];
}

const rootNames: Readonly<Record<Dialect, readonly string[]>> = {
  client: ['config', 'ssh_config'],
  server: ['sshd_config'],
};
const rootsInFolder: Readonly<Record<Dialect, readonly string[]>> = {
  client: ['.ssh/config', 'ssh/config', 'ssh_config', 'etc/ssh/ssh_config'],
  server: ['sshd_config', 'ssh/sshd_config', 'etc/ssh/sshd_config'],
};

/** Files that by name and place could include the document: in its folder, above it, and in the workspace's folders. */
export function nearbyRootUris(dialect: Dialect, documentUri: string, folders: readonly string[]): readonly string[] {
  const found = new Set<string>();
  let directory = folderOf(documentUri);
  for (let level = 0; directory !== undefined && level <= foldersUpwards; level++) {
    for (const name of rootNames[dialect]) found.add(joinUri(directory, name));
    directory = folderOf(directory);
  }
  for (const folder of folders) {
    for (const path of rootsInFolder[dialect]) found.add(joinUri(folder, path));
  }
  return [...found];
}
