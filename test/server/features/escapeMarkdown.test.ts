import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  commandLink,
  escapeMarkdown,
  inlineCode,
  lineLink,
  markdownToText,
} from '../../../server/src/features/escapeMarkdown.ts';

describe('text from files in Markdown', () => {
  it.each([
    ['[click](command:x)', '\\[click\\](command:x)'],
    ['![](https://evil.example/p.png)', '!\\[\\](https&#58;//evil.example/p.png)'],
    ['<img src=x>', '&#60;img src=x&#62;'],
    ['www.evil.example', 'www&#46;evil.example'],
    ['mail me@evil.example', 'mail me&#64;evil.example'],
    ['# heading', '\\# heading'],
    ['1. list', '1\\. list'],
    ['a_b*c`d|e', 'a\\_b\\*c\\`d\\|e'],
    ['\u202eevil\u001b[31m', '\\\\u\\{202e\\}evil␛\\[31m'],
  ])('%j cannot become markup', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped);
  });

  it('never leaves a control character or a line break', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not come out
        const bad = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;
        expect(escapeMarkdown(text)).not.toMatch(bad);
        expect(inlineCode(text)).not.toMatch(bad);
        expect(lineLink(text, text, 1)).not.toMatch(bad);
      }),
    );
  });

  it('fences code with more backticks than it holds', () => {
    expect(inlineCode('a``b')).toBe('```a``b```');
    expect(inlineCode('`')).toBe('`` ` ``');
    expect(inlineCode('')).toBe('` `');
  });

  it('cannot end a link from within the address or the argument', () => {
    expect(lineLink('x', 'file:///a/b (1)](command:x)', 0)).toBe('[x](file:///a/b%20%281%29%5D%28command:x%29#L1)');
    expect(commandLink('x', 'c', { host: 'a)](b' })).toBe('[x](command:c?%5B%7B%22host%22%3A%22a%29%5D%28b%22%7D%5D)');
  });

  it('comes back as it was for clients that show plain text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        expect(markdownToText(escapeMarkdown(text))).toBe(text);
      }),
    );
    expect(markdownToText('**Default:** `0`, by [line 2](file:///x#L2)')).toBe('Default: 0, by line 2');
  });
});
