import type { ConfigGraph } from '../resolve/configGraph.ts';
import type { EffectiveConfig } from '../resolve/effectiveConfig.ts';
import { effectiveFor } from '../resolve/effectiveFor.ts';
import type { ClientSubject, ServerSubject } from '../resolve/subjects.ts';
import type { Snapshot } from '../snapshot.ts';
import { matchHostPatterns } from '../values/patternList.ts';

/** The server file that the settings pair with a host, resolved for the user that logs in. */
export function pairedServer(
  snapshot: Snapshot,
  subject: ClientSubject,
  client: EffectiveConfig,
): EffectiveConfig | undefined {
  const paired = pairedSubject(snapshot, subject, client);
  return paired && effectiveFor(paired.graph, paired.subject);
}

/** That server's configuration, and the login that the host makes there. */
export function pairedSubject(
  snapshot: Snapshot,
  subject: ClientSubject,
  client: EffectiveConfig,
): { readonly graph: ConfigGraph; readonly subject: ServerSubject } | undefined {
  for (const [pattern, path] of Object.entries(snapshot.settings.servers)) {
    if (!matchHostPatterns(subject.target.host, pattern.split(/[\s,]+/))) continue;
    const graph = snapshot.serverGraphs.get(path);
    if (!graph) continue;
    const user = subject.target.user ?? client.values.get('user')?.[0]?.value;
    const peer = user === undefined ? {} : { user };
    return { graph, subject: { dialect: 'server', kind: 'named', label: '', peer } };
  }
  return undefined;
}
