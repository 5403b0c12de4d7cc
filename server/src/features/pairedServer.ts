import type { EffectiveConfig } from '../resolve/effectiveConfig.ts';
import { effectiveFor } from '../resolve/effectiveFor.ts';
import type { ClientSubject } from '../resolve/subjects.ts';
import type { Snapshot } from '../snapshot.ts';
import { matchHostPatterns } from '../values/patternList.ts';

/** The server file that the settings pair with a host, resolved for the user that logs in. */
export function pairedServer(
  snapshot: Snapshot,
  subject: ClientSubject,
  client: EffectiveConfig,
): EffectiveConfig | undefined {
  for (const [pattern, path] of Object.entries(snapshot.settings.servers)) {
    if (!matchHostPatterns(subject.target.host, pattern.split(/[\s,]+/))) continue;
    const graph = snapshot.serverGraphs.get(path);
    if (!graph) continue;
    const user = subject.target.user ?? client.values.get('user')?.[0]?.value;
    return effectiveFor(graph, {
      dialect: 'server',
      kind: 'named',
      label: '',
      peer: user === undefined ? {} : { user },
    });
  }
  return undefined;
}
