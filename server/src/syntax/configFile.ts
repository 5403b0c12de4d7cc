/** Which of OpenSSH's two file formats a text is written in: `ssh_config` (client) or `sshd_config` (server). */
export type Dialect = 'client' | 'server';

/**
 * How a line is split into arguments. OpenSSH 8.7 replaced its splitter: `argv` knows both quote characters,
 * backslash escapes and trailing comments; `strdelim` (up to 8.4) knows double quotes only. `strdelim-cut` (8.5 and
 * 8.6) is the same, but the client cuts each line at its first `#`, wherever it stands, as the server always did.
 */
export type Grammar = 'argv' | 'strdelim' | 'strdelim-cut';

/** A half-open range of UTF-16 offsets. Inside a line object the offsets count from the start of that line. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One keyword or argument. The span covers it as written, quotes included; `value` is what OpenSSH sees. */
export interface Word extends Span {
  readonly value: string;
}

export interface BlankLine {
  readonly kind: 'blank';
  /** The line as written, with its terminator. */
  readonly text: string;
}

export interface CommentLine {
  readonly kind: 'comment';
  readonly text: string;
  /** From `#` to the last character before the terminator. */
  readonly comment: Span;
}

export interface DirectiveLine {
  readonly kind: 'directive';
  readonly text: string;
  readonly keyword: Word;
  /** Blanks and the optional `=` between keyword and arguments. */
  readonly separator: Span;
  /** Everything after the separator up to the trailing blanks, verbatim: the value of ProxyCommand and its like. */
  readonly rest: Span;
  /** The arguments; those before the fault where `problem` is set. */
  readonly args: readonly Word[];
  /** A trailing comment, from its `#`. */
  readonly comment?: Span;
  /** OpenSSH refuses the whole line because a quote is not closed. */
  readonly problem?: 'invalid-quotes';
}

/**
 * One line as OpenSSH counts lines. Immutable and free of its position, so that an edit elsewhere keeps the object.
 * In a server file a NUL at the end of a line joins it with the next: such a line object holds both.
 */
export type Line = BlankLine | CommentLine | DirectiveLine;

/** A parsed file. Lossless: the joined `text`s of its lines equal `text`. */
export interface ConfigFile {
  readonly dialect: Dialect;
  readonly grammar: Grammar;
  readonly text: string;
  readonly lines: readonly Line[];
  /** Offset of each line's first character in `text`. Outside the heap: it is made anew at every keystroke. */
  readonly lineStarts: Int32Array;
}

/** The span of something inside line `index`, in offsets of the whole file. */
export function inFile(file: ConfigFile, index: number, span: Span): Span {
  const base = file.lineStarts[index] ?? 0;
  return { start: base + span.start, end: base + span.end };
}

/** Index of the line that holds `offset`; the last line for an offset at or past the end. */
export function lineIndexAt(file: Pick<ConfigFile, 'lineStarts'>, offset: number): number {
  let low = 0;
  let high = file.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((file.lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
