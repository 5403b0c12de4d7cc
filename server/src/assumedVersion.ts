import type { Settings } from './settings.ts';
import type { Snapshot } from './snapshot.ts';
import type { Dialect } from './syntax/configFile.ts';
import { newestKnownVersion, parseVersion, versionFromBanner } from './values/openSshVersion.ts';

/** What `ssh -V` and `sshd -V` of the documents' machine printed, as far as it is known. */
export interface Banners {
  readonly sshVersion?: string | undefined;
  readonly sshdVersion?: string | undefined;
}

/** The release that a document is judged by: as set, else the machine's, else the newest known. */
export function assumedVersion(
  dialect: Dialect,
  settings: Settings,
  { sshVersion, sshdVersion }: Banners,
): Pick<Snapshot, 'version' | 'versionSource'> {
  const wanted = settings.openssh.version === 'auto' ? undefined : parseVersion(settings.openssh.version);
  if (wanted) return { version: wanted, versionSource: 'setting' };
  const ssh = sshVersion === undefined ? undefined : versionFromBanner(sshVersion);
  const sshd = sshdVersion === undefined ? undefined : versionFromBanner(sshdVersion);
  // `sshd -V` leaves the vendor out; `ssh -V` of the same release names it.
  const server = sshd && ssh && sshd.major === ssh.major && sshd.minor === ssh.minor ? ssh : (sshd ?? ssh);
  const version = dialect === 'server' ? server : ssh;
  if (version) return { version, versionSource: 'machine' };
  return { version: { ...newestKnownVersion, vendorUnknown: true }, versionSource: 'newest' };
}
