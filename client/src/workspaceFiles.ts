import type * as vscode from 'vscode';
import { type FileStat, type FileSystem, largestFileBytes } from '../../server/src/protocol.ts';

// VS Code's FileType, written out so that this file runs without an editor.
const fileBit = 1;
const directoryBit = 2;

/** Reads through the editor's own file systems, which reach remote and virtual folders as well. */
export function workspaceFiles(fs: vscode.FileSystem, parse: (uri: string) => vscode.Uri): FileSystem {
  const stat = async (uri: string): Promise<FileStat> => {
    try {
      const found = await fs.stat(parse(uri));
      if (found.type & fileBit) return { kind: 'file', size: found.size, mtime: found.mtime };
      if (found.type & directoryBit) return { kind: 'directory' };
      return { kind: 'other' };
    } catch (error) {
      return statOfFailure(error);
    }
  };
  return {
    stat,
    async readText(uri) {
      // Opening a FIFO would block, and there is no partial read: look before reading.
      const found = await stat(uri);
      const refusal = whyNotRead(found);
      if (refusal !== undefined) return { unreadable: refusal };
      try {
        return { text: decodeText(await fs.readFile(parse(uri))) };
      } catch (error) {
        return { unreadable: messageOf(error) };
      }
    },
    async list(uri) {
      try {
        return (await fs.readDirectory(parse(uri))).map(([name]) => name);
      } catch {
        return [];
      }
    },
  };
}

/** Why what stands there is not read; undefined where it can be. */
export function whyNotRead(stat: FileStat): string | undefined {
  switch (stat.kind) {
    case 'file':
      return stat.size > largestFileBytes ? 'too large' : undefined;
    case 'unreadable':
      return stat.reason;
    case 'directory':
      return 'a directory';
    case 'other':
      return 'not a regular file';
    case 'missing':
      return 'missing';
  }
}

/** UTF-8 with the byte order mark kept: OpenSSH stumbles over it, so the server has to see it. */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

const missingCodes = new Set(['FileNotFound', 'FileNotADirectory', 'ENOENT', 'ENOTDIR']);

/** The `FileStat` for an error of `vscode.workspace.fs` or of Node. */
export function statOfFailure(error: unknown): FileStat {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string' && missingCodes.has(code)) return { kind: 'missing' };
  return { kind: 'unreadable', reason: messageOf(error) };
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
