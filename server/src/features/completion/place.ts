import { type ConfigFile, inFile, lineIndexAt, type Span } from '../../syntax/configFile.ts';

/** A word that is being typed. Offsets are those of the file. */
export interface TypedWord extends Span {
  /** What stands between its start and the cursor, without the quote that opens it. */
  readonly typed: string;
  /** The rest of the word, behind the cursor. */
  readonly behind: string;
}

export interface KeywordPlace {
  readonly kind: 'keyword';
  readonly lineIndex: number;
  readonly word: TypedWord;
  /** Something stands behind the keyword already. */
  readonly hasValue: boolean;
}

export interface ArgumentPlace {
  readonly kind: 'argument';
  readonly lineIndex: number;
  readonly keyword: string;
  /** The arguments before the one under the cursor. */
  readonly before: readonly string[];
  /** The quote that the word started with and that is not closed before the cursor. */
  readonly quote: '' | '"' | "'";
  readonly word: TypedWord;
}

export interface CommentPlace {
  readonly kind: 'comment';
  /** The comment up to the cursor, from its `#`. */
  readonly comment: string;
  readonly word: TypedWord;
}

/** What could be typed at the cursor. */
export type CompletionPlace = KeywordPlace | ArgumentPlace | CommentPlace;

/** The place of an offset; the text behind the cursor, but for the rest of its word, does not matter. */
export function completionPlace(file: ConfigFile, offset: number): CompletionPlace {
  const lineIndex = file.lines.length === 0 ? 0 : lineIndexAt(file, offset);
  const line = file.lines[lineIndex];
  const column = offset - (file.lineStarts[lineIndex] ?? 0);
  const text = line?.text ?? '';
  const before = text.slice(0, column);
  const wordFrom = (start: number, behind: string): TypedWord => ({
    ...inFile(file, lineIndex, { start, end: column + behind.length }),
    typed: before.slice(start),
    behind,
  });
  const behind = (end: RegExp) => text.slice(column).split(end, 1)[0] ?? '';
  const comment = line && line.kind !== 'blank' ? line.comment : undefined;
  if (comment && column > comment.start) {
    const typed = /\S*$/.exec(before)?.[0] ?? '';
    const word = wordFrom(column - typed.length, behind(/\s/));
    return { kind: 'comment', comment: before.slice(comment.start), word };
  }
  const head = /^\s*([^\s=]*)/.exec(before);
  if (head?.[0].length === before.length || line?.kind !== 'directive') {
    const rest = behind(/[\s=#"]/);
    const word = wordFrom(column - (head?.[1]?.length ?? 0), rest);
    return { kind: 'keyword', lineIndex, word, hasValue: /\S/.test(text.slice(column + rest.length)) };
  }
  const done = line.args.filter((word) => word.end < column);
  const current = line.args.find((word) => word.start <= column && column <= word.end);
  // A quote that is not closed yet: the parser stops before the word.
  const open = line.problem ? (/\S/.exec(text.slice(line.args.at(-1)?.end ?? line.rest.start))?.index ?? -1) : -1;
  const openStart = open < 0 ? column : (line.args.at(-1)?.end ?? line.rest.start) + open;
  const start = current?.start ?? Math.min(openStart, column);
  const first = before[start];
  const quoted = (first === '"' || first === "'") && !before.slice(start + 1).includes(first);
  return {
    kind: 'argument',
    lineIndex,
    keyword: line.keyword.value,
    before: done.map((word) => word.value),
    quote: quoted ? first : '',
    word: quoted ? wordFrom(start + 1, behind(/["'\r\n]/)) : wordFrom(start, behind(/\s/)),
  };
}

/** The part of a word around the cursor that stands between two separators, such as the commas of a list. */
export function partOf(word: TypedWord, separator: RegExp): TypedWord {
  const typed = word.typed.split(separator).at(-1) ?? '';
  const behind = word.behind.split(separator, 1)[0] ?? '';
  const cursor = word.start + word.typed.length;
  return { start: cursor - typed.length, end: cursor + behind.length, typed, behind };
}

/** The word without its first `count` characters, which are typed already. */
export function fromColumn(word: TypedWord, count: number): TypedWord {
  return { ...word, start: word.start + count, typed: word.typed.slice(count) };
}
