import fs from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { decodeBytes } from './bytes.ts';
import { type FileStat, type FileSystem, largestFileBytes } from './fileSystem.ts';

/** Files of this machine. Looks before it reads: never opens a FIFO or a device, never reads a huge file. */
export const nodeFileSystem: FileSystem = { stat, readText, list };

async function stat(uri: string): Promise<FileStat> {
  const path = localPath(uri);
  if (path === undefined) return { kind: 'unreadable', reason: `not a local file: ${uri}` };
  try {
    const facts = await fs.stat(path);
    if (facts.isDirectory()) return { kind: 'directory' };
    if (!facts.isFile()) return { kind: 'other' };
    const base = { kind: 'file', size: facts.size, mtime: facts.mtimeMs } as const;
    // Windows has no POSIX owner or mode; Node's figures there say nothing about who may write.
    return process.platform === 'win32' ? base : { ...base, uid: facts.uid, mode: facts.mode & 0o7777 };
  } catch (error) {
    const code = errorCode(error);
    return code === 'ENOENT' || code === 'ENOTDIR'
      ? { kind: 'missing' }
      : { kind: 'unreadable', reason: systemReason(error) };
  }
}

async function readText(uri: string): Promise<{ readonly text: string } | { readonly unreadable: string }> {
  const facts = await stat(uri);
  if (facts.kind !== 'file') return { unreadable: facts.kind === 'unreadable' ? facts.reason : facts.kind };
  if (facts.size > largestFileBytes) return { unreadable: `${facts.size} bytes, more than ${largestFileBytes}` };
  try {
    return { text: decodeBytes(await fs.readFile(localPath(uri) ?? '')) };
  } catch (error) {
    return { unreadable: systemReason(error) };
  }
}

async function list(uri: string): Promise<readonly string[]> {
  const path = localPath(uri);
  if (path === undefined) return [];
  try {
    return await fs.readdir(path);
  } catch {
    return [];
  }
}

function localPath(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

/** The system's own words without the call and the path, such as `EACCES: permission denied`. */
export function systemReason(error: unknown): string {
  return error instanceof Error && 'code' in error ? error.message.replace(/, \w+( '.*)?$/s, '') : String(error);
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
