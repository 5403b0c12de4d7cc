import { fault, type Parsed, parsed } from './parsed.ts';

const units = 'BKMGTPE';
const largest = 9223372036854775807n;
const smallest = -9223372036854775808n;
/** Longer digit strings are refused outright. */
const mostDigits = 21;

/**
 * Reads a number of bytes with an optional unit, `1.5G`, in powers of 1024. A fraction without a unit is cut off.
 * Codes: `invalid-number` (not a size at all), `number-out-of-range`.
 */
export function readByteSize(text: string): Parsed<bigint> {
  const match = /^[ \t\n\v\f\r]*([+-]?)(\d*)(?:(\.)(\d*))?([\s\S]*)$/.exec(text);
  if (!match) return fault('invalid-number');
  const [, sign = '', digits = '', , fraction = '', rest = ''] = match;
  if (/^[+-]/.test(rest) || rest.startsWith('.')) return fault('invalid-number');
  if (digits.length >= mostDigits || BigInt(digits || '0') > largest) return fault('number-out-of-range');
  let whole = BigInt(digits || '0');
  if (sign === '-') whole = -whole;
  if (rest === '') return parsed(whole);
  const power = units.indexOf(rest.charAt(0).toUpperCase());
  if (power < 0 || /^.[0-9A-Za-z]/.test(rest)) return fault('invalid-number');
  const scale = 1024n ** BigInt(power);
  if (whole > largest / scale || whole < smallest / scale) return fault('number-out-of-range');
  whole *= scale;
  const kept = fraction.slice(0, mostDigits - 2);
  const part = kept === '' ? 0n : (BigInt(kept) * scale) / 10n ** BigInt(kept.length);
  return parsed(sign === '-' ? whole - part : whole + part);
}
