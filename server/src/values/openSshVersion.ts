/** An OpenSSH release, with the vendor whose patches change its behaviour. */
export interface OpenSshVersion {
  readonly major: number;
  readonly minor: number;
  /** The portable patch level, the 2 of `9.9p2`; undefined means the last one of that release. */
  readonly patch?: number;
  readonly vendor: 'upstream' | 'debian';
  /** Told by a banner that names no vendor: Apple's and Red Hat's builds, which are patched too, look like upstream's. */
  readonly vendorUnknown?: true;
}

/** The newest release whose source the project's facts were read from. */
export const newestKnownVersion: OpenSshVersion = { major: 10, minor: 5, vendor: 'upstream' };

/**
 * Reads `9.2`, `9.2p1`, `9.2-debian`, `9.2p1-upstream`; undefined where the text is none of these.
 * Plain 9.2 is Debian 12's build, the one that the measurements were made with; all others are upstream's.
 */
export function parseVersion(text: string): OpenSshVersion | undefined {
  const match = /^(\d{1,2})\.(\d{1,2})(?:p(\d{1,2}))?(?:-(debian|upstream))?$/.exec(text.trim());
  if (!match) return undefined;
  const major = Number(match[1]);
  const minor = Number(match[2]);
  const vendor =
    (match[4] as 'debian' | 'upstream' | undefined) ?? (major === 9 && minor === 2 ? 'debian' : 'upstream');
  return match[3] === undefined ? { major, minor, vendor } : { major, minor, patch: Number(match[3]), vendor };
}

/**
 * Reads the version out of what `ssh -V` prints or a server's banner says, such as
 * `OpenSSH_9.2p1 Debian-2+deb12u10, OpenSSL 3.0.19` or `OpenSSH_for_Windows_9.5p1, LibreSSL 3.8.2`.
 */
export function versionFromBanner(banner: string): OpenSshVersion | undefined {
  const match = /OpenSSH_(?:for_Windows_)?(\d{1,2})\.(\d{1,2})(?:\.\d+)?(?:p(\d{1,2}))?(.*)/.exec(banner);
  if (!match) return undefined;
  const vendor = /\b(Debian|Ubuntu)\b/i.test(match[4] ?? '') ? 'debian' : 'upstream';
  const isOpen = vendor === 'upstream' && !/for_Windows/.test(banner);
  const base = {
    major: Number(match[1]),
    minor: Number(match[2]),
    vendor,
    ...(isOpen ? { vendorUnknown: true as const } : {}),
  } as const;
  return match[3] === undefined ? base : { ...base, patch: Number(match[3]) };
}

/** Releases as numbers that compare, by their text: the few that the code names. */
const ordinals = new Map<string, number>();

/** Whether `version` is `release` (such as `"9.2"`) or newer. */
export function atLeast(version: OpenSshVersion, release: string): boolean {
  let ordinal = ordinals.get(release);
  if (ordinal === undefined) {
    const [major = 0, minor = 0] = release.split('.').map(Number);
    ordinal = major * 1000 + minor;
    ordinals.set(release, ordinal);
  }
  return version.major * 1000 + version.minor >= ordinal;
}

/** `9.2` or, where the vendor is not what a plain number means, `9.2-upstream`, `9.6-debian`. */
export function formatVersion(version: OpenSshVersion): string {
  const release = `${version.major}.${version.minor}${version.patch === undefined ? '' : `p${version.patch}`}`;
  const plain = parseVersion(release);
  return plain?.vendor === version.vendor ? release : `${release}-${version.vendor}`;
}

/** Text that is the same for versions which read every line alike: to keep results by. */
export function versionKey(version: OpenSshVersion): string {
  return version.vendorUnknown ? `${formatVersion(version)} of an unknown vendor` : formatVersion(version);
}
