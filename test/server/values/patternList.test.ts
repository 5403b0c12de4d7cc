import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  matchHostName,
  matchHostPatterns,
  matchPattern,
  matchPatternList,
} from '../../../server/src/values/patternList.ts';

const asRegExp = (pattern: string) =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.')}$`,
    's',
  );

describe('patterns', () => {
  test('agree with the regular expression they stand for', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 12 });
    const patterns = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*', '?'), maxLength: 8 });
    fc.assert(
      fc.property(letters, patterns, (text, pattern) => {
        expect(matchPattern(text, pattern)).toBe(asRegExp(pattern).test(text));
      }),
    );
  });

  test('a question mark stands for one byte', () => {
    expect(matchPattern('jos\u00e9', 'jos?')).toBe(false);
    expect(matchPattern('jos\u00e9', 'jos??')).toBe(true);
  });

  test('brackets are ordinary characters', () => {
    expect(matchPattern('host', '[h]ost')).toBe(false);
  });

  test('many stars do not take long', () => {
    expect(matchPattern('a'.repeat(5000), `${'*a'.repeat(200)}b`)).toBe(false);
  });
});

describe('comma lists', () => {
  test('a negated match beats all others, wherever it stands', () => {
    expect(matchPatternList('host', '*,!host')).toBe('negated');
    expect(matchPatternList('host', '!host,*')).toBe('negated');
    expect(matchPatternList('host', '!other,*')).toBe('matched');
    expect(matchPatternList('host', '!other')).toBe('unmatched');
  });

  test('an empty entry matches the empty text, except at the end', () => {
    expect(matchPatternList('', '')).toBe('unmatched');
    expect(matchPatternList('', ',a')).toBe('matched');
    expect(matchPatternList('', 'a,')).toBe('unmatched');
  });

  test('host names are compared whatever the case', () => {
    expect(matchHostName('HOST', 'hOst')).toBe(true);
  });
});

describe('patterns of a Host line', () => {
  test.each([
    [['a', 'host'], true],
    [['*', '!host'], false],
    [['!host', '*'], false],
    [['!x'], false],
    [['HOST'], false],
    [['a,host'], false],
    [['h?st'], true],
  ])('%j', (patterns, expected) => {
    expect(matchHostPatterns('host', patterns)).toBe(expected);
  });
});
