import type { Dialect, Grammar, Span } from './configFile.ts';

/**
 * The part of a line that OpenSSH's parser gets to see, as one string, with the way back to the line's own offsets.
 * Source: readconf.c read_config_file_depth and process_config_line_depth, servconf.c load_server_config.
 */
export interface Content {
  readonly text: string;
  /** Offset in the line of each character of `text`, and of its end; absent where `text` starts at offset `start`. */
  readonly map?: readonly number[];
  readonly start: number;
  /** What is cut off while the file is loaded: from the first `#` (server up to 8.6, client of 8.5 and 8.6). */
  readonly cutComment?: Span;
}

/** Blanks around the keyword and at the end of a line (WHITESPACE of readconf.c); form feeds at the end only. */
function isTrailingBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 13 || code === 10 || code === 12;
}

/** End of `text` without its trailing blanks. OpenSSH never strips the first character. */
function strippedEnd(text: string, end: number): number {
  let last = end;
  while (last > 1 && isTrailingBlank(text.charCodeAt(last - 1))) last--;
  return last;
}

function leadingBlanks(text: string): number {
  let i = 0;
  while (i < text.length && (text[i] === ' ' || text[i] === '\t' || text[i] === '\r')) i++;
  return i;
}

/** A client line ends at its first NUL: it is handled as a C string. */
function clientContent(line: string, grammar: Grammar): Content {
  const nul = line.indexOf('\0');
  const hash = grammar === 'strdelim-cut' ? line.indexOf('#') : -1;
  const cut = hash >= 0 && (nul < 0 || hash < nul);
  const end = strippedEnd(line, cut ? hash : nul < 0 ? line.length : nul);
  const content = { text: end === line.length ? line : line.slice(0, end), start: 0 };
  return cut ? { ...content, cutComment: { start: hash, end: lineEnd(line) } } : content;
}

/**
 * A server file is loaded into one buffer, each physical line without its leading blanks and only up to its NUL,
 * newline included: a line with a NUL is glued to the next.
 */
function gluedServerContent(line: string): Content {
  let text = '';
  const map: number[] = [];
  let at = 0;
  while (at < line.length) {
    const newline = line.indexOf('\n', at);
    const next = newline < 0 ? line.length : newline + 1;
    const physical = line.slice(at, next);
    const from = leadingBlanks(physical);
    const nul = physical.indexOf('\0');
    const to = nul < 0 ? physical.length : Math.max(nul, from);
    for (let i = from; i < to; i++) map.push(at + i);
    text += physical.slice(from, to);
    at = next;
  }
  map.push(line.length);
  return { text: text.slice(0, strippedEnd(text, text.length)), map, start: 0 };
}

function serverContent(line: string, grammar: Grammar): Content {
  if (line.includes('\0')) return gluedServerContent(line);
  const start = leadingBlanks(line);
  const hash = grammar === 'argv' ? -1 : line.indexOf('#');
  const text = line.slice(start, hash < 0 ? line.length : Math.max(hash, start));
  const content = { text: text.slice(0, strippedEnd(text, text.length)), start };
  return hash < 0 ? content : { ...content, cutComment: { start: hash, end: lineEnd(line) } };
}

/** End of a line without its terminator. */
export function lineEnd(line: string): number {
  let end = line.length;
  if (line[end - 1] === '\n') end--;
  if (line[end - 1] === '\r') end--;
  return end;
}

export function contentOf(line: string, dialect: Dialect, grammar: Grammar): Content {
  return dialect === 'client' ? clientContent(line, grammar) : serverContent(line, grammar);
}
