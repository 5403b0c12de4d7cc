import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { offsetAt, positionAt } from '../../../server/src/features/ranges.ts';
import { parseConfig, updateConfig } from '../../../server/src/syntax/parseConfig.ts';

const parts = fc.array(fc.constantFrom('Port 22', '\n', '\r\n', '\r', '\0', ' ', '# x', 'Host a'), { maxLength: 30 });
const dialects = fc.constantFrom('client', 'server');

describe('positions', () => {
  it('are those of the protocol, whatever ends the lines, also after an edit', () => {
    fc.assert(
      fc.property(parts, parts, dialects, (before, after, dialect) => {
        const text = after.join('');
        const file = updateConfig(parseConfig(before.join(''), { dialect, grammar: 'argv' }), text);
        const document = TextDocument.create('file:///x', '', 1, text);
        for (let offset = 0; offset <= text.length; offset++) {
          // Between the two characters of a line end is no place to be.
          if (text[offset - 1] === '\r' && text[offset] === '\n') continue;
          const position = document.positionAt(offset);
          expect(positionAt(file, offset)).toEqual(position);
          expect(offsetAt(file, position)).toBe(offset);
        }
      }),
      { numRuns: 500 },
    );
  });
});
