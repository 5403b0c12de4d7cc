import type { ConfigGraph } from '../resolve/configGraph.ts';
import type { ClientTarget, EffectiveConfig } from '../resolve/effectiveConfig.ts';
import { effectiveFor } from '../resolve/effectiveFor.ts';
import { readJumpSpec } from '../values/jumpSpec.ts';

/** One machine on the way to a host. */
export interface Station {
  /** As the configuration or the user calls it. */
  readonly name: string;
  /** Where ssh connects to. */
  readonly hostName: string;
  readonly port: string;
  readonly user: string | undefined;
}

/** The way to a host, the host itself last; `loops` where a machine would be jumped through to reach itself. */
export interface Route {
  readonly stations: readonly Station[];
  readonly loops: boolean;
}

/** More machines than this are no way that anybody goes. */
const mostStations = 16;

/**
 * Follows ProxyJump as ssh does: the first host of a chain is reached as its own settings say, each further one
 * through the host before it, whatever its own ProxyJump.
 */
export function jumpRoute(graph: ConfigGraph, target: ClientTarget, seen: readonly string[] = []): Route {
  const effective = effectiveFor(graph, { dialect: 'client', kind: 'named', label: target.host, target });
  const own = station(target, effective);
  const jump = effective.values.get('proxyjump')?.[0];
  const chain = jump && jump.certainty === 'certain' ? readJumpSpec(jump.value) : undefined;
  const [first, ...further] = chain?.ok && jump?.value !== 'none' ? chain.value : [];
  if (!first) return { stations: [own], loops: false };
  if (seen.length >= mostStations || seen.includes(first.host) || first.host === target.host) {
    return { stations: [own], loops: true };
  }
  const before = jumpRoute(graph, targetOf(first), [...seen, target.host]);
  const between = further.map((hop) => {
    const next = targetOf(hop);
    return station(next, effectiveFor(graph, { dialect: 'client', kind: 'named', label: next.host, target: next }));
  });
  return { stations: [...before.stations, ...between, own], loops: before.loops };
}

function targetOf({ host, user, port }: { host: string; user?: string; port?: number }): ClientTarget {
  return { host, ...(user === undefined ? {} : { user }), ...(port === undefined ? {} : { port }) };
}

function station({ host }: ClientTarget, { values }: EffectiveConfig): Station {
  const user = values.get('user')?.[0];
  return {
    name: host,
    hostName: values.get('hostname')?.[0]?.value ?? host,
    port: values.get('port')?.[0]?.value ?? '22',
    // Nobody's name is worth showing that only this machine's account supplies.
    user: user?.from.kind === 'default' ? undefined : user?.value,
  };
}
