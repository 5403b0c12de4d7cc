import type { Grammar } from '../syntax/configFile.ts';
import { atLeast, type OpenSshVersion } from '../values/openSshVersion.ts';

/** Which of the two argument splitters a release uses. */
export function grammarOf(version: OpenSshVersion): Grammar {
  return atLeast(version, '8.7') ? 'argv' : 'strdelim';
}
