import { readByteSize } from './byteSize.ts';
import type { OpenSshVersion } from './openSshVersion.ts';
import { fault, type Parsed, parsed } from './parsed.ts';
import { readTimeSpan } from './timeSpan.ts';

/**
 * The first argument of RekeyLimit in bytes; 0 leaves it to the cipher.
 * Codes: `missing-argument`, `invalid-number`, `number-out-of-range`, `rekey-limit-too-small`.
 */
export function readRekeyBytes(text: string): Parsed<bigint> {
  if (text === '') return fault('missing-argument');
  if (text === 'default') return parsed(0n);
  const bytes = readByteSize(text);
  return bytes.ok && bytes.value !== 0n && bytes.value < 16n ? fault('rekey-limit-too-small') : bytes;
}

/** The second argument in seconds; `none` leaves it unset. Codes: `missing-time`, `invalid-time`. */
export function readRekeySeconds(text: string, version: OpenSshVersion): Parsed<number | 'unset'> {
  return text === 'none' ? parsed('unset') : readTimeSpan(text, version);
}
