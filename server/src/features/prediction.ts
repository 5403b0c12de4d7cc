import type { ConfigGraph } from '../resolve/configGraph.ts';
import type { Snapshot } from '../snapshot.ts';
import { type Prediction, predict } from '../timeouts/model.ts';
import { pathIdle } from '../timeouts/path.ts';
import { matchHostPatterns } from '../values/patternList.ts';
import { effectiveFor, pairedServer } from './effective.ts';
import type { Subject } from './subjects.ts';

const predictions = new WeakMap<Snapshot, Map<string, Prediction>>();

/** Who ends a connection of the subject, and when. Computed once for a snapshot, a graph and a subject. */
export function predictionFor(snapshot: Snapshot, graph: ConfigGraph, subject: Subject): Prediction {
  const known = predictions.get(snapshot) ?? new Map<string, Prediction>();
  predictions.set(snapshot, known);
  const target = subject.dialect === 'client' ? subject.target : subject.peer;
  const key = JSON.stringify([snapshot.graphs.indexOf(graph), target]);
  const before = known.get(key);
  if (before) return before;
  const prediction = compute(snapshot, graph, subject);
  known.set(key, prediction);
  return prediction;
}

function compute(snapshot: Snapshot, graph: ConfigGraph, subject: Subject): Prediction {
  const effective = effectiveFor(graph, subject);
  if (subject.dialect === 'server') {
    const { version } = snapshot;
    return predict({ server: effective, clientVersion: version, serverVersion: version, path: pathIdle(undefined) });
  }
  const server = pairedServer(snapshot, subject, effective);
  return predict({
    client: effective,
    ...(server ? { server } : {}),
    clientVersion: snapshot.version,
    serverVersion: server?.version ?? snapshot.version,
    path: pathOf(snapshot, subject.target.host),
  });
}

/** What the settings say lies before a host: the first pattern that fits it. */
function pathOf(snapshot: Snapshot, host: string) {
  for (const [pattern, path] of Object.entries(snapshot.settings.path)) {
    if (matchHostPatterns(host, pattern.split(/[\s,]+/))) {
      return pathIdle(path, { kind: 'setting', key: `sshTimeouts.path["${pattern}"]` });
    }
  }
  return pathIdle(undefined);
}
