import { type ClientCapabilities, type Connection, DidChangeWatchedFilesNotification } from 'vscode-languageserver';
import { folderOf } from './uris.ts';

/** Folders that are watched at most; a configuration spread wider is looked at again now and then. */
const mostFolders = 64;

/** Asks the client to report changes of the files that configurations are made of. */
export interface FileWatching {
  /** Changes of these files will be reported. False where the client cannot. */
  readonly covers: (uri: string) => boolean;
  /** Watches the folders of these files from now on. */
  readonly watch: (uris: Iterable<string>) => Promise<void>;
}

export function watchFiles(connection: Connection, client: ClientCapabilities): FileWatching {
  const { dynamicRegistration, relativePatternSupport } = client.workspace?.didChangeWatchedFiles ?? {};
  const watched = new Set<string>();
  return {
    covers: (uri) => watched.has(folderOf(uri) ?? ''),
    async watch(uris) {
      if (!dynamicRegistration || !relativePatternSupport) return;
      const fresh = new Set<string>();
      for (const uri of uris) {
        const folder = folderOf(uri);
        if (folder !== undefined && !watched.has(folder) && watched.size + fresh.size < mostFolders) fresh.add(folder);
      }
      if (fresh.size === 0) return;
      for (const folder of fresh) watched.add(folder);
      const watchers = [...fresh].map((baseUri) => ({ globPattern: { baseUri, pattern: '*' } }));
      await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    },
  };
}
