/** A release of a Python library, such as paramiko 3.4.0. */
export interface LibraryVersion {
  readonly major: number;
  readonly minor: number;
}

/** Reads `2.12`, `3.4.0`, `4.0.0rc1`; undefined where the text is none of these. */
export function parseLibraryVersion(text: string): LibraryVersion | undefined {
  const match = /^v?(\d{1,3})(?:\.(\d{1,3}))?(?:[.\w+!-]*)?$/.exec(text.trim());
  return match ? { major: Number(match[1]), minor: Number(match[2] ?? 0) } : undefined;
}

/** Whether `version` is `release` (such as `"2.1"`) or newer. */
export function libraryAtLeast(version: LibraryVersion, release: string): boolean {
  const other = parseLibraryVersion(release);
  return other !== undefined && compareLibraryVersions(version, other) >= 0;
}

/** Below 0 where `a` is the older one. */
export function compareLibraryVersions(a: LibraryVersion, b: LibraryVersion): number {
  return a.major - b.major || a.minor - b.minor;
}

export function formatLibraryVersion({ major, minor }: LibraryVersion): string {
  return `${major}.${minor}`;
}
