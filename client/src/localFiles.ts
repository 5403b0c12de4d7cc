import { readdir, readFile, stat as statPath } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { FileStat, FileSystem } from '../../server/src/protocol.ts';
import { decodeText, messageOf, statOfFailure, whyNotRead } from './workspaceFiles.ts';

/** Reads `file:` URIs of this machine directly: only Node tells a file's owner and mode. All others go to `others`. */
export function localFiles(others: FileSystem): FileSystem {
  return {
    async stat(uri) {
      return isLocal(uri) ? statLocal(uri) : others.stat(uri);
    },
    async readText(uri) {
      if (!isLocal(uri)) return others.readText(uri);
      const refusal = whyNotRead(await statLocal(uri));
      if (refusal !== undefined) return { unreadable: refusal };
      try {
        return { text: decodeText(await readFile(fileURLToPath(uri))) };
      } catch (error) {
        return { unreadable: messageOf(error) };
      }
    },
    async list(uri) {
      if (!isLocal(uri)) return others.list(uri);
      try {
        return await readdir(fileURLToPath(uri));
      } catch {
        return [];
      }
    },
  };
}

function isLocal(uri: string): boolean {
  return uri.startsWith('file:');
}

async function statLocal(uri: string): Promise<FileStat> {
  try {
    const found = await statPath(fileURLToPath(uri));
    if (found.isDirectory()) return { kind: 'directory' };
    if (!found.isFile()) return { kind: 'other' };
    const common = { kind: 'file', size: found.size, mtime: found.mtimeMs } as const;
    // Windows has neither owner ids nor modes in OpenSSH's sense: Node makes them up.
    return process.platform === 'win32' ? common : { ...common, uid: found.uid, mode: found.mode };
  } catch (error) {
    return statOfFailure(error);
  }
}
