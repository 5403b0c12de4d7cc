import { expandGlob } from '../files/expandGlob.ts';
import { type FileStat, type FileSystem, largestFileBytes } from '../files/fileSystem.ts';
import { perChunk } from '../syntax/chunks.ts';
import type { ConfigFile, Dialect } from '../syntax/configFile.ts';
import { parseConfig } from '../syntax/parseConfig.ts';
import type { OpenSshVersion } from '../values/openSshVersion.ts';
import { badPermissions } from './badPermissions.ts';
import { type ConfigGraph, type Environment, type FileState, type IncludedFiles, includeKey } from './configGraph.ts';
import type { ClientTarget } from './effectiveConfig.ts';
import { grammarOf } from './grammarOf.ts';
import { type IncludeContext, includePath } from './includePath.ts';
import { isMapped, mappedUri } from './mappedFolders.ts';
import { pathOfUri, uriOfPath } from './paths.ts';

export interface LoadOptions {
  readonly dialect: Dialect;
  readonly roots: ConfigGraph['roots'];
  readonly version: OpenSshVersion;
  readonly environment: Environment;
  readonly fileSystem: FileSystem;
  /** The parsed text of a document that is open in the editor: what the user sees goes before what is on disk. */
  readonly openFile?: (uri: string) => ConfigFile | undefined;
  /** A parsed file kept from before; its caller knows by size and time that it is still the same. */
  readonly parsed?: (uri: string, stat: FileStat) => ConfigFile | undefined;
  /** For tokens in Include paths (since 9.9). Without it such a path is unknown. */
  readonly target?: ClientTarget;
}

/** Reads the roots and all they include, once each. The only asynchronous step before an answer. Never throws. */
export async function loadConfigGraph(options: LoadOptions): Promise<ConfigGraph> {
  const files = new Map<string, FileState>();
  const includes = new Map<string, readonly IncludedFiles[]>();
  for (const root of options.roots) {
    const fromSystemFile = root.role === 'system';
    await loadFile(root.uri, { ...options, files, includes, fromSystemFile, checkPermissions: root.role === 'user' });
  }
  const { dialect, version, environment, roots } = options;
  return { dialect, version, environment, roots, files, includes };
}

interface Loading extends LoadOptions {
  readonly files: Map<string, FileState>;
  readonly includes: Map<string, readonly IncludedFiles[]>;
  readonly fromSystemFile: boolean;
  readonly checkPermissions: boolean;
}

/** Include lines of each chunk, by their place in it. */
const includesIn = perChunk(({ lines }) =>
  lines.flatMap((line, at) => (line.kind === 'directive' && /^include$/i.test(line.keyword.value) ? [at] : [])),
);

async function loadFile(uri: string, loading: Loading): Promise<void> {
  const known = loading.files.get(uri);
  // A file that is read in both contexts keeps its state; its relative Includes may differ, so they are read again.
  const state = known ?? (await readState(uri, loading));
  loading.files.set(uri, state);
  if (state.kind !== 'loaded') return;
  const includeLines = includesIn(state.file).flatMap(({ value, firstLine }) => value.map((at) => firstLine + at));
  for (const index of includeLines) {
    const key = includeKey(uri, index, loading.fromSystemFile);
    if (loading.includes.has(key)) continue;
    const line = state.file.lines[index];
    if (line?.kind !== 'directive') continue;
    const included = await Promise.all(line.args.map((arg) => includedFiles(arg.value, loading)));
    loading.includes.set(key, included);
    for (const next of included.flatMap((entry) => entry.uris)) {
      await loadFile(next, { ...loading, checkPermissions: loading.dialect === 'client' });
    }
  }
}

async function readState(uri: string, loading: Loading): Promise<FileState> {
  const { fileSystem, dialect, version } = loading;
  const open = loading.openFile?.(uri);
  const stat = await fileSystem.stat(uri);
  const checked = loading.checkPermissions && !isMapped(loading.environment, uri);
  if (checked && badPermissions(stat, loading) !== undefined) {
    return { kind: 'bad-permissions' };
  }
  if (open) return { kind: 'loaded', file: open };
  if (stat.kind === 'missing' || stat.kind === 'directory') return { kind: stat.kind };
  if (stat.kind === 'other') return { kind: 'unknown', reason: 'not a regular file' };
  if (stat.kind === 'unreadable') return { kind: 'unknown', reason: stat.reason };
  if (stat.size > largestFileBytes) return { kind: 'unknown', reason: `larger than ${largestFileBytes} bytes` };
  const kept = loading.parsed?.(uri, stat);
  if (kept) return { kind: 'loaded', file: kept };
  const content = await fileSystem.readText(uri);
  if ('unreadable' in content) return { kind: 'unknown', reason: content.unreadable };
  return { kind: 'loaded', file: parseConfig(content.text, { dialect, grammar: grammarOf(version) }) };
}

async function includedFiles(pattern: string, loading: Loading): Promise<IncludedFiles> {
  const { environment } = loading;
  const base = environment.homeUri ?? environment.systemDirectoryUri ?? loading.roots[0]?.uri ?? 'file:///';
  const at = (path: string): string => mappedUri(environment, path) ?? uriOfPath(base, path);
  const home = environment.homeUri === undefined ? undefined : pathOfUri(environment.homeUri);
  const context: IncludeContext = {
    dialect: loading.dialect,
    version: loading.version,
    fromSystemFile: loading.fromSystemFile,
    environment,
    home,
    systemDirectory: environment.systemDirectoryUri ? pathOfUri(environment.systemDirectoryUri) : '/etc/ssh',
    ...(loading.target ? { target: loading.target } : {}),
  };
  if (pattern === '') return { pattern, uris: [] };
  const path = includePath(pattern, context);
  if (path.kind === 'refused') return { pattern, uris: [], refused: path.reason };
  if (path.kind === 'unknown') return { pattern, uris: [], unknown: path.reason };
  if (path.kind === 'skipped') return { pattern, uris: [] };
  const paths = await expandGlob(loading.fileSystem, path.path, at);
  return { pattern, uris: paths.map(at) };
}
