import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { editedDocuments } from '../../server/src/textDocument.ts';

const uri = 'file:///home/me/.ssh/config';
const text = fc
  .array(fc.constantFrom('Host a', '  User b', '\n', '\r\n', '\r', 'é', '😀', '\t'), { maxLength: 12 })
  .map((parts) => parts.join(''));
const position = fc.record({ line: fc.nat(8), character: fc.nat(12) });
const change: fc.Arbitrary<TextDocumentContentChangeEvent> = fc.oneof(
  { weight: 9, arbitrary: fc.record({ range: fc.record({ start: position, end: position }), text }) },
  { weight: 1, arbitrary: fc.record({ text }) },
);

describe('an open document', () => {
  it('has the text that the protocol says after any edits, whatever ends its lines', () => {
    fc.assert(
      fc.property(text, fc.array(fc.array(change, { maxLength: 3 }), { maxLength: 8 }), (start, edits) => {
        const document = editedDocuments.create(uri, 'ssh_config', 1, start);
        for (const [index, changes] of edits.entries()) {
          // The standard's own library, told the whole text each time, so that nothing is carried along.
          const reference = TextDocument.create(uri, 'ssh_config', 1, document.getText());
          for (const each of changes) {
            const whole = TextDocument.create(uri, 'ssh_config', 1, reference.getText());
            TextDocument.update(whole, [each], 2);
            TextDocument.update(reference, [{ text: whole.getText() }], 2);
          }
          expect(editedDocuments.update(document, [...changes], index + 2)).toBe(document);
          expect(document.getText()).toBe(reference.getText());
          expect(document.version).toBe(index + 2);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
