import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseConfig, updateConfig } from '../../server/src/syntax/parseConfig.ts';

const runs = Number(process.env['SOAK_RUNS'] ?? 200_000);

/** Text made of what the parser has to take apart, with any other character now and then. */
const configText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'Host ',
        'Match ',
        'Include ',
        'Port=',
        '"',
        "'",
        '\\',
        '#',
        '\n',
        '\r\n',
        '\t',
        ' ',
        '\0',
        '\f',
        '=',
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

const options = fc.record({
  dialect: fc.constantFrom('client' as const, 'server' as const),
  grammar: fc.constantFrom('argv' as const, 'strdelim' as const, 'strdelim-cut' as const),
});

it('the parser loses nothing of any text', { timeout: 3_600_000 }, () => {
  fc.assert(
    fc.property(configText, options, (text, how) => {
      const file = parseConfig(text, how);
      expect(file.lines.map((line) => line.text).join('')).toBe(text);
    }),
    { numRuns: runs },
  );
});

it('parsing again after an edit equals parsing afresh', { timeout: 3_600_000 }, () => {
  fc.assert(
    fc.property(configText, configText, options, (before, after, how) => {
      expect(updateConfig(parseConfig(before, how), after)).toEqual(parseConfig(after, how));
    }),
    { numRuns: runs },
  );
});
