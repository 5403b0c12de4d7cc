/** Makes control characters, bidirectional overrides and bytes that are not UTF-8 visible instead of sending them. */
export function showControls(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}\p{Surrogate}]/gu, visible);
}

function visible(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  if (code >= 0xdc80 && code <= 0xdcff) return `\\x${(code - 0xdc00).toString(16)}`;
  return `\\u{${code.toString(16)}}`;
}
