import type { ConfigFile, Dialect } from '../syntax/configFile.ts';
import type { OpenSshVersion } from '../values/openSshVersion.ts';

/** Why a file contributes nothing, in OpenSSH's terms; `unknown` where OpenSSH might well read it and we cannot. */
export type FileState =
  | { readonly kind: 'loaded'; readonly file: ConfigFile }
  | { readonly kind: 'missing' }
  | { readonly kind: 'directory' }
  /** OpenSSH refuses to go on: wrong owner or writable by others (client only). */
  | { readonly kind: 'bad-permissions' }
  /** Unreadable, too large, not a regular file, or on a machine that cannot be asked. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** The outcome of one argument of an Include line. */
export interface IncludedFiles {
  /** The argument as written. */
  readonly pattern: string;
  /** Matching files in OpenSSH's order. */
  readonly uris: readonly string[];
  /** The pattern holds a token or variable whose value is not known, or its directory cannot be listed. */
  readonly unknown?: string;
  /** OpenSSH refuses this path; the text says why (`~` in a system file, an unknown token). */
  readonly refused?: string;
}

/** What is known of the machine that holds the files. Absent members are unknown. */
export interface Environment {
  /** Home directory as a URI: `$HOME` where it is set. */
  readonly homeUri?: string;
  /**
   * The home in the user database, where it is another one. OpenSSH fills in `~` and `%d` with it; only in Include it
   * goes by `$HOME`.
   */
  readonly accountHomeUri?: string;
  /** The local user's name and numeric id. */
  readonly userName?: string;
  readonly uid?: number;
  /** Full local host name, for `%l` and `%L`. */
  readonly hostName?: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** Directory of the system files; `/etc/ssh` where absent. */
  readonly systemDirectoryUri?: string;
  /** Folders that stand for others, such as a repository's for `/etc/ssh`: absolute path and address, no slash behind. */
  readonly mappedFolders?: readonly { readonly path: string; readonly uri: string }[];
}

/** One root file and everything it includes: the immutable input of resolution. */
export interface ConfigGraph {
  readonly dialect: Dialect;
  readonly version: OpenSshVersion;
  readonly environment: Environment;
  /** In the order OpenSSH reads them: for the client the user's file and then the system's, or the one file of `-F`. */
  readonly roots: readonly { readonly uri: string; readonly role: 'user' | 'system' | 'given' | 'server' }[];
  readonly files: ReadonlyMap<string, FileState>;
  /** Includes by `includeKey(uri, lineIndex)`: one entry for each argument of the line. */
  readonly includes: ReadonlyMap<string, readonly IncludedFiles[]>;
  /** The only file is what `ssh -G` or `sshd -T` printed: values that are resolved already. */
  readonly isDump?: true;
}

/** `system`: the file was reached from the system file, where relative paths have another base. */
export function includeKey(uri: string, lineIndex: number, system = false): string {
  return `${uri}#${lineIndex}${system ? '@system' : ''}`;
}
