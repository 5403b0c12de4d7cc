import { describe, expect, it } from 'vitest';
import type { DocumentSymbol } from 'vscode-languageserver';
import { provideDefinition } from '../../../server/src/features/definition.ts';
import { provideDocumentLinks } from '../../../server/src/features/documentLinks.ts';
import { provideDocumentSymbols } from '../../../server/src/features/documentSymbols.ts';
import { provideFoldingRanges } from '../../../server/src/features/foldingRanges.ts';
import { plainOptions, snapshotOf } from '../../helpers/editor.ts';
import { marked } from '../../helpers/markers.ts';

const path = '/home/me/.ssh/config';
const text = '# one\n# two\nInclude conf.d/*\n\nHost web\n  Port 22\n\n  User bob\n\n# next\nMatch user x\n';

function drawn(symbols: readonly DocumentSymbol[], indent = ''): string {
  return symbols
    .map(({ name, detail, range, children }) => {
      const lines = `${range.start.line}-${range.end.line}`;
      return `${indent}${name}${detail ? ` = ${detail}` : ''} (${lines})\n${drawn(children ?? [], `${indent}  `)}`;
    })
    .join('');
}

describe('the outline', () => {
  it('has blocks with their directives, and what stands before them', async () => {
    expect(drawn(provideDocumentSymbols(await snapshotOf(path, text)))).toMatchInlineSnapshot(`
      "Include = conf.d/* (2-2)
      Host web (4-7)
        Port = 22 (5-5)
        User = bob (7-7)
      Match user x (10-10)
      "
    `);
  });

  it('gives every entry a name and a selection inside its range', async () => {
    const symbols = provideDocumentSymbols(await snapshotOf(path, '""\n  "" x\nHost\nHost ""\n= 5\n'));
    const all = symbols.flatMap((symbol) => [symbol, ...(symbol.children ?? [])]);
    for (const { name, range, selectionRange } of all) {
      expect(name).not.toBe('');
      expect(selectionRange.start.character).toBeGreaterThanOrEqual(range.start.character);
      if (range.end.line === selectionRange.end.line) {
        expect(selectionRange.end.character).toBeLessThanOrEqual(range.end.character);
      }
    }
  });
});

describe('folding', () => {
  it('closes blocks and runs of comments, and leaves out what leads over to the next', async () => {
    expect(provideFoldingRanges(await snapshotOf(path, text))).toEqual([
      { startLine: 0, endLine: 1, kind: 'comment' },
      { startLine: 4, endLine: 7 },
    ]);
  });
});

describe('going to', () => {
  const files = { '/home/me/.ssh/conf.d/1': 'Host gate\n', '/home/me/.ssh/conf.d/2': '' };
  const target = async (source: string) => {
    const { text: written, cursor } = marked(source);
    const locations = provideDefinition(await snapshotOf(path, written, { files }), cursor, plainOptions);
    return locations.map(({ uri, range }) => `${uri}:${range.start.line}:${range.start.character}`);
  };

  it('a jump host leads to the line that names it', async () => {
    expect(await target('Include conf.d/*\nHost web\n  ProxyJump x@we<|>b,gate\n')).toEqual([`file://${path}:1:5`]);
    expect(await target('Include conf.d/*\nHost web\n  ProxyJump web,ga<|>te\n')).toEqual([
      'file:///home/me/.ssh/conf.d/1:0:5',
    ]);
    expect(await target('Host web\n  ProxyJump no<|>ne\n')).toEqual([]);
  });

  it('an Include leads to all files that it reads, and is a link where it is one', async () => {
    expect(await target('Include conf.d<|>/*\n')).toEqual([
      'file:///home/me/.ssh/conf.d/1:0:0',
      'file:///home/me/.ssh/conf.d/2:0:0',
    ]);
    const links = async (line: string) =>
      provideDocumentLinks(await snapshotOf(path, line, { files }), plainOptions).map((link) => link.target);
    expect(await links('Include conf.d/* conf.d/2 nothing\n')).toEqual(['file:///home/me/.ssh/conf.d/2']);
  });
});
