/** One line of a stream, counted from 1; without text where it is too long to be kept. */
export interface StreamLine {
  readonly number: number;
  readonly text: string | undefined;
}

/** No host says more about itself than this. */
const longestLine = 16 * 1024 * 1024;

/** The lines of a stream of text, one at a time. Only the line being read is held in memory. */
export async function* linesOf(chunks: AsyncIterable<string>): AsyncIterable<StreamLine> {
  let number = 0;
  let parts: string[] = [];
  let length = 0;
  const take = (): StreamLine => {
    number += 1;
    const line = { number, text: length > longestLine ? undefined : parts.join('') };
    parts = [];
    length = 0;
    return line;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let newline = chunk.indexOf('\n'); newline >= 0; newline = chunk.indexOf('\n', start)) {
      parts.push(chunk.slice(start, newline));
      length += newline - start;
      start = newline + 1;
      yield take();
    }
    length += chunk.length - start;
    if (length > longestLine) parts = [];
    else if (start < chunk.length) parts.push(chunk.slice(start));
  }
  if (length > 0) yield take();
}
