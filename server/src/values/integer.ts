import { fault, type Parsed, parsed } from './parsed.ts';

export const largestInteger = 2147483647;

/**
 * Reads a decimal number in a range; leading blanks and a sign are allowed, as OpenSSH allows them inside quotes.
 * Codes: `integer-missing`, `integer-invalid`, `integer-too-small`, `integer-too-large`.
 */
export function readInteger(text: string, least = 0, most = largestInteger): Parsed<number> {
  if (text === '') return fault('integer-missing');
  const match = /^[ \t\n\v\f\r]*([+-]?)(\d+)$/.exec(text);
  if (!match) return fault('integer-invalid');
  const magnitude = Number(match[2]);
  // A minus before zero must not become the number -0.
  const value = match[1] === '-' && magnitude !== 0 ? -magnitude : magnitude;
  if (value < least) return fault('integer-too-small');
  if (value > most) return fault('integer-too-large');
  return parsed(value);
}
