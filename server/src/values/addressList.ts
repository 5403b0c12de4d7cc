/** An IP address as a number with its family. */
export interface Address {
  readonly family: 4 | 6;
  readonly value: bigint;
}

export interface Network extends Address {
  readonly prefix: number;
}

/** Reads an IPv4 or IPv6 address; a zone (`%eth0`) is dropped. */
export function readAddress(text: string): Address | undefined {
  if (text.includes(':')) return readIpv6(text.replace(/%.*$/s, ''));
  const value = readIpv4(text);
  return value === undefined ? undefined : { family: 4, value };
}

function readIpv4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let value = 0n;
  for (const part of parts) {
    if (!/^\d{1,3}$/.test(part) || (part.length > 1 && part.startsWith('0')) || Number(part) > 255) return undefined;
    value = (value << 8n) | BigInt(part);
  }
  return value;
}

function readIpv6(text: string): Address | undefined {
  let source = text;
  const lastColon = source.lastIndexOf(':');
  if (source.includes('.')) {
    const tail = readIpv4(source.slice(lastColon + 1));
    if (tail === undefined) return undefined;
    source = `${source.slice(0, lastColon + 1)}${(tail >> 16n).toString(16)}:${(tail & 0xffffn).toString(16)}`;
  }
  const halves = source.split('::');
  if (halves.length > 2) return undefined;
  const groupsOf = (half: string): string[] => (half === '' ? [] : half.split(':'));
  const head = groupsOf(halves[0] ?? '');
  const tail = halves.length === 2 ? groupsOf(halves[1] ?? '') : [];
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  let value = 0n;
  for (const group of [...head, ...Array<string>(Math.max(missing, 0)).fill('0'), ...tail]) {
    if (!/^[0-9a-fA-F]{1,4}$/.test(group)) return undefined;
    value = (value << 16n) | BigInt(Number.parseInt(group, 16));
  }
  return { family: 6, value };
}

/** A network, or why the text is none: not an address, or a prefix too long or not covering the host bits. */
export type NetworkOutcome = Network | 'no-network' | 'bad-prefix';

/** Reads `address[/prefix]`. */
export function readNetwork(text: string): NetworkOutcome {
  const slash = text.indexOf('/');
  const address = readAddress(slash < 0 ? text : text.slice(0, slash));
  const prefixText = slash < 0 ? undefined : text.slice(slash + 1);
  if (text.length >= 64 || (prefixText !== undefined && !/^[ \t]*\+?\d{1,10}$/.test(prefixText))) return 'no-network';
  if (!address) return 'no-network';
  const bits = address.family === 4 ? 32 : 128;
  const prefix = prefixText === undefined ? bits : Number(prefixText);
  if (prefix > bits) return 'bad-prefix';
  const hostMask = (1n << BigInt(bits - prefix)) - 1n;
  return (address.value & hostMask) === 0n ? { ...address, prefix } : 'bad-prefix';
}

/** Whether an address lies in a network. */
export function isInNetwork(address: Address, network: Network): boolean {
  if (address.family !== network.family) return false;
  const shift = BigInt((address.family === 4 ? 32 : 128) - network.prefix);
  return address.value >> shift === network.value >> shift;
}

/** The first entry at fault of a comma list of networks, as `Match localnetwork` takes it; undefined for a good list. */
export function faultInNetworkList(list: string): string | undefined {
  return list.split(',').find((entry) => {
    if (entry === '' || entry.length > 49 || !/^[0-9a-fA-F.:/]*$/.test(entry)) return true;
    return typeof readNetwork(entry) === 'string';
  });
}
