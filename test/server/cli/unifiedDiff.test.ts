import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedRuns } from '../../../server/src/cli/changedRuns.ts';
import { unifiedDiff } from '../../../server/src/cli/unifiedDiff.ts';

const lines = (...words: string[]) => words.map((word) => `${word}\n`).join('');

describe('the unified diff', () => {
  it('shows each change with three lines around it', () => {
    const before = lines('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l');
    const after = lines('a', 'B', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'l');
    expect(unifiedDiff('file', before, after)).toBe(
      ['--- file\n+++ file', '@@ -1,5 +1,5 @@\n a\n-b\n+B\n c\n d\n e', '@@ -8,5 +8,4 @@\n h\n i\n j\n-k\n l\n'].join(
        '\n',
      ),
    );
  });

  it('says where the last line has no end', () => {
    expect(unifiedDiff('f', 'a\nb', 'a\nc\n')).toBe(
      '--- f\n+++ f\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n',
    );
  });

  it('is empty where nothing changed', () => expect(unifiedDiff('f', 'a\n', 'a\n')).toBe(''));

  const word = fc.constantFrom('a', 'b', 'c', 'd');
  it('finds changes that turn the one list into the other', () => {
    fc.assert(
      fc.property(fc.array(word), fc.array(word), (old, now) => {
        const made: string[] = [];
        let at = 0;
        for (const { oldStart, oldEnd, newStart, newEnd } of changedRuns(old, now)) {
          made.push(...old.slice(at, oldStart), ...now.slice(newStart, newEnd));
          at = oldEnd;
        }
        expect([...made, ...old.slice(at)]).toEqual(now);
      }),
      { numRuns: 500 },
    );
  });

  it('is taken by git apply', () => {
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'ssh-timeouts-diff-'));
    const apply = fc.property(fc.array(word, { minLength: 1 }), fc.array(word, { minLength: 1 }), (old, now) => {
      const [before, after] = [lines(...old), lines(...now)];
      if (before === after) return;
      fs.writeFileSync(path.join(dir, 'file'), before);
      execFileSync('git', ['apply', '-p0', '-'], { cwd: dir, input: unifiedDiff('file', before, after) });
      expect(fs.readFileSync(path.join(dir, 'file'), 'utf8')).toBe(after);
    });
    try {
      fc.assert(apply, { numRuns: 25 });
    } finally {
      fs.rmSync(dir, { recursive: true, force: true });
    }
  });
});
