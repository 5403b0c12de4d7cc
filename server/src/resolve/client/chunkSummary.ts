import { type Chunk, type Placed, perChunk } from '../../syntax/chunks.ts';
import type { ConfigFile, DirectiveLine } from '../../syntax/configFile.ts';
import { formatVersion, type OpenSshVersion } from '../../values/openSshVersion.ts';
import { isLiteralPattern, matchHostPatterns } from '../../values/patternList.ts';
import type { Environment } from '../configGraph.ts';
import { isAnywhere } from './compiledConfig.ts';
import type { CompiledLine } from './compileLine.ts';

/** Settings in a row, by their lines' places in the chunk: the first, and the one after the last. */
export interface Run {
  readonly first: number;
  readonly end: number;
}

export interface Head {
  /** Its place in the chunk. */
  readonly at: number;
  readonly patterns: readonly string[];
  /** The only names that can reach its settings; undefined where a pattern has wildcards. */
  readonly names: readonly string[] | undefined;
  readonly settings: Run | undefined;
}

/** What a chunk comes to that holds nothing but Host lines and settings without faults, as nearly all do. */
export interface ChunkSummary {
  /** Settings that belong to the block before. */
  readonly leading: Run | undefined;
  readonly heads: readonly Head[];
  /** How many runs of settings there are. */
  readonly runs: number;
  /** Which of the runs only these names reach, and which any host may reach; the leading one is in neither. */
  readonly byName: ReadonlyMap<string, readonly number[]>;
  readonly open: readonly number[];
  /** Names that Host lines give and match: place of the line, and which of its arguments. */
  readonly concrete: readonly { readonly name: string; readonly at: number; readonly argument: number }[];
  readonly concreteNames: readonly string[];
}

type Summaries = (file: ConfigFile) => readonly Placed<ChunkSummary | 'mixed'>[];

const noVariables = {};
const byVariables = new WeakMap<object, Map<string, Summaries>>();

/** The summaries of a file's chunks; `mixed` where a chunk has to be gone through line by line. */
export function summariesOf(
  file: ConfigFile,
  version: OpenSshVersion,
  { variables }: Environment,
  meaningOf: (line: DirectiveLine) => CompiledLine,
): readonly Placed<ChunkSummary | 'mixed'>[] {
  // Variables decide what some lines mean.
  const key = variables ?? noVariables;
  const byVersion = byVariables.get(key) ?? new Map<string, Summaries>();
  byVariables.set(key, byVersion);
  const release = `${formatVersion(version)} ${version.vendor}`;
  let summaries = byVersion.get(release);
  if (!summaries) {
    summaries = perChunk((chunk) => summarise(chunk, meaningOf));
    byVersion.set(release, summaries);
  }
  return summaries(file);
}

function summarise({ lines }: Chunk, meaningOf: (line: DirectiveLine) => CompiledLine): ChunkSummary | 'mixed' {
  const heads: { at: number; patterns: readonly string[]; first: number; end: number }[] = [];
  let leading: Run | undefined;
  for (const [at, line] of lines.entries()) {
    if (line.kind !== 'directive') continue;
    const { kind, faults, effects, patterns } = meaningOf(line);
    if (faults.length > 0) return 'mixed';
    if (kind === 'host') {
      heads.push({ at, patterns: patterns ?? [], first: -1, end: -1 });
      continue;
    }
    if (kind !== 'setting' || isAnywhere(effects) || effects[0]?.slot === 'ignoreunknown') return 'mixed';
    if (effects.length === 0) continue;
    const head = heads.at(-1);
    if (!head) leading = { first: leading?.first ?? at, end: at + 1 };
    else {
      if (head.first < 0) head.first = at;
      head.end = at + 1;
    }
  }
  let runs = leading ? 1 : 0;
  const byName = new Map<string, number[]>();
  const open: number[] = [];
  const concrete: ChunkSummary['concrete'][number][] = [];
  const done = heads.map(({ at, patterns, first, end }): Head => {
    const names = onlyNames(patterns);
    for (const [argument, name] of patterns.entries()) {
      if (name.startsWith('!') || !isLiteralPattern(name) || !matchHostPatterns(name, patterns)) continue;
      concrete.push({ name, at, argument });
    }
    if (first < 0) return { at, patterns, names, settings: undefined };
    const run = runs;
    runs += 1;
    if (!names) open.push(run);
    for (const name of names ?? []) byName.set(name, [...(byName.get(name) ?? []), run]);
    return { at, patterns, names, settings: { first, end } };
  });
  return { leading, heads: done, runs, byName, open, concrete, concreteNames: concrete.map(({ name }) => name) };
}

/** The names of a Host line without wildcards, once each. */
export function onlyNames(patterns: readonly string[]): readonly string[] | undefined {
  const wanted = patterns.filter((pattern) => !pattern.startsWith('!'));
  return wanted.every(isLiteralPattern) ? [...new Set(wanted)] : undefined;
}
