/**
 * Text of a file, a host or a server, made safe to stand inside a line of Markdown: what could start a link, an image,
 * HTML, emphasis, a table, a heading or a list is escaped, and control characters are shown instead of sent.
 * Where a web address could become a link by itself, an entity stops it; a backslash would not.
 */
export function escapeMarkdown(text: string): string {
  return showControls(text)
    .replace(/[\\`*_[\]{}|~$]/g, '\\$&')
    .replace(/[<>&]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/:(?=\/\/)|@|(?<=\bwww)\.|(?<=\bmailto):/gi, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/^(\s*)([#+=-]|\d+[.)])/, (_, blanks: string, mark: string) => {
      const last = mark.at(-1) ?? '';
      return `${blanks}${mark.slice(0, -1)}\\${last}`;
    });
}

/** The same text as inline code; the fence is longer than any run of backticks inside. */
export function inlineCode(text: string): string {
  const shown = showControls(text);
  if (shown === '') return '` `';
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const padding = /^[`\s]|[`\s]$/.test(shown) ? ' ' : '';
  return `${fence}${padding}${shown}${padding}${fence}`;
}

/** Control, bidirectional and line-breaking characters become `␀` to `␟`, `␡` or `\u{...}`. */
export function showControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, (c) => {
    const code = c.charCodeAt(0);
    if (code === 9) return ' ';
    if (code < 32) return String.fromCharCode(0x2400 + code);
    if (code === 127) return '␡';
    return `\\u{${code.toString(16)}}`;
  });
}

/** A Markdown link to a line of a file (from 0). The address is percent-encoded, so it cannot end the link. */
export function lineLink(label: string, uri: string, line: number): string {
  const address = uri
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[^A-Za-z0-9\-._~:/?=&%+@,;]/gu, encodeURIComponent)
    .replace(/[()!'*]/g, percentEncoded);
  return `[${escapeMarkdown(label)}](${address}#L${line + 1})`;
}

/** A link that runs one of our commands; the editor runs it only where the hover is trusted with that command. */
export function commandLink(label: string, command: string, argument: unknown): string {
  const encoded = encodeURIComponent(JSON.stringify([argument])).replace(/[()'!*]/g, percentEncoded);
  return `[${escapeMarkdown(label)}](command:${command}?${encoded})`;
}

const marks =
  /\\([!-/:-@[-`{-~])|&#(\d+);|(?<!`)(`+)(?!`)([\s\S]*?)(?<!`)\3(?!`)|\[((?:[^\]\\]|\\.)*)\]\([^)]*\)|\*\*| {2}(?=\n)/g;

/** Markdown made by this project's own features, without its marks, for clients that show plain text. */
export function markdownToText(markdown: string): string {
  return markdown.replace(
    marks,
    (_, escaped?: string, code?: string, fence?: string, span?: string, label?: string): string => {
      if (escaped !== undefined) return escaped;
      if (code !== undefined) return String.fromCharCode(Number(code));
      if (fence !== undefined) return (span ?? '').replace(/^ (.*\S.*) $/s, '$1');
      return label === undefined ? '' : markdownToText(label);
    },
  );
}

function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`;
}
