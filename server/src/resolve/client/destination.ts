import { readJumpSpec } from '../../values/jumpSpec.ts';
import type { ClientTarget } from '../effectiveConfig.ts';

/** Takes `user@host` and `ssh://user@host:port` apart, as ssh does with its argument. */
export function splitDestination(host: string): Pick<ClientTarget, 'host' | 'user' | 'port'> {
  if (host.startsWith('ssh://')) {
    const hop = readJumpSpec(host);
    const only = hop.ok && hop.value.length === 1 ? hop.value[0] : undefined;
    if (!only) return { host };
    return only;
  }
  const at = host.lastIndexOf('@');
  return at < 1 ? { host } : { host: host.slice(at + 1), user: host.slice(0, at) };
}
