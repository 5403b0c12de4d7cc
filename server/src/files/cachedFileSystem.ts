import type { FileStat, FileSystem } from './fileSystem.ts';

export interface CachedFileSystem extends FileSystem {
  /** Look at everything anew. Texts of files whose size and time are as before are not read again. */
  forget(): void;
  /** Whether this file, or the names in its folder, were ever looked at: only then can its change matter. */
  saw(uri: string): boolean;
}

/**
 * Remembers what was seen for some time, so that a keystroke costs no file access. `lifetime` is asked each time: it
 * is long where the client reports changes of files and short where it does not.
 */
export function cachedFileSystem(
  files: FileSystem,
  now: () => number,
  lifetime: (uri: string) => number,
): CachedFileSystem {
  interface Seen<Value> {
    at: number;
    readonly value: Promise<Value>;
  }
  const stats = new Map<string, Seen<FileStat>>();
  const lists = new Map<string, Seen<readonly string[]>>();
  const texts = new Map<string, { stat: FileStat; read: ReturnType<FileSystem['readText']> }>();

  function remembered<Value>(
    seen: Map<string, Seen<Value>>,
    uri: string,
    look: () => Promise<Value>,
    about = uri,
  ): Promise<Value> {
    const before = seen.get(uri);
    const time = now();
    if (before && time - before.at < lifetime(about)) return before.value;
    const value = look();
    seen.set(uri, { at: time, value });
    return value;
  }

  const stat = (uri: string) =>
    remembered(stats, uri, async (): Promise<FileStat> => {
      try {
        return await files.stat(uri);
      } catch (error) {
        // The interface forbids it; an address that is no path must still not take a feature down.
        return { kind: 'unreadable', reason: String(error) };
      }
    });

  return {
    stat,
    list: (uri) => remembered(lists, uri, () => files.list(uri), `${uri}/*`),
    async readText(uri) {
      const current = await stat(uri);
      const before = texts.get(uri);
      if (before && sameContent(before.stat, current)) return before.read;
      const read = files.readText(uri);
      texts.set(uri, { stat: current, read });
      const outcome = await read;
      // What could not be read once may be readable the next time, without a change of size or time.
      if ('unreadable' in outcome && texts.get(uri)?.read === read) texts.delete(uri);
      return outcome;
    },
    forget() {
      for (const seen of [...stats.values(), ...lists.values()]) seen.at = Number.NEGATIVE_INFINITY;
    },
    saw: (uri) => stats.has(uri) || lists.has(uri.replace(/\/[^/]*$/, '')),
  };
}

/** Whether two looks saw the same file, as far as its size and time tell. */
export function sameContent(a: FileStat, b: FileStat): boolean {
  return a.kind === 'file' && b.kind === 'file' && a.size === b.size && a.mtime === b.mtime;
}
