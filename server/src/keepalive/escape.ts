/**
 * Text that came from a server, a file or a program, made safe for one line of a terminal:
 * control, direction and invisible characters are shown by their code instead of taking effect.
 */
export function visible(text: string, longest = 500): string {
  const shown = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) => {
    if (character === '\t') return ' ';
    const code = character.codePointAt(0) ?? 0;
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
  });
  return shown.length > longest ? `${shown.slice(0, longest)}…` : shown;
}

/** The same for running text in Markdown: nothing in it can open a link, an image, HTML or formatting. */
export function markdown(text: string, longest?: number): string {
  return visible(text, longest)
    .replace(/[\\`*_{}[\]()#+\-.!|~:]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', '&#64;');
}

/** The same as inline code in Markdown. */
export function markdownCode(text: string, longest?: number): string {
  const shown = visible(text, longest);
  const longestRun = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longestRun + 1);
  const pad = shown === '' || /^`|`$|^ .* $/.test(shown) ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}
