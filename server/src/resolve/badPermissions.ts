import type { FileStat } from '../files/fileSystem.ts';
import type { OpenSshVersion } from '../values/openSshVersion.ts';
import type { Environment } from './configGraph.ts';

/** Why ssh refuses a file before it reads a line. */
export type BadPermissions =
  | { readonly kind: 'owner'; readonly uid: number }
  | { readonly kind: 'writable'; readonly mode: number };

/**
 * What ssh holds against the owner and the mode of a user's file, or of one that is included: it must belong to root or
 * the user, and others may not write it (readconf.c, read_config_file_depth). Debian's patch (secure_permissions) lets
 * a private group write; whether the group is private cannot be seen here. Undefined where ssh reads the file, or where
 * the platform tells no mode.
 */
export function badPermissions(
  stat: FileStat,
  { environment, version }: { readonly environment: Environment; readonly version: Pick<OpenSshVersion, 'vendor'> },
): BadPermissions | undefined {
  if (stat.kind !== 'file' || stat.mode === undefined || stat.uid === undefined) return undefined;
  if (environment.uid !== undefined && stat.uid !== 0 && stat.uid !== environment.uid) {
    return { kind: 'owner', uid: stat.uid };
  }
  const writable = version.vendor === 'debian' ? 0o002 : 0o022;
  return (stat.mode & writable) === 0 ? undefined : { kind: 'writable', mode: stat.mode & 0o777 };
}
