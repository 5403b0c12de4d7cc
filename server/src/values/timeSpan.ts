import { atLeast, type OpenSshVersion } from './openSshVersion.ts';
import { fault, type Parsed, parsed } from './parsed.ts';

const secondsPerUnit: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86400, w: 604800 };
const largestInt = 2147483647;

/**
 * Reads a time span such as `90`, `1h30m` in seconds, as OpenSSH of that version does.
 * Words like `none` are the business of each directive. Codes: `missing-time`, `invalid-time`.
 */
export function readTimeSpan(text: string, version: OpenSshVersion): Parsed<number> {
  if (text === '') return fault('missing-time');
  const seconds = atLeast(version, '10.3')
    ? decimalSpan(text)
    : atLeast(version, '9.8')
      ? digitSpan(text)
      : atLeast(version, '8.5')
        ? looseSpan(text)
        : wrappingSpan(text);
  return seconds === undefined ? fault('invalid-time') : parsed(seconds);
}

/**
 * The same with the fraction kept, which releases from 10.3 on use in PerSourcePenalties; older releases know no
 * fractions, so their whole seconds come back.
 */
export function readFractionalSpan(text: string, version: OpenSshVersion): Parsed<number> {
  if (!atLeast(version, '10.3')) return readTimeSpan(text, version);
  if (text === '') return fault('missing-time');
  const seconds = sumOfDecimals(text);
  return seconds === undefined ? fault('invalid-time') : parsed(seconds);
}

/** 10.3 on: a fraction is allowed in one part without a larger unit, and then cut off. */
function decimalSpan(text: string): number | undefined {
  const seconds = sumOfDecimals(text);
  return seconds === undefined || seconds > largestInt ? undefined : Math.trunc(seconds);
}

function sumOfDecimals(text: string): number | undefined {
  const part = /([0-9.]+)([smhdw]?)/iy;
  let total = 0;
  let secondsSeen = false;
  while (part.lastIndex < text.length) {
    const start = part.lastIndex;
    const match = part.exec(text);
    if (!match) return undefined;
    const number = match[1] ?? '';
    const unit = (match[2] ?? '').toLowerCase();
    if (unit === '' && start + number.length !== text.length) return undefined;
    if (!/^(?:\d+|\d*\.\d+)$/.test(number)) return undefined;
    if (unit === '' || unit === 's') {
      if (secondsSeen) return undefined;
      secondsSeen = true;
    } else if (number.includes('.')) {
      return undefined;
    }
    total += Number(number) * (secondsPerUnit[unit] ?? 1);
  }
  return Number.isFinite(total) ? total : undefined;
}

/** 9.8 to 10.2: digits and units only. */
function digitSpan(text: string): number | undefined {
  return /^(?:\d+[smhdw])*\d*$/i.test(text) ? looseSpan(text) : undefined;
}

/** 8.5 to 9.7: each part may start with blanks and a sign; a negative part is refused. */
function looseSpan(text: string): number | undefined {
  let total = 0;
  for (const [amount, factor] of looseParts(text) ?? [[-1n, 1]]) {
    if (amount < 0n || amount > BigInt(Math.trunc(largestInt / factor))) return undefined;
    total += Number(amount) * factor;
    if (total > largestInt) return undefined;
  }
  return total;
}

/** Up to 8.4: summed in 64 bits and then cut to 32, so that large spans turn up as other, even negative, numbers. */
function wrappingSpan(text: string): number | undefined {
  const largestLong = 9223372036854775807n;
  let total = 0n;
  for (const [amount, factor] of looseParts(text) ?? [[-1n, 1]]) {
    if (amount < 0n || amount >= largestLong / BigInt(factor)) return undefined;
    const part = amount * BigInt(factor);
    if (total >= largestLong - part) return undefined;
    total += part;
  }
  const seconds = Number(BigInt.asIntN(32, total));
  return seconds === -1 ? undefined : seconds;
}

function looseParts(text: string): [bigint, number][] | undefined {
  const part = /[ \t\n\v\f\r]*([+-]?)(\d+)([smhdw]?)/iy;
  const parts: [bigint, number][] = [];
  while (part.lastIndex < text.length) {
    const match = part.exec(text);
    if (!match) return undefined;
    const unit = (match[3] ?? '').toLowerCase();
    if (unit === '' && part.lastIndex !== text.length) return undefined;
    const amount = BigInt(match[2] ?? '0');
    parts.push([match[1] === '-' ? -amount : amount, secondsPerUnit[unit] ?? 1]);
  }
  return parts;
}
