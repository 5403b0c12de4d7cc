import { describe, expect, test } from 'vitest';
import { readByteSize } from '../../../server/src/values/byteSize.ts';
import { readInteger } from '../../../server/src/values/integer.ts';
import { formatOctalMode, readOctalMode } from '../../../server/src/values/octalMode.ts';
import type { Parsed } from '../../../server/src/values/parsed.ts';
import { readPort } from '../../../server/src/values/port.ts';
import { readRekeyBytes } from '../../../server/src/values/rekeyLimit.ts';

const shown = (outcome: Parsed<unknown>) => (outcome.ok ? String(outcome.value) : outcome.code);

describe('integers', () => {
  test.each([
    ['3', '3'],
    [' 3', '3'],
    ['+3', '3'],
    ['-0', '0'],
    ['007', '7'],
    ['', 'integer-missing'],
    ['0x3', 'integer-invalid'],
    ['3 ', 'integer-invalid'],
    ['none', 'integer-invalid'],
    ['-1', 'integer-too-small'],
    ['2147483647', '2147483647'],
    ['2147483648', 'integer-too-large'],
    ['99999999999999999999999', 'integer-too-large'],
  ])('%j is %s', (text, expected) => {
    expect(shown(readInteger(text))).toBe(expected);
  });
});

describe('sizes in bytes', () => {
  test.each([
    ['512M', '536870912'],
    ['1.5G', '1610612736'],
    ['1g', '1073741824'],
    ['1.9', '1'],
    ['1T', '1099511627776'],
    ['7E', '8070450532247928832'],
    ['8E', 'number-out-of-range'],
    ['99999999999G', 'number-out-of-range'],
    ['9223372036854775808', 'number-out-of-range'],
    ['-1', '-1'],
    ['-1K', '-1024'],
    ['1GB', 'invalid-number'],
    ['1..5G', 'invalid-number'],
    ['none', 'invalid-number'],
    ['K', '0'],
    ['+-1', 'invalid-number'],
  ])('%j is %s', (text, expected) => {
    expect(shown(readByteSize(text))).toBe(expected);
  });

  test.each([
    ['default', '0'],
    ['0', '0'],
    ['15', 'rekey-limit-too-small'],
    ['16', '16'],
    ['-1', 'rekey-limit-too-small'],
    ['', 'missing-argument'],
  ])('RekeyLimit %j is %s', (text, expected) => {
    expect(shown(readRekeyBytes(text))).toBe(expected);
  });
});

describe('masks', () => {
  test.each([
    ['0111', '0111'],
    ['7', '07'],
    ['0', '00'],
    ['0777', '0777'],
    ['1000', 'invalid-mask'],
    ['8', 'invalid-mask'],
    ['078', '07'],
    ['', 'missing-argument'],
  ])('%j is %s', (text, expected) => {
    const mask = readOctalMode(text);
    expect(mask.ok ? formatOctalMode(mask.value) : mask.code).toBe(expected);
  });
});

test('ports are numbers up to 65535 or names of services', () => {
  expect(['22', '0', '65535', 'http', '65536', '-1', 'nothing', ''].map(readPort)).toEqual([
    22,
    0,
    65535,
    80,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
