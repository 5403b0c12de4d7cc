import { expect, it } from 'vitest';
import { newestEntries } from '../../../server/src/files/newestEntries.ts';

it('keeps the entries that were used last, and no more of them than asked', () => {
  const entries = newestEntries<number>(2);
  entries.set('a', 1);
  entries.set('b', 2);
  expect(entries.get('a')).toBe(1);
  entries.set('c', 3);
  expect([entries.get('a'), entries.get('b'), entries.get('c')]).toEqual([1, undefined, 3]);
  entries.delete('a');
  expect(entries.get('a')).toBeUndefined();
});
