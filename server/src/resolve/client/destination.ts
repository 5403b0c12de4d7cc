import { readJumpSpec } from '../../values/jumpSpec.ts';
import type { ClientTarget } from '../effectiveConfig.ts';

/** Takes `user@host` and `ssh://user@host:port` apart, as ssh does with its argument. Flags go before. */
export function splitDestination(target: ClientTarget): ClientTarget {
  const { host } = target;
  if (host.startsWith('ssh://')) {
    const hop = readJumpSpec(host);
    const only = hop.ok && hop.value.length === 1 ? hop.value[0] : undefined;
    if (!only) return target;
    return {
      ...target,
      host: only.host,
      ...(target.user === undefined && only.user !== undefined ? { user: only.user } : {}),
      ...(target.port === undefined && only.port !== undefined ? { port: only.port } : {}),
    };
  }
  const at = host.lastIndexOf('@');
  if (at < 1) return target;
  return { ...target, host: host.slice(at + 1), user: target.user ?? host.slice(0, at) };
}
