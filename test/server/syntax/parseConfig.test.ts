import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunksOf } from '../../../server/src/syntax/chunks.ts';
import type { Dialect, Grammar } from '../../../server/src/syntax/configFile.ts';
import { parseConfig, updateConfig } from '../../../server/src/syntax/parseConfig.ts';
import { parseAnyLine, parseLine } from '../../../server/src/syntax/parseLine.ts';

/** Draws a line: keyword, then the arguments as OpenSSH sees them between angle brackets. */
function drawn(text: string, dialect: Dialect = 'client', grammar: Grammar = 'argv'): string[] {
  return parseConfig(text, { dialect, grammar }).lines.map((line) => {
    if (line.kind !== 'directive') return line.kind;
    const args = line.args.map((word) => ` <${word.value}>`).join('');
    const comment = line.comment ? ` ${line.text.slice(line.comment.start, line.comment.end)}` : '';
    return `${line.keyword.value}${args}${comment}${line.problem ? ` !${line.problem}` : ''}`;
  });
}

/** Texts made of the characters that matter to the grammar. */
const configText = fc
  .array(
    fc.oneof(
      fc.constantFrom(' ', '\t', '\r', '\n', '\r\n', '\f', '\0', '"', "'", '\\', '#', '=', 'Host', 'Port 22\n', '\n\n'),
      fc.string({ maxLength: 6 }),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));
const dialects = fc.constantFrom<Dialect>('client', 'server');
const grammars = fc.constantFrom<Grammar>('argv', 'strdelim', 'strdelim-cut');

describe('a line since OpenSSH 8.7', () => {
  it('has a keyword and arguments, separated by blanks or one equals sign', () => {
    expect(drawn('Port 22')).toEqual(['Port <22>']);
    expect(drawn('  Port=22')).toEqual(['Port <22>']);
    expect(drawn('Port = 22')).toEqual(['Port <22>']);
    expect(drawn('Port == 5')).toEqual(['Port <=> <5>']);
    expect(drawn('"Port"5')).toEqual(['Port <5>']);
    expect(drawn('Port')).toEqual(['Port']);
  });

  it('joins quoted and bare parts into one argument and knows the escapes', () => {
    expect(drawn('X 1"5" "a b"c \'d"e\'')).toEqual(['X <15> <a bc> <d"e>']);
    expect(drawn(String.raw`X a\ b "\"" \n \\`)).toEqual([String.raw`X <a b> <"> <\n> <\>`]);
    expect(drawn('X ""')).toEqual(['X <>']);
  });

  it('ends at a hash that starts a word, and at no other', () => {
    expect(drawn('X a#b "#c" # rest')).toEqual(['X <a#b> <#c> # rest']);
    expect(drawn('# only')).toEqual(['comment']);
    expect(drawn('  # only')).toEqual(['comment']);
  });

  it('names a quote that is not closed and keeps the words before it', () => {
    expect(drawn('X a "b')).toEqual(['X <a> !invalid-quotes']);
  });

  it('skips a line whose keyword has an unclosed quote, as OpenSSH does', () => {
    expect(drawn('"Port 22')).toEqual(['blank']);
  });

  it('strips carriage returns and form feeds at the end only', () => {
    expect(drawn('Port 22\r\nPort 23 \f\n')).toEqual(['Port <22>', 'Port <23>']);
    expect(drawn('\fPort 22')).toEqual(['\fPort <22>']);
    expect(drawn('Port 2\r2')).toEqual(['Port <2\r2>']);
  });

  it('ends a client line at NUL and glues a server line to the next', () => {
    expect(drawn('Port 22\0 junk\nPort 23\n')).toEqual(['Port <22>', 'Port <23>']);
    expect(drawn('Port 22\0 junk\n  Port 23\n', 'server')).toEqual(['Port <22Port> <23>']);
  });
});

describe('a line up to OpenSSH 8.6', () => {
  it('knows double quotes only, which end the argument, and no escapes', () => {
    expect(drawn(`X 1"5"6 'a`, 'client', 'strdelim')).toEqual([`X <15> <6> <'a>`]);
  });

  it('takes an equals sign between any two arguments as a separator', () => {
    expect(drawn('X a=b = c', 'client', 'strdelim')).toEqual(['X <a> <b> <c>']);
  });

  it('has trailing comments in server files only, from the first hash on', () => {
    expect(drawn('X a # b', 'client', 'strdelim')).toEqual(['X <a> <#> <b>']);
    expect(drawn('X a#b', 'server', 'strdelim')).toEqual(['X <a> #b']);
  });

  it('has them in client files of 8.5 and 8.6 as well', () => {
    expect(drawn('X a#b "c # d', 'client', 'strdelim-cut')).toEqual(['X <a> #b "c # d']);
    expect(drawn('  # only', 'client', 'strdelim-cut')).toEqual(['comment']);
  });
});

describe('any text', () => {
  it('is kept byte for byte, and every span lies inside its line and shows its word', () => {
    fc.assert(
      fc.property(configText, dialects, grammars, (text, dialect, grammar) => {
        const file = parseConfig(text, { dialect, grammar });
        expect(file.lines.map((line) => line.text).join('')).toBe(text);
        for (const [index, line] of file.lines.entries()) {
          expect(text.startsWith(line.text, file.lineStarts[index])).toBe(true);
          if (line.kind !== 'directive') continue;
          for (const word of [line.keyword, ...line.args]) {
            expect(word.start).toBeLessThanOrEqual(word.end);
            expect(word.end).toBeLessThanOrEqual(line.text.length);
            const written = line.text.slice(word.start, word.end);
            if (!/["'\\\0]/.test(written)) expect(written).toBe(word.value);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is read alike by the quick way and by the whole grammar', () => {
    const line = fc.array(
      fc.constantFrom(' ', '\t', 'Port', '22', 'a-b.c', '=', '"', '#', '\\', '\r', '\f', "'", '*!?%{'),
    );
    fc.assert(
      fc.property(line, dialects, grammars, (parts, dialect, grammar) => {
        const text = `${parts.join('')}\n`;
        expect(parseLine(text, dialect, grammar)).toEqual(parseAnyLine(text, dialect, grammar));
      }),
      { numRuns: 3000 },
    );
  });

  it('parses the same after an edit as from scratch, and keeps the untouched line objects', () => {
    const edit = fc.tuple(configText, fc.nat(), fc.nat(30), configText, dialects, grammars);
    fc.assert(
      fc.property(edit, ([text, position, length, inserted, dialect, grammar]) => {
        const previous = parseConfig(text, { dialect, grammar });
        chunksOf(previous);
        const at = text.length === 0 ? 0 : position % text.length;
        const edited = text.slice(0, at) + inserted + text.slice(at + length);
        const updated = updateConfig(previous, edited);
        expect(updated).toEqual(parseConfig(edited, { dialect, grammar }));
        expect(chunksOf(updated).flatMap(({ lines }) => lines)).toEqual(updated.lines);
      }),
      { numRuns: 1000 },
    );
  });

  it('reuses every line but the edited one', () => {
    const text = Array.from({ length: 50 }, (_, i) => `Host h${i}\n  Port ${i}\n`).join('');
    const previous = parseConfig(text, { dialect: 'client', grammar: 'argv' });
    const updated = updateConfig(previous, text.replace('Port 25', 'Port 2525'));
    const fresh = updated.lines.filter((line, i) => line !== previous.lines[i]);
    expect(fresh.map((line) => line.text)).toEqual(['  Port 2525\n']);
  });

  it('keeps the chunks of lines that an edit does not touch, in a file of any size', () => {
    fc.assert(
      fc.property(fc.nat(700), fc.nat(699), fc.nat(200), fc.nat(200), (count, at, removed, added) => {
        const lines = Array.from({ length: count }, (_, i) => `Port ${i}\n`);
        const previous = parseConfig(lines.join(''), { dialect: 'client', grammar: 'argv' });
        const before = chunksOf(previous);
        lines.splice(at, removed, ...Array.from({ length: added }, (_, i) => `User u${i}\n`));
        const after = chunksOf(updateConfig(previous, lines.join('')));
        expect(after.flatMap((chunk) => chunk.lines.map(({ text }) => text))).toEqual(lines);
        const known = new Set(before);
        const fresh = after.filter((chunk) => !known.has(chunk));
        expect(fresh.flatMap((chunk) => chunk.lines).length).toBeLessThan(added + 3 * 96);
      }),
    );
  });
});

describe('lines that are written alike', () => {
  it('are one object, and lose nothing by it', () => {
    const text = 'Host a\n  Port 22\nHost b\n  Port 22\n';
    const { lines } = parseConfig(text, { dialect: 'client', grammar: 'argv' });
    expect(lines[3]).toBe(lines[1]);
    expect(lines.map((line) => line.text).join('')).toBe(text);
  });
});
