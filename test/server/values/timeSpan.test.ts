import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type OpenSshVersion, parseVersion } from '../../../server/src/values/openSshVersion.ts';
import { readFractionalSpan, readTimeSpan } from '../../../server/src/values/timeSpan.ts';
import golden from '../../conformance/golden/timeValues.json' with { type: 'json' };

const version = (text: string): OpenSshVersion => parseVersion(text.replace('deb', '-debian')) as OpenSshVersion;
const newest = version('10.5');

describe('a time span', () => {
  // Words and what the line splitter does are other parts' business.
  const bare = golden.filter(({ value }) => !/none|#/i.test(value));
  for (const { value, client } of bare) {
    const text = value.replaceAll('"', '');
    if (/ /.test(value) && !value.includes('"')) continue;
    test(`${JSON.stringify(value)} is read as each release reads it`, () => {
      for (const [release, expected] of Object.entries(client)) {
        const span = readTimeSpan(text, version(release));
        expect(`${release}: ${span.ok ? span.value : 'ERR'}`).toBe(`${release}: ${expected.replace(/^ERR.*/s, 'ERR')}`);
      }
    });
  }

  test('spans with blanks inside quotes were read up to 9.7', () => {
    expect(readTimeSpan('1h 30m', version('9.7'))).toEqual({ ok: true, value: 5400 });
    expect(readTimeSpan('1h 30m', version('9.8'))).toEqual({ ok: false, code: 'invalid-time' });
    expect(readTimeSpan('+5', version('9.7'))).toEqual({ ok: true, value: 5 });
  });

  test('fractions of a second count from 10.3 on, and are cut off', () => {
    const read = (text: string) => readTimeSpan(text, newest);
    expect(read('.5')).toEqual({ ok: true, value: 0 });
    expect(read('1m1.9')).toEqual({ ok: true, value: 61 });
    for (const text of ['1.', '.', '1..5', '1.5m', '0x10', '1e3', '5s5']) expect(read(text).ok, text).toBe(false);
    expect(readFractionalSpan('0.5', newest)).toEqual({ ok: true, value: 0.5 });
    expect(readFractionalSpan('0.5', version('10.2')).ok).toBe(false);
  });

  test('the largest span is 2147483647 seconds', () => {
    for (const release of ['8.5', '9.7', '9.8', '10.3']) {
      expect(readTimeSpan('2147483647', version(release)).ok).toBe(true);
      expect(readTimeSpan('2147483648', version(release)).ok).toBe(false);
      expect(readTimeSpan('3550w', version(release)).ok).toBe(true);
      expect(readTimeSpan('3551w', version(release)).ok).toBe(false);
    }
  });

  test('portable spans mean the same in every release', () => {
    const part = fc.tuple(fc.nat(999), fc.constantFrom('m', 'h', 'd', 'M', 'H'));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 3 }), fc.nat(999), (parts, seconds) => {
        const text = parts.map(([amount, unit]) => `${amount}${unit}`).join('') + seconds;
        const results = ['8.4', '8.9', '9.2', '9.8', '10.5'].map((release) => readTimeSpan(text, version(release)));
        expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
        const factor = { m: 60, h: 3600, d: 86400 } as Record<string, number>;
        const sum = parts.reduce((total, [n, unit]) => total + n * (factor[unit.toLowerCase()] ?? 0), seconds);
        expect(results[0]).toEqual({ ok: true, value: sum });
      }),
    );
  });

  test('nothing makes the reader throw', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readTimeSpan(text, newest)));
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readTimeSpan(text, version('8.4'))));
  });
});
