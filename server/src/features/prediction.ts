import { jumpChain } from '../resolve/client/jumpChain.ts';
import type { ConfigGraph } from '../resolve/configGraph.ts';
import { effectiveFor } from '../resolve/effectiveFor.ts';
import type { Subject } from '../resolve/subjects.ts';
import type { Snapshot } from '../snapshot.ts';
import { type PredictInput, type Prediction, predict } from '../timeouts/model.ts';
import { matchHostPatterns } from '../values/patternList.ts';
import { measuredPath, measuredServer } from './measured.ts';
import { pairedServer } from './pairedServer.ts';

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
  return predict(predictionInput(snapshot, graph, subject));
}

/** What is known of the two ends and the path of a connection. */
export function predictionInput(snapshot: Snapshot, graph: ConfigGraph, subject: Subject): PredictInput {
  const effective = effectiveFor(graph, subject);
  const { version } = graph;
  if (subject.dialect === 'server') {
    return { server: effective, clientVersion: snapshot.version, serverVersion: version };
  }
  const server = pairedServer(snapshot, subject, effective);
  const measured = server ? {} : measuredServer(snapshot, subject.target.host);
  return {
    client: effective,
    ...(server ? { server } : {}),
    clientVersion: version,
    serverVersion: server?.version ?? snapshot.version,
    ...measured,
    ...pathOf(snapshot, subject.target.host),
    hops: jumpChain(graph, effective),
  };
}

/** What the settings say lies before a host: the first pattern that fits it. */
function pathOf(snapshot: Snapshot, host: string): Pick<PredictInput, 'path' | 'pathBecause'> {
  for (const [pattern, path] of Object.entries(snapshot.settings.path)) {
    if (matchHostPatterns(host, pattern.split(/[\s,]+/))) {
      return { path, pathBecause: { kind: 'setting', key: `sshTimeouts.path["${pattern}"]` } };
    }
  }
  return measuredPath(snapshot, host);
}
