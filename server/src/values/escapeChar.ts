import { fault, type Parsed, parsed } from './parsed.ts';

/** Reads EscapeChar, one character, `^x` or `none`, as it is printed back. Codes: `missing-argument`, `invalid-escape-char`. */
export function readEscapeChar(text: string): Parsed<string> {
  if (text === '') return fault('missing-argument');
  if (text === 'none') return parsed('none');
  const bytes = new TextEncoder().encode(text);
  const code = bytes.length === 1 ? bytes[0] : /^\^[@-\u007f]$/.test(text) ? (bytes[1] ?? 0) & 0x1f : undefined;
  return code === undefined ? fault('invalid-escape-char') : parsed(visible(code));
}

function visible(code: number): string {
  if (code === 0x09 || code === 0x0a || code === 0x20) return `\\${code.toString(8).padStart(3, '0')}`;
  if (code < 0x20) return `\\^${String.fromCharCode(code + 0x40)}`;
  if (code === 0x7f) return '\\^?';
  return code === 0x5c ? '\\\\' : String.fromCharCode(code);
}
