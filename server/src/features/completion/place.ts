import { type ConfigFile, inFile, lineIndexAt, type Span } from '../../syntax/configFile.ts';

/** What could be typed at the cursor. */
export type CompletionPlace =
  | { readonly kind: 'keyword'; readonly lineIndex: number; readonly replace: Span }
  | {
      readonly kind: 'argument';
      readonly lineIndex: number;
      readonly keyword: string;
      /** The arguments before the one under the cursor. */
      readonly before: readonly string[];
      /** What is typed of it so far. */
      readonly typed: string;
      readonly replace: Span;
    }
  | { readonly kind: 'comment'; readonly typed: string; readonly replace: Span };

/** The place of an offset; the text behind the cursor, but for the rest of its word, does not matter. */
export function completionPlace(file: ConfigFile, offset: number): CompletionPlace {
  const lineIndex = file.lines.length === 0 ? 0 : lineIndexAt(file, offset);
  const line = file.lines[lineIndex];
  const column = offset - (file.lineStarts[lineIndex] ?? 0);
  const text = line?.text ?? '';
  const before = text.slice(0, column);
  const behind = /^[^\s=#"]*/.exec(text.slice(column))?.[0].length ?? 0;
  const at = (start: number) => inFile(file, lineIndex, { start, end: column + behind });
  const comment = line && line.kind !== 'blank' ? line.comment : undefined;
  if (comment && column > comment.start) {
    const typed = /\S*$/.exec(before)?.[0] ?? '';
    return { kind: 'comment', typed: before.slice(comment.start), replace: at(column - typed.length) };
  }
  const head = /^\s*([^\s=]*)/.exec(before);
  const headEnd = head?.[0].length ?? 0;
  if (headEnd === before.length || line?.kind !== 'directive') {
    const typed = head?.[1] ?? '';
    return { kind: 'keyword', lineIndex, replace: at(column - typed.length) };
  }
  const done = line.args.filter((word) => word.end < column);
  const current = line.args.find((word) => word.start <= column && column <= word.end);
  const start = current?.start ?? column;
  return {
    kind: 'argument',
    lineIndex,
    keyword: line.keyword.value,
    before: done.map((word) => word.value),
    typed: before.slice(start),
    replace: at(start),
  };
}
