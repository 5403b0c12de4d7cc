import fs from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as l10n from '@vscode/l10n';
import { decodeBytes } from '../files/bytes.ts';
import { largestFileBytes } from '../files/fileSystem.ts';
import { nodeFileSystem } from '../files/nodeFileSystem.ts';
import { isPython } from '../pythonDocuments.ts';
import { detectDialect } from '../resolve/detectDialect.ts';
import { dialectOfDump } from '../resolve/dump.ts';
import type { Dialect } from '../syntax/configFile.ts';
import { configFilesBelow } from './directoryFiles.ts';
import { type CliIo, UsageError } from './io.ts';
import { fileUri, machineEnvironment } from './machine.ts';

/** One text to check. */
export interface CheckInput {
  /** As the user named it; `-` for standard input. */
  readonly name: string;
  readonly uri: string;
  readonly text: string;
  readonly dialect: Dialect | 'python';
  /** What `ssh -G` or `sshd -T` printed. */
  readonly isDump: boolean;
  readonly writable: boolean;
}

export interface CheckInputs {
  readonly inputs: readonly CheckInput[];
  /** A message for each name that cannot be checked. */
  readonly unreadable: string[];
}

/**
 * Reads what the command line names, in its order: files, `-`, FIFOs, and of directories the files that are ours, by
 * name. Without names: the user's and the system's own files. A file that is named twice is read once.
 */
export async function readInputs(
  names: readonly string[],
  kind: Dialect | 'python' | undefined,
  io: CliIo,
): Promise<CheckInputs> {
  const inputs = new Map<string, CheckInput>();
  const unreadable: string[] = [];
  for (const { name, optional } of names.length > 0 ? await expanded(names, unreadable, io) : ownFiles(io)) {
    const uri = name === '-' ? pathToFileURL(`${io.cwd}/stdin`).href : fileUri(name, io);
    if (inputs.has(uri)) continue;
    const read = name === '-' ? await readStandardInput(io) : await readNamed(uri);
    if ('unreadable' in read) {
      if (!optional) unreadable.push(`${name}: ${read.unreadable}`);
      continue;
    }
    const { text, isFile } = read;
    const python = kind === 'python' || (kind === undefined && isPython({ languageId: '', uri }));
    const dumped = python ? undefined : dialectOfDump(text);
    const isDump = dumped !== undefined && (kind === undefined || kind === dumped);
    const dialect = python ? 'python' : (kind ?? dumped ?? detectDialect('', uri, text));
    if (dialect) inputs.set(uri, { name, uri, text, dialect, isDump, writable: isFile && !isDump });
    else if (!optional) unreadable.push(l10n.t('{0}: neither name nor content tells what it is; use --kind', name));
  }
  return { inputs: [...inputs.values()], unreadable };
}

export interface Named {
  readonly name: string;
  /** Its absence is no fault. */
  readonly optional: boolean;
}

async function expanded(names: readonly string[], unreadable: string[], io: CliIo): Promise<readonly Named[]> {
  const found: Named[] = [];
  for (const name of names) {
    if (name === '') {
      // A variable of a script that is not set; as a path it would be the working directory.
      unreadable.push(l10n.t('an empty name is not a file'));
      continue;
    }
    if (name !== '-' && (await nodeFileSystem.stat(fileUri(name, io))).kind === 'directory') {
      const below = await configFilesBelow(name, io);
      if (below.length === 0) unreadable.push(l10n.t('{0}: no ssh_config or sshd_config in this directory', name));
      found.push(...below.map((file) => ({ name: file, optional: true })));
    } else {
      found.push({ name, optional: false });
    }
  }
  return found;
}

/** The user's and the system's own files. */
export function ownFiles(io: CliIo): readonly Named[] {
  const { homeUri, systemDirectoryUri } = machineEnvironment(io);
  const uris = [`${homeUri}/.ssh/config`, `${systemDirectoryUri}/ssh_config`, `${systemDirectoryUri}/sshd_config`];
  return uris.map((uri) => ({ name: fileURLToPath(uri), optional: true }));
}

type Read = { readonly text: string; readonly isFile: boolean } | { readonly unreadable: string };

/** A file named by the user: unlike an included one it may be a FIFO, as `<(command)` of a shell makes one. */
async function readNamed(uri: string): Promise<Read> {
  const stat = await nodeFileSystem.stat(uri);
  if (stat.kind === 'missing') return { unreadable: l10n.t('no such file') };
  if (stat.kind === 'other') return readStream(fileURLToPath(uri));
  const read = await nodeFileSystem.readText(uri);
  return 'text' in read ? { text: read.text, isFile: true } : read;
}

async function readStandardInput(io: CliIo): Promise<Read> {
  try {
    return { text: await io.readInput(), isFile: false };
  } catch (error) {
    if (error instanceof UsageError) return { unreadable: error.message };
    throw error;
  }
}

async function readStream(file: string): Promise<Read> {
  const handle = await fs.open(file).catch((error: unknown) => String(error));
  if (typeof handle === 'string') return { unreadable: handle };
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of handle.createReadStream()) {
    size += part.length;
    if (size > largestFileBytes) return { unreadable: l10n.t('more than {0} bytes', largestFileBytes) };
    parts.push(part);
  }
  return { text: decodeBytes(Buffer.concat(parts)), isFile: false };
}
