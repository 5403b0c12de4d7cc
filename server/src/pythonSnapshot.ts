import type { PythonFile } from './python/pythonFile.ts';
import type { PythonModel } from './python/pythonModel.ts';
import type { ConfigGraph } from './resolve/configGraph.ts';
import type { Settings } from './settings.ts';
import type { LibraryVersion } from './values/libraryVersion.ts';
import type { OpenSshVersion } from './values/openSshVersion.ts';

/** Everything a feature or a rule may look at for a Python document, frozen. */
export interface PythonSnapshot {
  readonly dialect: 'python';
  readonly uri: string;
  readonly file: PythonFile;
  /** What the file does with connections. */
  readonly model: PythonModel;
  /** The ssh_config of the user and the system, where their places are known; else empty. */
  readonly graphs: readonly ConfigGraph[];
  /** The server's side for hosts that are paired by `sshTimeouts.servers`: graph by the setting's value. */
  readonly serverGraphs: ReadonlyMap<string, ConfigGraph>;
  /** OpenSSH's release, for ssh_config and for servers that are not known. */
  readonly version: OpenSshVersion;
  readonly paramiko: AssumedParamiko;
  readonly settings: Settings;
}

/** The release of paramiko that answers are for, and how it is known. */
export interface AssumedParamiko {
  readonly version: LibraryVersion;
  /** `newest`: nothing says, so the newest known is assumed. */
  readonly source: 'setting' | 'file' | 'newest';
  /** The file that says so. */
  readonly uri?: string;
  /** The file names bounds: the newest release that they allow was taken. */
  readonly bounds?: true;
}
