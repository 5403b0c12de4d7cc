import { readJumpSpec } from '../../values/jumpSpec.ts';
import type { ConfigGraph } from '../configGraph.ts';
import type { ClientTarget, EffectiveConfig } from '../effectiveConfig.ts';
import { effectiveFor } from '../effectiveFor.ts';

/** One machine to jump through, with the settings of the ssh that connects to it. */
export interface JumpHost {
  readonly host: string;
  readonly client: EffectiveConfig;
}

/** More machines than this are no way that anybody goes. */
const mostHops = 16;

/**
 * The machines between the client and its target, nearest first. As ssh follows ProxyJump: the first host of a chain is
 * reached as its own settings say, each further one through the host before it, whatever its own ProxyJump. A way that
 * comes back to a host it has passed ends there.
 */
export function jumpChain(graph: ConfigGraph, client: EffectiveConfig, passed: readonly string[] = []): JumpHost[] {
  const jump = client.values.get('proxyjump')?.[0]?.value;
  if (jump === undefined || jump === 'none' || jump === '') return [];
  const spec = readJumpSpec(jump);
  if (!spec.ok) return [];
  const chain = spec.value.map(({ host, user, port }): JumpHost => {
    const target: ClientTarget = {
      host,
      ...(user === undefined ? {} : { user }),
      ...(port === undefined ? {} : { port }),
    };
    return { host, client: effectiveFor(graph, { dialect: 'client', kind: 'named', label: host, target }) };
  });
  const [first] = chain;
  if (!first || passed.includes(first.host) || passed.length >= mostHops) return [];
  return [...jumpChain(graph, first.client, [...passed, first.host]), ...chain];
}
