import { fault, type Parsed, parsed } from './parsed.ts';

/**
 * Reads a file mode mask in octal, at most 0777; OpenSSH passes over what follows the digits.
 * Codes: `missing-argument`, `invalid-mask`.
 */
export function readOctalMode(text: string): Parsed<number> {
  if (text === '') return fault('missing-argument');
  const match = /^[ \t\n\v\f\r]*([+-]?)([0-7]+)/.exec(text);
  if (!match) return fault('invalid-mask');
  const mask = Number.parseInt(match[2] ?? '0', 8);
  if (mask > 0o777 || (match[1] === '-' && mask !== 0)) return fault('invalid-mask');
  return parsed(mask);
}

/** As OpenSSH prints it: `0177`. */
export function formatOctalMode(mask: number): string {
  return `0${mask.toString(8)}`;
}
