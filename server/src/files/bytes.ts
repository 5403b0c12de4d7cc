/**
 * Text for bytes and back without loss. Bytes that are not UTF-8, which OpenSSH passes through, become lone surrogates
 * U+DC80 to U+DCFF (as Python's surrogateescape does) and turn into the same bytes again.
 */
export function decodeBytes(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return decodeWithEscapes(bytes);
  }
}

function decodeWithEscapes(bytes: Uint8Array): string {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let text = '';
  let i = 0;
  while (i < bytes.length) {
    const length = sequenceLength(bytes[i] ?? 0);
    const slice = bytes.subarray(i, i + length);
    const decoded = length === slice.length ? tryDecode(decoder, slice) : undefined;
    text += decoded ?? String.fromCharCode(0xdc00 + (bytes[i] ?? 0));
    i += decoded === undefined ? 1 : length;
  }
  return text;
}

function sequenceLength(first: number): number {
  if (first < 0xc0) return 1;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}

function tryDecode(decoder: { decode(bytes: Uint8Array): string }, bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

export function encodeBytes(text: string): Uint8Array {
  const escaped = /[\udc80-\udcff]/;
  if (!escaped.test(text)) return new TextEncoder().encode(text);
  const parts: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0xdc80 && code <= 0xdcff) parts.push(code - 0xdc00);
    else parts.push(...new TextEncoder().encode(character));
  }
  return Uint8Array.from(parts);
}
