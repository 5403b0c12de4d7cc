/** A text without its markers, and where they stood. */
export interface MarkedText {
  readonly text: string;
  /** Offset of the one `<|>`. */
  readonly cursor: number;
  /** What stood between `<|` and `|>`. */
  readonly range: { readonly start: number; readonly end: number };
}

/** Reads `<|>` as the cursor and `<|...|>` as a range; one of the two, once. */
export function marked(source: string): MarkedText {
  const cursor = source.indexOf('<|>');
  if (cursor >= 0) {
    const text = source.replace('<|>', '');
    if (text.includes('<|')) throw new Error('more than one marker');
    return { text, cursor, range: { start: cursor, end: cursor } };
  }
  const start = source.indexOf('<|');
  const end = source.indexOf('|>');
  if (start < 0 || end < start) throw new Error('the text holds no <|> and no <|...|>');
  const text = source.replace('<|', '').replace('|>', '');
  if (text.includes('<|')) throw new Error('more than one marker');
  return { text, cursor: start, range: { start, end: end - 2 } };
}
