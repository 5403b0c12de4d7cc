import { assumedVersion, type Banners } from './assumedVersion.ts';
import { createDocumentSettings } from './documentSettings.ts';
import type { Folder } from './features/completion/paths.ts';
import { type CachedFileSystem, cachedFileSystem } from './files/cachedFileSystem.ts';
import type { FileSystem } from './files/fileSystem.ts';
import { createGraphLoader } from './graphLoader.ts';
import { environmentOf, isOnKnownMachine, machineOf, mappedEnvironment } from './machines.ts';
import type { PythonReader } from './python/pythonReader.ts';
import { createPythonDocuments } from './pythonDocuments.ts';
import type { PythonSnapshot } from './pythonSnapshot.ts';
import { badPermissions } from './resolve/badPermissions.ts';
import type { ConfigGraph, Environment } from './resolve/configGraph.ts';
import { detectDialect } from './resolve/detectDialect.ts';
import { grammarOf } from './resolve/grammarOf.ts';
import { machineRoots, nearbyRootUris, type Roots, singleRoot } from './rootCandidates.ts';
import { sameSnapshot } from './sameSnapshot.ts';
import type { Settings } from './settings.ts';
import { readShellTimeouts } from './shellTimeouts.ts';
import type { Snapshot } from './snapshot.ts';
import type { Dialect } from './syntax/configFile.ts';
import { addressOfPath, joinUri, normaliseUri } from './uris.ts';
import type { OpenSshVersion } from './values/openSshVersion.ts';

/** An open document, as the client holds it. */
export interface OpenDocument {
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  getText(): string;
}

export interface WorkspaceOptions extends Banners {
  readonly fileSystem: FileSystem;
  /** The machine that documents are on, unless their addresses name another. */
  readonly environment: Environment;
  /** The window shows another machine than that one. */
  readonly remoteWindow?: boolean | undefined;
  readonly now: () => number;
  readonly loadPythonReader: () => Promise<PythonReader>;
  readonly openDocuments: () => readonly OpenDocument[];
  /** The client's settings for a document, as it sent them. */
  readonly clientSettings: (uri: string) => Promise<unknown>;
  readonly folders: () => readonly string[];
  /** Settings that go before all others: options of a command line. */
  readonly overrides?: unknown;
  /** Settings of the project that a document belongs to; where absent, those of the nearest `.ssh-timeouts.json`. */
  readonly projectSettings?: (
    uri: string,
  ) => Promise<{ readonly settings: unknown; readonly base: string } | undefined>;
  /** The client reports changes of this file, so that looking at it again and again is not needed. */
  readonly watched?: (uri: string) => boolean;
  readonly canTestKeepalive: boolean;
  /** What live tests have learnt, by host. */
  readonly measurements?: () => Snapshot['measurements'];
}

/** The only mutable state of the server. */
export interface Workspace {
  /** The frozen input of every feature for one open document; undefined where it is closed or none of ours. */
  snapshot(uri: string): Promise<Snapshot | undefined>;
  /** The same for a Python document; undefined where it names none of the libraries. */
  pythonSnapshot(uri: string): Promise<PythonSnapshot | undefined>;
  /** What stands in a folder, for the completion of paths; undefined where none is asked for. */
  folder(uri: string | undefined): Promise<Folder | undefined>;
  /** Those of the files that are there. */
  existing(uris: readonly string[]): Promise<ReadonlySet<string>>;
  /** The configurations of all open documents, and the user's own. */
  configurations(): Promise<readonly ConfigGraph[]>;
  /** The spelling of a file's address that the client uses. */
  clientUri(uri: string): string;
  /** A document was opened, edited or closed. */
  documentsChanged(): void;
  /**
   * These files, or where absent any, changed on disk: look again. False where none of them was ever looked at, so that
   * nothing can have changed.
   */
  filesChanged(uris?: readonly string[]): boolean;
  settingsChanged(): void;
  /** Every file that the snapshot was made of or would be made of if it were there. */
  filesOf(snapshot: Snapshot | PythonSnapshot): readonly string[];
}

/** Milliseconds for which a look at the disk holds: the client reports changes, or it does not. */
const watchedLifetime = 60_000;
const unwatchedLifetime = 1_000;
/** Of a folder with more names only these are looked at. */
const mostNames = 500;

export function createWorkspace(options: WorkspaceOptions): Workspace {
  const lifetime = (uri: string) => (options.watched?.(uri) ? watchedLifetime : unwatchedLifetime);
  const files: CachedFileSystem = cachedFileSystem(options.fileSystem, options.now, lifetime);
  const openDocument = (uri: string) => options.openDocuments().find((document) => normaliseUri(document.uri) === uri);
  const documentSettings = createDocumentSettings(options, files, openDocument);
  const { load, parseOpen } = createGraphLoader(files, openDocument);
  /** Counts the changes of anything that a snapshot is made of, but for files that nobody reports. */
  let stamp = 0;
  const latest = new Map<string, { stamp: number; until: number; snapshot: Promise<Snapshot | undefined> }>();
  const snapshots = new Map<string, Snapshot>();

  function forgetDocument(uri: string): void {
    latest.delete(uri);
    documentSettings.forget(uri);
    snapshots.delete(normaliseUri(uri));
    python.forget(uri);
  }

  /**
   * Every root configuration that reads the document; the document alone where none does. `refusedBy` is the machine's
   * own configuration where ssh refuses the document's file in it, unread.
   */
  async function graphsOf(
    uri: string,
    dialect: Dialect,
    version: OpenSshVersion,
    environment: Environment,
  ): Promise<{ containing: readonly [ConfigGraph, ...ConfigGraph[]]; refusedBy?: ConfigGraph | undefined }> {
    const candidates: Roots[] = [];
    const seen = new Set<string>();
    const machine = machineRoots(dialect, environment);
    for (const root of machine ?? []) seen.add(root.uri);
    if (machine) candidates.push(machine);
    const openOnes = options
      .openDocuments()
      .filter((document) => normaliseUri(document.uri) !== uri)
      .filter((document) => /^[ \t]*Include\b/im.test(document.getText()))
      .filter((document) => detectDialect(document.languageId, document.uri, document.getText()) === dialect)
      .map((document) => normaliseUri(document.uri));
    const nearby = nearbyRootUris(dialect, uri, options.folders().map(normaliseUri));
    for (const candidate of new Set([...nearby, ...openOnes])) {
      if (candidate === uri || seen.has(candidate)) continue;
      seen.add(candidate);
      if (openDocument(candidate) || (await files.stat(candidate)).kind === 'file') {
        candidates.push(singleRoot(dialect, candidate));
      }
    }
    const loaded = await Promise.all(candidates.map((roots) => load(dialect, roots, version, environment)));
    const [first, ...others] = loaded.filter((graph) => graph.files.get(uri)?.kind === 'loaded');
    if (first) return { containing: [first, ...others] };
    const refusedBy = machine && loaded.find((graph) => graph.files.get(uri)?.kind === 'bad-permissions');
    return { containing: [await load(dialect, singleRoot(dialect, uri), version, environment)], refusedBy };
  }

  /** What ssh and sshd say of themselves counts on their own machine only. */
  function bannersFor(uri: string): Banners {
    return isOnKnownMachine(uri, options) ? options : {};
  }

  async function pairedServers(
    document: string,
    settings: Settings,
    base: string | undefined,
    environment: Environment,
  ) {
    const paired = new Map<string, ConfigGraph>();
    for (const value of new Set(Object.values(settings.servers))) {
      const uri = addressOfPath(value, base, environment.homeUri);
      if (!uri) continue;
      const { version } = assumedVersion('server', settings, bannersFor(uri));
      // A server's file on another machine than the client's has that machine's folders.
      const place = machineOf(uri) === machineOf(document) ? environment : environmentOf(uri, options);
      paired.set(value, await load('server', singleRoot('server', uri), version, place));
    }
    return paired;
  }

  async function compute(document: OpenDocument): Promise<Snapshot | undefined> {
    const uri = normaliseUri(document.uri);
    const dialect = detectDialect(document.languageId, document.uri, document.getText());
    if (!dialect) return undefined;
    const { settings, base } = await documentSettings.of(document);
    const { version, versionSource } = assumedVersion(dialect, settings, bannersFor(uri));
    const environment = mappedEnvironment(environmentOf(uri, options), settings, base);
    const { containing, refusedBy } = await graphsOf(uri, dialect, version, environment);
    const serverGraphs = dialect === 'client' ? await pairedServers(uri, settings, base, environment) : new Map();
    const state = containing[0].files.get(uri);
    const file =
      state?.kind === 'loaded' ? state.file : parseOpen(uri, document.getText(), dialect, grammarOf(version));
    const elsewhere = options.canTestKeepalive && !isOnKnownMachine(uri, options);
    const canTestKeepalive = options.canTestKeepalive && !elsewhere && uri.startsWith('file:');
    const snapshot = { uri, dialect, file, graphs: containing, serverGraphs, version, versionSource, settings };
    // Where not even a version is known, the build may be Debian's, which is milder.
    const mildest = versionSource === 'newest' ? { vendor: 'debian' as const } : version;
    const refusal = refusedBy && badPermissions(await files.stat(uri), { environment, version: mildest });
    const measurements = options.measurements?.();
    const shellTimeouts = dialect === 'server' ? await readShellTimeouts(uri, settings, environment, files) : undefined;
    return {
      ...snapshot,
      canTestKeepalive,
      elsewhere,
      ...(refusal ? { badPermissions: refusal } : {}),
      ...(measurements ? { measurements } : {}),
      ...(shellTimeouts ? { shellTimeouts } : {}),
    };
  }

  /** A file that is not open, such as the user's own configuration when a command asks for its hosts. */
  async function closedDocument(uri: string): Promise<OpenDocument | undefined> {
    if ((await files.stat(uri)).kind !== 'file') return undefined;
    const read = await files.readText(uri);
    if (!('text' in read)) return undefined;
    return { uri, languageId: '', version: 0, getText: () => read.text };
  }

  const python = createPythonDocuments({
    ...options,
    openDocument,
    settingsFor: documentSettings.of,
    bannersFor,
    environmentFor: (uri, settings, base) => mappedEnvironment(environmentOf(uri, options), settings, base),
    pairedServers,
    load,
    files,
    stamp: () => stamp,
  });

  function filesOf({
    graphs,
    serverGraphs,
  }: Pick<Snapshot, 'serverGraphs'> & { graphs: readonly ConfigGraph[] }): readonly string[] {
    return [...graphs, ...serverGraphs.values()].flatMap((graph) => [
      ...graph.files.keys(),
      ...graph.roots.map((root) => root.uri),
    ]);
  }

  async function current(document: OpenDocument): Promise<Snapshot | undefined> {
    const snapshot = await compute(document);
    if (!snapshot) return undefined;
    const before = snapshots.get(snapshot.uri);
    if (before && sameSnapshot(before, snapshot)) return before;
    snapshots.set(snapshot.uri, snapshot);
    return snapshot;
  }

  async function snapshotOf(uri: string): Promise<Snapshot | undefined> {
    const document = openDocument(normaliseUri(uri)) ?? (await closedDocument(normaliseUri(uri)));
    if (!document) return undefined;
    const before = latest.get(document.uri);
    if (before?.stamp === stamp && options.now() < before.until) return before.snapshot;
    const snapshot = current(document);
    const entry = { stamp, until: options.now() + unwatchedLifetime, snapshot };
    latest.set(document.uri, entry);
    void snapshot.then((made) => {
      if (made && filesOf(made).every((each) => options.watched?.(each))) entry.until += watchedLifetime;
    });
    return snapshot;
  }

  return {
    snapshot: snapshotOf,
    async existing(uris) {
      const stats = await Promise.all(uris.map((uri) => files.stat(uri)));
      return new Set(uris.filter((_, index) => stats[index]?.kind === 'file'));
    },
    async configurations() {
      const own = (machineRoots('client', options.environment) ?? []).map(({ uri }) => uri);
      const open = options.openDocuments().map(({ uri }) => uri);
      // Files go before other texts with the same path, such as the older state in a comparison.
      const uris = [...open.filter(isFile), ...own, ...open.filter((uri) => !isFile(uri))];
      const snapshots = await Promise.all(uris.map(snapshotOf));
      return [...new Set(snapshots.flatMap((snapshot) => snapshot?.graphs ?? []))];
    },
    async folder(uri) {
      if (uri === undefined) return undefined;
      const names = (await files.list(uri)).slice(0, mostNames);
      const stats = await Promise.all(names.map((name) => files.stat(joinUri(uri, name))));
      return { uri, entries: names.map((name, index) => ({ name, isFolder: stats[index]?.kind === 'directory' })) };
    },
    pythonSnapshot: python.snapshot,
    filesOf,
    clientUri: (uri) => openDocument(uri)?.uri ?? uri,
    documentsChanged() {
      stamp += 1;
      for (const uri of [...latest.keys(), ...python.uris()]) if (!openDocument(normaliseUri(uri))) forgetDocument(uri);
    },
    filesChanged(uris) {
      if (uris && !uris.some((uri) => files.saw(normaliseUri(uri)))) return false;
      stamp += 1;
      files.forget();
      return true;
    },
    settingsChanged() {
      stamp += 1;
      documentSettings.forget();
      files.forget();
    },
  };
}

function isFile(uri: string): boolean {
  return /^(file|vscode-(remote|vfs)):/.test(uri);
}
