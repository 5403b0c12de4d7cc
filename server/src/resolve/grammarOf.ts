import type { Grammar } from '../syntax/configFile.ts';
import { atLeast, type OpenSshVersion } from '../values/openSshVersion.ts';

/** How a release splits lines into arguments. */
export function grammarOf(version: OpenSshVersion): Grammar {
  if (atLeast(version, '8.7')) return 'argv';
  return atLeast(version, '8.5') ? 'strdelim-cut' : 'strdelim';
}
