import { assumedVersion, type Banners } from './assumedVersion.ts';
import type { FileSystem } from './files/fileSystem.ts';
import { paramikoReleases } from './knowledge/paramikoReleases.ts';
import { clientLibraryNames } from './protocol.ts';
import type { PythonFile } from './python/pythonFile.ts';
import type { PythonReader } from './python/pythonReader.ts';
import { requirementFiles } from './python/requirementFiles.ts';
import type { AssumedParamiko, PythonSnapshot } from './pythonSnapshot.ts';
import type { ConfigGraph, Environment } from './resolve/configGraph.ts';
import { machineRoots, type Roots } from './rootCandidates.ts';
import type { Settings } from './settings.ts';
import { folderOf, joinUri, normaliseUri } from './uris.ts';
import { parseLibraryVersion } from './values/libraryVersion.ts';
import type { OpenSshVersion } from './values/openSshVersion.ts';
import type { OpenDocument } from './workspace.ts';

/** What Python documents need of the workspace. */
export interface PythonParts {
  readonly openDocument: (uri: string) => OpenDocument | undefined;
  readonly settingsFor: (document: OpenDocument) => Promise<{ settings: Settings; base: string | undefined }>;
  /** What ssh on the document's machine says of itself. */
  readonly bannersFor: (uri: string) => Banners;
  readonly environmentFor: (uri: string, settings: Settings, base: string | undefined) => Environment;
  readonly pairedServers: (
    document: string,
    settings: Settings,
    base: string | undefined,
    environment: Environment,
  ) => Promise<ReadonlyMap<string, ConfigGraph>>;
  readonly load: (
    dialect: 'client',
    roots: Roots,
    version: OpenSshVersion,
    environment: Environment,
  ) => Promise<ConfigGraph>;
  readonly files: FileSystem;
  /** The one large part that only Python needs. */
  readonly loadPythonReader: () => Promise<PythonReader>;
  readonly now: () => number;
  /** Changes with everything that a snapshot is made of, but for files that nobody reports. */
  readonly stamp: () => number;
}

export interface PythonDocuments {
  /** Undefined where the document is closed, is no Python, or names none of the libraries. */
  snapshot(uri: string): Promise<PythonSnapshot | undefined>;
  /** Documents that something is remembered of, spelt as the client does. */
  uris(): Iterable<string>;
  forget(uri: string): void;
}

/** How long a look at files that nobody reports holds, in milliseconds. */
const lifetime = 1_000;
/** Folders upwards in which a project's requirements are looked for. */
const foldersUpwards = 8;

export function createPythonDocuments(parts: PythonParts): PythonDocuments {
  const latest = new Map<string, { stamp: number; until: number; snapshot: Promise<PythonSnapshot | undefined> }>();
  const parsed = new Map<string, PythonFile>();
  const snapshots = new Map<string, PythonSnapshot>();

  async function compute(document: OpenDocument): Promise<PythonSnapshot | undefined> {
    const text = document.getText();
    if (!isPython(document) || !clientLibraryNames.test(text)) return undefined;
    const uri = normaliseUri(document.uri);
    const reader = await parts.loadPythonReader();
    const before = parsed.get(uri);
    const file = before ? reader.update(before, text) : reader.parse(text);
    parsed.set(uri, file);
    const { settings, base } = await parts.settingsFor(document);
    const { version } = assumedVersion('client', settings, parts.bannersFor(uri));
    const environment = parts.environmentFor(uri, settings, base);
    const roots = machineRoots('client', environment);
    const [graphs, serverGraphs, paramiko] = await Promise.all([
      roots ? parts.load('client', roots, version, environment).then((graph) => [graph]) : [],
      parts.pairedServers(uri, settings, base, environment),
      assumedParamiko(uri, settings, reader),
    ]);
    const model = reader.model(file);
    return kept({ dialect: 'python', uri, file, model, graphs, serverGraphs, version, paramiko, settings });
  }

  /** The snapshot before, where nothing that a feature could look at differs. */
  function kept(snapshot: PythonSnapshot): PythonSnapshot {
    const before = snapshots.get(snapshot.uri);
    if (before && same(before, snapshot)) return before;
    snapshots.set(snapshot.uri, snapshot);
    return snapshot;
  }

  async function assumedParamiko(uri: string, settings: Settings, reader: PythonReader): Promise<AssumedParamiko> {
    const wanted = settings.paramiko.version === 'auto' ? undefined : parseLibraryVersion(settings.paramiko.version);
    if (wanted) return { version: wanted, source: 'setting' };
    let folder = folderOf(uri);
    for (let level = 0; folder !== undefined && level < foldersUpwards; level++) {
      for (const name of requirementFiles) {
        const found = await requirementIn(joinUri(folder, name), name, reader);
        if (found) return found;
      }
      folder = folderOf(folder);
    }
    const newest = parseLibraryVersion(paramikoReleases.at(-1) ?? '') ?? { major: 0, minor: 0 };
    return { version: newest, source: 'newest' };
  }

  async function requirementIn(uri: string, name: string, reader: PythonReader): Promise<AssumedParamiko | undefined> {
    const open = parts.openDocument(uri)?.getText();
    if (open === undefined && (await parts.files.stat(uri)).kind !== 'file') return undefined;
    const read = open === undefined ? await parts.files.readText(uri) : { text: open };
    const requirement = 'text' in read ? reader.requirement(name, read.text) : undefined;
    if (!requirement) return undefined;
    return { version: requirement.version, source: 'file', uri, ...(requirement.exact ? {} : { bounds: true }) };
  }

  return {
    async snapshot(uri) {
      const document = parts.openDocument(normaliseUri(uri));
      if (!document || !isPython(document)) return undefined;
      const before = latest.get(document.uri);
      if (before?.stamp === parts.stamp() && parts.now() < before.until) return before.snapshot;
      const snapshot = compute(document);
      latest.set(document.uri, { stamp: parts.stamp(), until: parts.now() + lifetime, snapshot });
      return snapshot;
    },
    uris: () => latest.keys(),
    forget(uri) {
      latest.delete(uri);
      parsed.delete(normaliseUri(uri));
      snapshots.delete(normaliseUri(uri));
    },
  };
}

export function isPython({ languageId, uri }: Pick<OpenDocument, 'languageId' | 'uri'>): boolean {
  return languageId === 'python' || (languageId === '' && /\.pyi?$/i.test(uri));
}

function same(a: PythonSnapshot, b: PythonSnapshot): boolean {
  return (
    a.file === b.file &&
    a.graphs.length === b.graphs.length &&
    a.graphs.every((graph, index) => graph === b.graphs[index]) &&
    a.serverGraphs.size === b.serverGraphs.size &&
    [...a.serverGraphs].every(([key, graph]) => b.serverGraphs.get(key) === graph) &&
    JSON.stringify([a.settings, a.version, a.paramiko]) === JSON.stringify([b.settings, b.version, b.paramiko])
  );
}
