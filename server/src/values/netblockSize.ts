import { fault, type Parsed, parsed } from './parsed.ts';
import { scanNumbers } from './scanNumbers.ts';

/** How many leading bits of an address make one source; `ipv6` is undefined where only one number is given. */
export interface NetblockSize {
  readonly ipv4: number;
  readonly ipv6: number | undefined;
}

/** Reads `24` or `24:56`. Codes: `missing-argument`, `invalid-netblock-size`. */
export function readNetblockSize(text: string): Parsed<NetblockSize> {
  if (text === '') return fault('missing-argument');
  const [ipv4, ipv6] = scanNumbers(text, 2);
  if (ipv4 === undefined || ipv4 < 0 || ipv4 > 32) return fault('invalid-netblock-size');
  if (ipv6 !== undefined && (ipv6 < 0 || ipv6 > 128)) return fault('invalid-netblock-size');
  return parsed({ ipv4, ipv6 });
}
