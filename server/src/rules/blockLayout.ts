import type { ConfigGraph } from '../resolve/configGraph.ts';
import { type Block, blocksOf } from '../resolve/subjects.ts';
import type { ConfigFile, DirectiveLine } from '../syntax/configFile.ts';
import { isLiteralPattern, matchPattern } from '../values/patternList.ts';

/** A Host or Match block of a client's configuration. */
export interface Place {
  /** Position among all blocks of all files. */
  readonly id: number;
  readonly fileNumber: number;
  readonly uri: string;
  readonly file: ConfigFile;
  readonly block: Block;
  /** The names of a Host line that holds plain names only; undefined where there are patterns or criteria. */
  readonly names: readonly string[] | undefined;
}

/** What is known of a line by itself. */
interface Names {
  readonly names: readonly string[] | undefined;
  /** What wildcards and Match lines make of each name, for the patterns under `key`. */
  fits?: { readonly key: string; readonly texts: readonly string[] };
}

/** Which blocks a configuration has, and which hosts they tell apart. */
export interface BlockLayout {
  readonly places: readonly Place[];
  /** The blocks that name a host, also among patterns, by their ids. */
  readonly linesOf: ReadonlyMap<string, readonly number[]>;
  /** Text that is the same for two names which all wildcards and Match lines treat alike. */
  readonly fitsOf: (name: string) => string;
  /** The same for each name of a line; undefined where nothing tells names apart. */
  readonly fitsOfLine: (place: Place) => readonly string[] | undefined;
}

/** The blocks of all files; hosts are told apart by `patterns` as well. */
export function blockLayout(graph: ConfigGraph, patterns: readonly string[]): BlockLayout {
  const places: Place[] = [];
  let fileNumber = 0;
  for (const [uri, state] of graph.files) {
    if (state.kind !== 'loaded') continue;
    fileNumber += 1;
    for (const block of blocksOf(state.file)) {
      places.push({ id: places.length, fileNumber, uri, file: state.file, block, names: namesOn(block.line).names });
    }
  }
  return { places, linesOf: linesByName(places), ...fitting(places, patterns) };
}

const namesByLine = new WeakMap<DirectiveLine, Names>();

/** The names of a Host line that holds plain names only, and only such that ssh takes. */
function namesOn(line: DirectiveLine): Names {
  const known = namesByLine.get(line);
  if (known) return known;
  const words = line.args.map((arg) => arg.value);
  const plain =
    line.keyword.value.toLowerCase() === 'host' &&
    words.length > 0 &&
    words.every((word) => isLiteralPattern(word) && !/^[!-]|^$|[\s,]/.test(word));
  const names: Names = { names: plain ? [...new Set(words)] : undefined };
  namesByLine.set(line, names);
  return names;
}

function linesByName(places: readonly Place[]): ReadonlyMap<string, readonly number[]> {
  const lines = new Map<string, number[]>();
  for (const { id, block, names } of places) {
    for (const name of names ?? wordsOf(block.line)) {
      const list = lines.get(name);
      if (list) list.push(id);
      else lines.set(name, [id]);
    }
  }
  return lines;
}

/** The patterns of a Host or Match line. */
function wordsOf(line: DirectiveLine): readonly string[] {
  return line.args
    .flatMap((arg) => arg.value.replaceAll('=', ',').split(','))
    .map((pattern) => pattern.replace(/^!/, ''))
    .filter((pattern) => pattern !== '');
}

/** Wildcards are compared without regard to case as well: `Match host` does so. */
function fitting(places: readonly Place[], patterns: readonly string[]): Pick<BlockLayout, 'fitsOf' | 'fitsOfLine'> {
  const wildcards = new Set(patterns.filter((pattern) => !isLiteralPattern(pattern)));
  const inMatch = new Set(patterns.map((pattern) => pattern.toLowerCase()));
  for (const { block, names } of places) {
    if (names !== undefined) continue;
    const isMatch = block.line.keyword.value.toLowerCase() === 'match';
    for (const word of wordsOf(block.line)) {
      if (!isLiteralPattern(word)) wildcards.add(word);
      else if (isMatch) inMatch.add(word.toLowerCase());
    }
  }
  for (const pattern of wildcards) if (/^\*+$/.test(pattern)) wildcards.delete(pattern);
  const fitsOf = (name: string): string => {
    const lower = name.toLowerCase();
    let fits = inMatch.has(lower) ? `${lower} ` : '';
    for (const pattern of wildcards) {
      fits += matchPattern(name, pattern) ? 'x' : matchPattern(lower, pattern.toLowerCase()) ? 'i' : '.';
    }
    return fits;
  };
  const key = `${[...wildcards].join(' ')}\n${[...inMatch].join(' ')}`;
  const fitsOfLine = ({ block, names }: Place): readonly string[] | undefined => {
    if (wildcards.size + inMatch.size === 0) return undefined;
    const known = namesOn(block.line);
    if (known.fits?.key !== key) known.fits = { key, texts: (names ?? []).map(fitsOf) };
    return known.fits.texts;
  };
  return { fitsOf, fitsOfLine };
}
