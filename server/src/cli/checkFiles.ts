import fs from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { decodeBytes } from '../files/bytes.ts';
import { largestFileBytes } from '../files/fileSystem.ts';
import { nodeFileSystem } from '../files/nodeFileSystem.ts';
import { detectDialect } from '../resolve/detectDialect.ts';
import { runRules } from '../rules/allRules.ts';
import type { Dialect } from '../syntax/configFile.ts';
import { formatVersion, type OpenSshVersion } from '../values/openSshVersion.ts';
import { createWorkspace, type OpenDocument } from '../workspace.ts';
import type { CheckedFile } from './checkFormats.ts';
import { type CliIo, UsageError } from './io.ts';
import { fileUri, machineEnvironment } from './machine.ts';

export interface CheckOptions {
  readonly version: OpenSshVersion;
  readonly kind: Dialect | undefined;
  /** Settings of the command line. */
  readonly overrides: object;
  readonly versionIsForced: boolean;
  readonly configFile: string | undefined;
}

const languageIds: Readonly<Record<Dialect, string>> = { client: 'ssh_config', server: 'sshd_config' };

/** Reads, resolves and lints each file in the configuration it belongs to, as the editor would show it. */
export async function checkFiles(
  names: readonly string[],
  io: CliIo,
  options: CheckOptions,
): Promise<{ files: CheckedFile[]; unreadable: string[] }> {
  const unreadable: string[] = [];
  const documents: (OpenDocument & { readonly name: string; readonly writable: boolean })[] = [];
  for (const { name, optional } of names.length > 0 ? named(names) : ownFiles(io)) {
    const uri = name === '-' ? pathToFileURL(`${io.cwd}/stdin`).href : fileUri(name, io);
    const text = name === '-' ? await io.readInput() : await readNamed(uri);
    if (typeof text !== 'string') {
      if (!optional) unreadable.push(`${name}: ${text.unreadable}`);
      continue;
    }
    const dialect = options.kind ?? detectDialect('', uri, text);
    if (!dialect) {
      unreadable.push(`${name}: neither name nor content tells whether this is ssh_config or sshd_config; use --kind`);
      continue;
    }
    const languageId = languageIds[dialect];
    documents.push({ uri, languageId, version: 1, getText: () => text, name, writable: name !== '-' });
  }
  const version = formatVersion(options.version);
  const workspace = createWorkspace({
    fileSystem: nodeFileSystem,
    environment: machineEnvironment(io),
    now: () => performance.now(),
    openDocuments: () => documents,
    clientSettings: async () => ({ openssh: { version } }),
    folders: () => [],
    overrides: {
      ...(options.configFile === undefined ? {} : await readSettingsFile(options.configFile, io)),
      ...options.overrides,
      ...(options.versionIsForced ? { openssh: { version } } : {}),
    },
    canTestKeepalive: false,
  });
  const files: CheckedFile[] = [];
  for (const document of documents) {
    const snapshot = await workspace.snapshot(document.uri);
    if (!snapshot) continue;
    const findings = runRules(snapshot, (rule, error) => io.err(`${document.name}: rule ${rule} failed: ${error}\n`));
    const own = findings.filter((finding) => finding.uri === snapshot.uri);
    files.push({
      name: document.name,
      uri: snapshot.uri,
      text: document.getText(),
      findings: own,
      writable: document.writable,
    });
  }
  return { files, unreadable };
}

function named(names: readonly string[]): { name: string; optional: boolean }[] {
  return names.map((name) => ({ name, optional: false }));
}

/** The user's and the system's own files; those that are not there are no fault. */
function ownFiles(io: CliIo): { name: string; optional: boolean }[] {
  const { homeUri, systemDirectoryUri } = machineEnvironment(io);
  const uris = [`${homeUri}/.ssh/config`, `${systemDirectoryUri}/ssh_config`, `${systemDirectoryUri}/sshd_config`];
  return uris.map((uri) => ({ name: fileURLToPath(uri), optional: true }));
}

/** A file named by the user: unlike an included one it may be a FIFO, as `<(command)` of a shell makes one. */
async function readNamed(uri: string): Promise<string | { unreadable: string }> {
  const stat = await nodeFileSystem.stat(uri);
  if (stat.kind !== 'other') {
    const read = await nodeFileSystem.readText(uri);
    return 'text' in read ? read.text : read;
  }
  const handle = await fs.open(fileURLToPath(uri)).catch((error: unknown) => String(error));
  if (typeof handle === 'string') return { unreadable: handle };
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of handle.createReadStream()) {
    size += part.length;
    if (size > largestFileBytes) return { unreadable: `more than ${largestFileBytes} bytes` };
    parts.push(part);
  }
  return decodeBytes(Buffer.concat(parts));
}

async function readSettingsFile(file: string, io: CliIo): Promise<object> {
  const read = await nodeFileSystem.readText(fileUri(file, io));
  if ('unreadable' in read) throw new UsageError(`--config ${file}: ${read.unreadable}`);
  try {
    return JSON.parse(read.text) as object;
  } catch (error) {
    throw new UsageError(`--config ${file}: ${error instanceof Error ? error.message : error}`);
  }
}
