import { type IpAddress, readIpAddress } from './ipAddress.ts';
import { fault, type Parsed, parsed } from './parsed.ts';
import { matchPattern } from './patternList.ts';

/** A network: the address with all host bits zero, and how many bits count. */
export interface Network {
  readonly address: IpAddress;
  readonly bits: number;
}

/** One entry of an address list. What is no network is compared as a pattern with `*` and `?`. */
export interface AddressEntry {
  readonly negated: boolean;
  readonly text: string;
  readonly network?: Network;
}

/**
 * Reads a comma list of addresses, networks (`10.0.0.0/8`) and wildcards, each perhaps negated, as Match Address and
 * PerSourcePenaltyExemptList take it. Codes: `empty-address`, `host-bits-set` (also a mask longer than the address).
 */
export function readAddressList(text: string): Parsed<readonly AddressEntry[]> {
  const entries: AddressEntry[] = [];
  for (const item of text.split(',')) {
    const negated = item.startsWith('!');
    const pattern = negated ? item.slice(1) : item;
    if (pattern === '') return fault('empty-address');
    const network = readNetwork(pattern);
    if (network === 'inconsistent') return fault('host-bits-set');
    entries.push(network ? { negated, text: pattern, network } : { negated, text: pattern });
  }
  return parsed(entries);
}

/** An address or CIDR network; undefined where the text is neither, `inconsistent` where the mask does not fit. */
export function readNetwork(text: string): Network | 'inconsistent' | undefined {
  if (text.length >= 64) return undefined;
  const slash = text.indexOf('/');
  const mask = slash < 0 ? undefined : text.slice(slash + 1);
  if (mask !== undefined && (!/^\d+$/.test(mask) || Number(mask) > 128)) return undefined;
  const address = readIpAddress(slash < 0 ? text : text.slice(0, slash));
  if (!address) return undefined;
  const width = address.family === 4 ? 32 : 128;
  const bits = mask === undefined ? width : Number(mask);
  if (bits > width || !sameBits(address, masked(address, bits), width)) return 'inconsistent';
  return { address, bits };
}

/** Whether `address` (as text) is in the list: a negated entry that fits rules all others out. */
export function matchAddressList(
  address: string,
  entries: readonly AddressEntry[],
): 'matched' | 'negated' | 'unmatched' {
  const own = readIpAddress(address);
  if (!own) return 'unmatched';
  let matched = false;
  for (const { negated, text, network } of entries) {
    const fits = network ? isIn(own, network) : matchPattern(address, text);
    if (!fits) continue;
    if (negated) return 'negated';
    matched = true;
  }
  return matched ? 'matched' : 'unmatched';
}

function isIn(address: IpAddress, network: Network): boolean {
  return address.family === network.address.family && sameBits(address, network.address, network.bits);
}

function sameBits(a: IpAddress, b: IpAddress, bits: number): boolean {
  for (let i = 0; i * 8 < bits; i++) {
    const left = Math.min(8, bits - i * 8);
    const mask = (0xff << (8 - left)) & 0xff;
    if (((a.bytes[i] ?? 0) & mask) !== ((b.bytes[i] ?? 0) & mask)) return false;
  }
  return true;
}

function masked(address: IpAddress, bits: number): IpAddress {
  const bytes = address.bytes.map((byte, i) => byte & ((0xff << (8 - Math.max(0, Math.min(8, bits - i * 8)))) & 0xff));
  return { family: address.family, bytes };
}
