/** A numeric address: 4 or 16 bytes. `zone` is the part after `%` of a link-local IPv6 address. */
export interface IpAddress {
  readonly family: 4 | 6;
  readonly bytes: readonly number[];
  readonly zone?: string;
}

/** Reads an IPv4 address (also the short forms `127.1` and `0x7f.1` of inet_aton) or an IPv6 one. */
export function readIpAddress(text: string): IpAddress | undefined {
  return text.includes(':') ? readIpv6(text) : readIpv4(text);
}

function readIpv4(text: string): IpAddress | undefined {
  const parts = text.split('.');
  if (parts.length > 4) return undefined;
  const numbers: number[] = [];
  for (const part of parts) {
    const number = readCNumber(part);
    if (number === undefined) return undefined;
    numbers.push(number);
  }
  // The last part fills all bytes that are left.
  const last = numbers.pop() ?? 0;
  const free = 4 - numbers.length;
  if (last >= 256 ** free || numbers.some((number) => number > 255)) return undefined;
  const tail = Array.from({ length: free }, (_, i) => Math.floor(last / 256 ** (free - 1 - i)) % 256);
  return { family: 4, bytes: [...numbers, ...tail] };
}

/** Decimal, octal (`010`) or hexadecimal (`0x10`), as C reads it. */
function readCNumber(text: string): number | undefined {
  if (/^0x[0-9a-f]+$/i.test(text)) return Number.parseInt(text.slice(2), 16);
  if (/^0[0-7]*$/.test(text)) return Number.parseInt(text, 8);
  return /^[1-9]\d*$/.test(text) ? Number(text) : undefined;
}

function readIpv6(text: string): IpAddress | undefined {
  const percent = text.indexOf('%');
  const address = percent < 0 ? text : text.slice(0, percent);
  const zone = percent < 0 ? undefined : text.slice(percent + 1);
  if (zone === '') return undefined;
  const halves = address.split('::');
  if (halves.length > 2) return undefined;
  const head = readGroups(halves[0] ?? '', halves.length === 1);
  const tail = halves.length === 2 ? readGroups(halves[1] ?? '', true) : [];
  if (!head || !tail) return undefined;
  const missing = 16 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 2) return undefined;
  const bytes = [...head, ...Array<number>(missing).fill(0), ...tail];
  return zone === undefined ? { family: 6, bytes } : { family: 6, bytes, zone };
}

/** The bytes of colon-separated groups; the last one may be a dotted IPv4 address. */
function readGroups(text: string, dottedEnd: boolean): number[] | undefined {
  if (text === '') return [];
  const bytes: number[] = [];
  const groups = text.split(':');
  for (const [i, group] of groups.entries()) {
    if (dottedEnd && i === groups.length - 1 && group.includes('.')) {
      if (!/^(?:\d{1,3}\.){3}\d{1,3}$/.test(group)) return undefined;
      const quad = group.split('.').map(Number);
      if (quad.some((number) => number > 255)) return undefined;
      bytes.push(...quad);
    } else {
      if (!/^[0-9a-f]{1,4}$/i.test(group)) return undefined;
      const number = Number.parseInt(group, 16);
      bytes.push(number >> 8, number & 255);
    }
  }
  return bytes;
}

/** The canonical form: dotted decimal, or lower-case hexadecimal with the longest run of zero groups as `::`. */
export function formatIpAddress(address: IpAddress): string {
  if (address.family === 4) return address.bytes.join('.');
  const { bytes } = address;
  const groups = Array.from({ length: 8 }, (_, i) => (bytes[2 * i] ?? 0) * 256 + (bytes[2 * i + 1] ?? 0));
  const zone = address.zone === undefined ? '' : `%${address.zone}`;
  const run = longestZeroRun(groups);
  const dotted = bytes.slice(12).join('.');
  const zerosUpTo = run?.start === 0 ? run.length : 0;
  if (zerosUpTo === 6) return `::${dotted}${zone}`;
  if (zerosUpTo === 5 && groups[5] === 0xffff) return `::ffff:${dotted}${zone}`;
  const hex = groups.map((group) => group.toString(16));
  if (!run) return `${hex.join(':')}${zone}`;
  return `${hex.slice(0, run.start).join(':')}::${hex.slice(run.start + run.length).join(':')}${zone}`;
}

function longestZeroRun(groups: readonly number[]): { start: number; length: number } | undefined {
  let best: { start: number; length: number } | undefined;
  for (let start = 0; start < groups.length; start++) {
    let length = 0;
    while (groups[start + length] === 0) length += 1;
    if (length > 1 && length > (best?.length ?? 1)) best = { start, length };
    start += length;
  }
  return best;
}

/**
 * The address as a program gets it that asks for one family (`inet`, `inet6` or `any`): an IPv4 address in the dress of
 * IPv6 (`::ffff:192.0.2.1`) is one of both. Undefined for one of the other family.
 */
export function inFamily(address: IpAddress, family: string): IpAddress | undefined {
  if (family === 'any' || (family === 'inet') === (address.family === 4)) return address;
  const { bytes } = address;
  const mapped = address.family === 6 && bytes.every((byte, at) => at >= 12 || byte === (at < 10 ? 0 : 0xff));
  return mapped ? { family: 4, bytes: bytes.slice(12) } : undefined;
}
