/** Offsets at which the lines of a text start, as editors count lines: `\n`, `\r\n` and a lone `\r` end one. */
export function editorLineStarts(text: string): Int32Array {
  const found = [0];
  if (!text.includes('\r')) {
    // The usual file, at every keystroke: to search is many times faster than to look at each character.
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) found.push(at + 1);
    return new Int32Array(found);
  }
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 13 && text.charCodeAt(i + 1) !== 10) found.push(i + 1);
    else if (code === 10) found.push(i + 1);
  }
  return new Int32Array(found);
}

/**
 * Line starts after an edit: those before line `from` as they are, `middle` in the place of those up to line `to`, the
 * others moved by `shift`. In one piece outside the heap, since it happens at every keystroke.
 */
export function replacedStarts(
  before: Int32Array,
  { from, to, middle, shift }: { from: number; to: number; middle: ArrayLike<number>; shift: number },
): Int32Array {
  const starts = new Int32Array(from + middle.length + before.length - to);
  starts.set(before.subarray(0, from));
  starts.set(middle, from);
  const moved = from + middle.length - to;
  for (let i = to; i < before.length; i++) starts[i + moved] = (before[i] as number) + shift;
  return starts;
}

/**
 * Where the line of an offset starts. `lastIndexOf` takes a negative position for the first one, and would find the
 * line end of an empty first line before the offset 0.
 */
export function lineStartBefore(text: string, offset: number): number {
  return offset <= 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}
