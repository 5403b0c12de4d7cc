import type { ConfigGraph, Environment } from '../resolve/configGraph.ts';
import { grammarOf } from '../resolve/grammarOf.ts';
import type { Settings } from '../settings.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Dialect } from '../syntax/configFile.ts';
import { parseConfig } from '../syntax/parseConfig.ts';
import type { OpenSshVersion } from '../values/openSshVersion.ts';

/** The input of the rules for what `ssh -G` or `sshd -T` printed: one file, whose values are in effect as they stand. */
export function dumpSnapshot(
  { uri, dialect, text }: { readonly uri: string; readonly dialect: Dialect; readonly text: string },
  version: OpenSshVersion,
  settings: Settings,
  environment: Environment,
): Snapshot {
  const file = parseConfig(text, { dialect, grammar: grammarOf(version) });
  const role = dialect === 'server' ? 'server' : 'given';
  const graph: ConfigGraph = {
    dialect,
    version,
    environment,
    roots: [{ uri, role }],
    files: new Map([[uri, { kind: 'loaded', file }]]),
    includes: new Map(),
    isDump: true,
  };
  return {
    uri,
    dialect,
    file,
    graphs: [graph],
    serverGraphs: new Map(),
    version,
    versionSource: 'setting',
    settings,
    canTestKeepalive: false,
  };
}
