import { describeKeepaliveTest, type KeepaliveDescription } from '../keepalive/describe.ts';
import { type KeepaliveMode, keepaliveModes, lostDirections, type PlanProblem } from '../keepalive/plan.ts';
import { effectiveFor } from '../resolve/effectiveFor.ts';
import { pathOfUri } from '../resolve/paths.ts';
import type { Snapshot } from '../snapshot.ts';

export interface KeepaliveQuestion {
  readonly host: string;
  readonly mode?: unknown;
  readonly seconds?: unknown;
  readonly lost?: unknown;
}

/**
 * What a live test of the host would start, for the user's consent; null where this machine's ssh would not read the
 * document. The configuration that ssh reads by itself goes before one that has to be named with `-F`.
 */
export function provideKeepalivePlan(
  snapshot: Snapshot,
  question: KeepaliveQuestion,
): KeepaliveDescription | { readonly problem: PlanProblem } | null {
  if (snapshot.dialect !== 'client' || !snapshot.canTestKeepalive) return null;
  const own = snapshot.graphs.find(({ roots }) => roots.every(({ role }) => role === 'user' || role === 'system'));
  const graph = own ?? snapshot.graphs[0];
  const [root] = graph.roots;
  if (!own && !root?.uri.startsWith('file:')) return null;
  const lost = lostDirections.find((known) => known === question.lost);
  return describeKeepaliveTest({
    host: question.host,
    graph,
    resolve: (target) => effectiveFor(graph, { dialect: 'client', kind: 'named', label: target.host, target }),
    mode: modeOf(question.mode),
    ...(own || !root ? {} : { file: pathOfUri(root.uri) }),
    ...(snapshot.versionSource === 'machine' ? { clientVersion: snapshot.version } : {}),
    ...(typeof question.seconds === 'number' ? { seconds: question.seconds } : {}),
    ...(lost === undefined ? {} : { lost }),
  });
}

function modeOf(mode: unknown): KeepaliveMode {
  return keepaliveModes.find((known) => known === mode) ?? 'quick';
}
