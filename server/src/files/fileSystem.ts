/** What stands at a path. Owner and mode are there where the platform tells them. */
export type FileStat =
  | {
      readonly kind: 'file';
      readonly size: number;
      readonly mtime: number;
      readonly uid?: number;
      readonly mode?: number;
    }
  | { readonly kind: 'directory' }
  /** A FIFO, socket or device: never opened. */
  | { readonly kind: 'other' }
  | { readonly kind: 'missing' }
  /** It exists, or may exist, and cannot be looked at. */
  | { readonly kind: 'unreadable'; readonly reason: string };

/** The only door to files. Paths are URIs, so that remote and virtual files work as local ones do. Nothing here throws. */
export interface FileSystem {
  stat(uri: string): Promise<FileStat>;
  /** The whole text, or the reason why there is none. */
  readText(uri: string): Promise<{ readonly text: string } | { readonly unreadable: string }>;
  /** Names in a directory; empty where it cannot be listed. */
  list(uri: string): Promise<readonly string[]>;
}

/** Files larger than this are not read: their content is unknown. */
export const largestFileBytes = 32 * 1024 * 1024;
