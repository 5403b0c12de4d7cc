import type { ConfigFile, Dialect, Line } from './configFile.ts';

/**
 * A run of neighbouring lines. An edit elsewhere keeps the object, so what is worked out from its lines alone can be
 * remembered by it: after a keystroke one chunk of a large file is looked at again, not all of it.
 */
export interface Chunk {
  readonly dialect: Dialect;
  readonly lines: readonly Line[];
  /** What was worked out from its lines, by the number of the function that did: far cheaper than a map for each. */
  readonly results: unknown[];
}

/** Small enough to be worked through at every keystroke, large enough that the list of chunks stays short. */
const chunkLines = 64;

const chunksByFile = new WeakMap<ConfigFile, readonly Chunk[]>();

/** The file's lines in order, none twice and none left out. */
export function chunksOf(file: ConfigFile): readonly Chunk[] {
  const known = chunksByFile.get(file);
  if (known) return known;
  const chunks = cut(file, 0, file.lines.length);
  chunksByFile.set(file, chunks);
  return chunks;
}

function cut({ dialect, lines }: ConfigFile, from: number, to: number): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = from; at < to; ) {
    // The last one takes what would be too little for a chunk of its own.
    const end = to - at < chunkLines * 1.5 ? to : at + chunkLines;
    chunks.push({ dialect, lines: lines.slice(at, end), results: [] });
    at = end;
  }
  return chunks;
}

/**
 * Gives `file` the chunks of the file that it was edited from: all but those around the lines that changed.
 * `before` lines at the start and those from line `after` of the previous file on are the same objects in both.
 */
export function keepChunks(file: ConfigFile, previous: ConfigFile, before: number, after: number): void {
  const chunks = chunksByFile.get(previous);
  // Nobody has asked for them yet.
  if (!chunks) return;
  let first = 0;
  let from = 0;
  for (let chunk = chunks[0]; chunk && from + chunk.lines.length <= before; chunk = chunks[first]) {
    from += chunk.lines.length;
    first += 1;
  }
  let last = chunks.length;
  let to = previous.lines.length;
  for (
    let chunk = chunks[last - 1];
    chunk && last > first && to - chunk.lines.length >= after;
    chunk = chunks[last - 1]
  ) {
    to -= chunk.lines.length;
    last -= 1;
  }
  const middle = cut(file, from, to + file.lines.length - previous.lines.length);
  chunksByFile.set(file, chunks.slice(0, first).concat(middle, chunks.slice(last)));
}

let functions = 0;

/** A function that works something out for each chunk of a file, once for each chunk. */
export function perChunk<Value>(compute: (chunk: Chunk) => Value): (file: ConfigFile) => readonly Placed<Value>[] {
  const place = functions;
  functions += 1;
  const byFile = new WeakMap<ConfigFile, readonly Placed<Value>[]>();
  return (file) => {
    const known = byFile.get(file);
    if (known) return known;
    let firstLine = 0;
    const placed = chunksOf(file).map((chunk) => {
      let value = chunk.results[place] as Value | undefined;
      if (value === undefined) {
        value = compute(chunk);
        chunk.results[place] = value;
      }
      const found = { value, firstLine, lines: chunk.lines.length };
      firstLine += chunk.lines.length;
      return found;
    });
    byFile.set(file, placed);
    return placed;
  };
}

/** What was worked out for a chunk, and the file's line that the chunk starts with. */
export interface Placed<Value> {
  readonly value: Value;
  readonly firstLine: number;
  /** How many lines the chunk has. */
  readonly lines: number;
}
