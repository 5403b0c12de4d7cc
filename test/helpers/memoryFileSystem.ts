import type { FileStat, FileSystem } from '../../server/src/files/fileSystem.ts';

export interface MemoryFile {
  readonly text: string;
  readonly uid?: number;
  readonly mode?: number;
}

/** Files by absolute path, found under `file://`. Directories follow from the paths. */
export function memoryFileSystem(files: Readonly<Record<string, string | MemoryFile>>): FileSystem {
  const entries = new Map(
    Object.entries(files).map(([path, file]) => [path, typeof file === 'string' ? { text: file } : file]),
  );
  const pathOf = (uri: string): string => decodeURIComponent(uri.replace(/^file:\/\//, ''));
  const namesIn = (directory: string): string[] => {
    const prefix = directory.endsWith('/') ? directory : `${directory}/`;
    const names = [...entries.keys()].filter((path) => path.startsWith(prefix));
    return [...new Set(names.map((path) => path.slice(prefix.length).split('/')[0] ?? ''))];
  };
  const stat = async (uri: string): Promise<FileStat> => {
    const path = pathOf(uri);
    const file = entries.get(path);
    if (file) return { kind: 'file', size: file.text.length, mtime: 0, uid: file.uid ?? 0, mode: file.mode ?? 0o600 };
    return namesIn(path).length > 0 ? { kind: 'directory' } : { kind: 'missing' };
  };
  return {
    stat,
    readText: async (uri) => {
      const file = entries.get(pathOf(uri));
      return file ? { text: file.text } : { unreadable: 'ENOENT' };
    },
    list: async (uri) => namesIn(pathOf(uri)),
  };
}
