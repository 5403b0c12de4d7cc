import { expand } from '../../values/environment.ts';
import { formatIpAddress, inFamily, readIpAddress } from '../../values/ipAddress.ts';
import { asciiLower } from '../../values/patternList.ts';

/** The name that ssh will look up: HostName with `%h` filled in; undefined where it holds another token. */
export function substituteHost(hostName: string | undefined, host: string): string | undefined {
  if (hostName === undefined) return host;
  const name = expand(hostName, undefined, (letter) => (letter === 'h' ? host : undefined));
  return name.kind === 'text' ? name.text : undefined;
}

/** Names go on in lower case; addresses of the family that is asked for (`inet`, `inet6`, `any`) in their usual form. */
export function normaliseHost(name: string, family = 'any'): string {
  const read = name.includes('%') ? undefined : readIpAddress(name);
  // C reads hexadecimal parts of an address, too.
  if (!read && !isNumeric(name)) return asciiLower(name);
  const address = read && inFamily(read, family);
  const usual = address && formatIpAddress(address);
  return usual === undefined || asciiLower(usual) === asciiLower(name) ? name : usual;
}

/** Whether a text can only be an address and not a name. */
export function isNumeric(name: string): boolean {
  return /[%:]/.test(name) || /^[0-9.]*$/.test(name);
}
