import { URI } from 'vscode-uri';
import type { FeatureOptions } from '../../server/src/features/featureOptions.ts';
import { pythonReader } from '../../server/src/python/pythonReader.ts';
import type { Environment } from '../../server/src/resolve/configGraph.ts';
import { defaultSettings, type Settings } from '../../server/src/settings.ts';
import type { Snapshot } from '../../server/src/snapshot.ts';
import { createWorkspace, type OpenDocument } from '../../server/src/workspace.ts';
import { memoryFileSystem } from './memoryFileSystem.ts';

/** The machine of the tests: a user `me` with a home, and nothing of the real one. */
export const testEnvironment: Environment = {
  homeUri: 'file:///home/me',
  userName: 'me',
  uid: 1000,
  hostName: 'desk.example',
  variables: {},
  systemDirectoryUri: 'file:///etc/ssh',
};

/** What our own client says of itself. */
export const fullOptions: FeatureOptions = {
  markdown: true,
  commands: true,
  rulePages: true,
  date: () => Date.UTC(2025, 0, 4, 12),
  clientUri: (uri) => uri,
};
/** What an editor that knows nothing of us says. */
export const plainOptions: FeatureOptions = { ...fullOptions, commands: false, rulePages: false };

export interface TestWorkspace {
  /** Other files by path, as they are on disk. */
  readonly files?: Readonly<Record<string, string>>;
  readonly settings?: Partial<Settings>;
  /** As `ssh -V` prints it; `OpenSSH_10.5p1` where absent. */
  readonly ssh?: string;
  readonly keepaliveTest?: boolean;
  /** Mode and owner of the document's file; 0600 and the user where absent. */
  readonly mode?: number;
  readonly uid?: number;
  readonly measurements?: Snapshot['measurements'];
}

/** The snapshot of one open document among files in memory, made by the server's own workspace. */
export async function snapshotOf(path: string, text: string, workspace: TestWorkspace = {}): Promise<Snapshot> {
  const document: OpenDocument = {
    uri: URI.file(path).toString(),
    languageId: path.includes('sshd') ? 'sshd_config' : 'ssh_config',
    version: 1,
    getText: () => text,
  };
  const own = { uid: workspace.uid ?? 1000, mode: workspace.mode ?? 0o600 };
  const files = Object.fromEntries(
    Object.entries({ ...workspace.files, [path]: text }).map(([name, content]) => [
      name,
      { text: content, uid: 1000, ...(name === path ? own : {}) },
    ]),
  );
  const snapshot = await createWorkspace({
    fileSystem: memoryFileSystem(files),
    environment: testEnvironment,
    loadPythonReader: async () => pythonReader,
    now: () => 0,
    openDocuments: () => [document],
    clientSettings: async () => ({ ...defaultSettings, ...workspace.settings }),
    folders: () => [],
    sshVersion: workspace.ssh ?? 'OpenSSH_10.5p1, OpenSSL 3.5.0',
    canTestKeepalive: workspace.keepaliveTest ?? false,
    measurements: () => workspace.measurements,
  }).snapshot(document.uri);
  if (!snapshot) throw new Error(`${path} is not seen as a configuration`);
  return snapshot;
}
