import type { Measurement } from './keepalive/measurement.ts';
import type { BadPermissions } from './resolve/badPermissions.ts';
import type { ConfigGraph } from './resolve/configGraph.ts';
import type { Settings } from './settings.ts';
import type { ConfigFile, Dialect } from './syntax/configFile.ts';
import type { OpenSshVersion } from './values/openSshVersion.ts';

/** An assignment of TMOUT in a profile of the machine's shells; no seconds where its value is not a plain number. */
export interface ShellTimeout {
  readonly path: string;
  readonly seconds: number | undefined;
}

/** Everything a feature or a rule may look at, frozen: the document, the graphs that contain it, and the settings. */
export interface Snapshot {
  readonly uri: string;
  readonly dialect: Dialect;
  readonly file: ConfigFile;
  /** Each root configuration that reads this file; the file alone where none does. Never empty. */
  readonly graphs: readonly [ConfigGraph, ...ConfigGraph[]];
  /** The server's side for client hosts that are paired by `sshTimeouts.servers`: graph by the setting's value. */
  readonly serverGraphs: ReadonlyMap<string, ConfigGraph>;
  readonly version: OpenSshVersion;
  /** How the version is known: `ssh -V` of this machine, a setting, or none of them (the newest known is assumed). */
  readonly versionSource: 'machine' | 'setting' | 'newest';
  /** Why ssh refuses the file itself on this machine, whatever it says. */
  readonly badPermissions?: BadPermissions;
  readonly settings: Settings;
  /** What live tests have learnt, by host as typed; absent where the client keeps none. */
  readonly measurements?: Readonly<Record<string, Measurement>>;
  /** Assignments of TMOUT, in the order of the profiles; absent where nobody asks or nothing is known. */
  readonly shellTimeouts?: readonly ShellTimeout[];
  /** The live test can run here: trusted window, configuration on this machine. */
  readonly canTestKeepalive: boolean;
  /** The window could test, but the configuration is on another machine. */
  readonly elsewhere?: boolean;
}
