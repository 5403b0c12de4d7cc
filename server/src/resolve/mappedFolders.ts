import type { Environment } from './configGraph.ts';
import { pathOfUri, uriOfPath } from './paths.ts';

/** The address of an absolute path where a folder stands for the one that holds it; undefined where none does. */
export function mappedUri({ mappedFolders }: Environment, path: string): string | undefined {
  for (const folder of mappedFolders ?? []) {
    if (path === folder.path) return folder.uri;
    if (path.startsWith(`${folder.path}/`)) {
      return uriOfPath(folder.uri, pathOfUri(folder.uri) + path.slice(folder.path.length));
    }
  }
  return undefined;
}

/** Whether a file lies in a folder that stands for another: owner and mode there say nothing of the real place. */
export function isMapped({ mappedFolders }: Environment, uri: string): boolean {
  return (mappedFolders ?? []).some((folder) => uri.startsWith(`${folder.uri}/`));
}
