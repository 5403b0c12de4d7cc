import { formatIpAddress, inFamily, readIpAddress } from '../../values/ipAddress.ts';
import { readListenAddress } from '../../values/listenAddress.ts';
import type { OpenSshVersion } from '../../values/openSshVersion.ts';
import type { Provenance } from '../effectiveConfig.ts';
import type { ServerState } from './serverState.ts';

interface Printed {
  readonly value: string;
  readonly from: Provenance;
}

/**
 * Where the server listens, as it is printed: addresses without a port once for each Port, grouped by routing domain.
 * A host name stays a name: only the server's machine can look it up.
 */
export function printListenAddresses(state: ServerState, version: OpenSshVersion): readonly Printed[] {
  const ports = (state.get('Port')?.held ?? []).map(({ value }) => value);
  const everyPort = ports.length > 0 ? ports : ['22'];
  const family = state.get('AddressFamily')?.held[0]?.value ?? 'any';
  const held = state.get('ListenAddress')?.held ?? [];
  if (held.length === 0) {
    const from: Provenance = { kind: 'default', version };
    const wildcards = ['[::]', '0.0.0.0'].filter((_, i) => family === 'any' || (family === 'inet6') === (i === 0));
    return everyPort.flatMap((port) => wildcards.map((address) => ({ value: `${address}:${port}`, from })));
  }
  const byDomain = new Map<string, Printed[]>();
  for (const { value, from } of held) {
    const [address = '', , domain] = value.split(' ');
    const spec = readListenAddress(address);
    if (!spec.ok) continue;
    const { host, port } = spec.value;
    const suffix = domain === undefined ? '' : ` rdomain ${domain}`;
    const group = byDomain.get(suffix) ?? [];
    byDomain.set(suffix, group);
    for (const each of port === undefined ? everyPort : [String(port)]) {
      group.push({ value: `${printedHost(host, family)}:${each}${suffix}`, from });
    }
  }
  return [...byDomain.values()].flat();
}

function printedHost(host: string, family: string): string {
  const read = readIpAddress(host);
  const address = read && (inFamily(read, family) ?? read);
  if (!address) return host;
  return address.family === 6 ? `[${formatIpAddress(address)}]` : formatIpAddress(address);
}
