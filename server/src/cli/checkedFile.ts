import type { Finding } from '../rules/rule.ts';
import type { Dialect } from '../syntax/configFile.ts';
import type { OpenSshVersion } from '../values/openSshVersion.ts';
import { type Place, positionsIn } from './position.ts';

/** One checked file with what was found in it. */
export interface CheckedFile {
  /** As the user named it; `-` for standard input. */
  readonly name: string;
  readonly uri: string;
  readonly text: string;
  readonly kind: Dialect | 'python';
  /** The release it was judged by. */
  readonly version: OpenSshVersion;
  /** The library whose limits were assumed in Python, such as `paramiko 4.0`. */
  readonly library?: string | undefined;
  /** In the order of their positions. */
  readonly findings: readonly Finding[];
  /** Fixes can be written to it: not to standard input, a FIFO or a dump. */
  readonly writable: boolean;
}

/** A finding with its place in its file. */
export interface PlacedFinding {
  readonly file: CheckedFile;
  readonly finding: Finding;
  readonly start: Place;
  readonly end: Place;
}

export function placedFindings(files: readonly CheckedFile[]): readonly PlacedFinding[] {
  return files.flatMap((file) => {
    const placeAt = positionsIn(file.text);
    return file.findings.map((finding) => ({
      file,
      finding,
      start: placeAt(finding.span.start),
      end: placeAt(finding.span.end),
    }));
  });
}
