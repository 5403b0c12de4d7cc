import { readJumpSpec } from '../../values/jumpSpec.ts';
import { readSshCommand } from '../../values/sshCommand.ts';
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
 * comes back to a host it has passed ends there. A ProxyCommand that is a plain ssh is a jump like any other.
 */
export function jumpChain(graph: ConfigGraph, client: EffectiveConfig, passed: readonly string[] = []): JumpHost[] {
  const chain = overJump(graph, client) ?? overCommand(graph, client) ?? [];
  const [first] = chain;
  if (!first || passed.includes(first.host) || passed.length >= mostHops) return [];
  return [...jumpChain(graph, first.client, [...passed, first.host]), ...chain];
}

function overJump(graph: ConfigGraph, client: EffectiveConfig): JumpHost[] | undefined {
  const jump = setting(client, 'proxyjump');
  const spec = jump === undefined ? undefined : readJumpSpec(jump);
  if (!spec?.ok) return undefined;
  return spec.value.map(({ host, user, port }) => {
    const target: ClientTarget = {
      host,
      ...(user === undefined ? {} : { user }),
      ...(port === undefined ? {} : { port }),
    };
    return reached(graph, target);
  });
}

/** That ssh is started without `-F`: it reads the user's own files, and of a file that was given it knows nothing. */
function overCommand(graph: ConfigGraph, client: EffectiveConfig): JumpHost[] | undefined {
  const command = setting(client, 'proxycommand');
  const target = command === undefined ? undefined : readSshCommand(command);
  if (!target) return undefined;
  return graph.roots.some(({ role }) => role === 'given') ? undefined : [reached(graph, target)];
}

function reached(graph: ConfigGraph, target: ClientTarget): JumpHost {
  return {
    host: target.host,
    client: effectiveFor(graph, { dialect: 'client', kind: 'named', label: target.host, target }),
  };
}

function setting(client: EffectiveConfig, keyword: string): string | undefined {
  const value = client.values.get(keyword)?.[0]?.value;
  return value === 'none' || value === '' ? undefined : value;
}
