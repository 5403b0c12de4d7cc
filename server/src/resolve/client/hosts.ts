import { lineIndexAt, type Span } from '../../syntax/configFile.ts';
import { isLiteralPattern, matchHostPatterns } from '../../values/patternList.ts';
import type { ConfigGraph } from '../configGraph.ts';
import type { ClientTarget } from '../effectiveConfig.ts';
import type { Block } from './compiledConfig.ts';
import { compileGraph } from './compileGraph.ts';

/** A host that a Host line names literally. */
export interface ConcreteHost {
  readonly name: string;
  readonly uri: string;
  readonly lineIndex: number;
  /** The name, in offsets of the file. */
  readonly span: Span;
}

const known = new WeakMap<ConfigGraph, readonly ConcreteHost[]>();

/** All names that Host lines give without wildcards and that their line matches, in reading order; the first of each. */
export function concreteHosts(graph: ConfigGraph): readonly ConcreteHost[] {
  let hosts = known.get(graph);
  if (!hosts) {
    hosts = findHosts(graph);
    known.set(graph, hosts);
  }
  return hosts;
}

/** The same names alone, once each: after an edit of a large file their places are not worked out. */
export function hostNames(...graphs: readonly ConfigGraph[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const graph of graphs) {
    for (const list of compileGraph(graph).nameTexts()) for (const name of list) names.add(name);
  }
  return names;
}

function findHosts(graph: ConfigGraph): ConcreteHost[] {
  const hosts = new Map<string, ConcreteHost>();
  for (const { name, uri, file, lineIndex, argument } of compileGraph(graph).names()) {
    const line = file.lines[lineIndex];
    if (line?.kind !== 'directive' || hosts.has(name)) continue;
    const word = line.args[argument] ?? line.keyword;
    const base = file.lineStarts[lineIndex] ?? 0;
    hosts.set(name, { name, uri, lineIndex, span: { start: base + word.start, end: base + word.end } });
  }
  return [...hosts.values()];
}

/** All sections of the graph, in reading order: those of files that are included twice appear twice. */
export function clientBlocks(graph: ConfigGraph): readonly Block[] {
  return compileGraph(graph).blocks();
}

/** The section that an offset of a file stands in; undefined for a file that the graph does not read. */
export function blockAt(graph: ConfigGraph, uri: string, offset: number): Block | undefined {
  return compileGraph(graph)
    .blocks()
    .find((block) => {
      if (block.uri !== uri) return false;
      const index = lineIndexAt(block.file, offset);
      const first = block.kind === 'root' ? 0 : block.lineIndex;
      return index >= first && (index < block.endLineIndex || block.endLineIndex >= block.file.lines.length);
    });
}

/** A target that a section matches, where a name can be read or made from its line: for what holds under it. */
export function representativeTarget(block: Block): ClientTarget | undefined {
  if (block.kind === 'root') return block.parent ? representativeTarget(block.parent) : undefined;
  if (block.kind === 'host') {
    const host = nameFor(block.patterns);
    return host === undefined ? undefined : { host };
  }
  const wanted = (name: string) => block.criteria.find((criterion) => criterion.name === name && !criterion.negated);
  const list = wanted('originalhost')?.argument ?? wanted('host')?.argument;
  const host = list === undefined ? undefined : nameFor(list.split(','));
  if (host === undefined) return undefined;
  const user = wanted('user')?.argument;
  const tag = wanted('tagged')?.argument;
  return {
    host,
    ...(user !== undefined && isLiteralPattern(user) && !user.includes(',') ? { user } : {}),
    ...(tag !== undefined && tag !== '' && isLiteralPattern(tag) && !tag.includes(',') ? { tag } : {}),
  };
}

/** A literal name among patterns, or one made from a wildcard. */
function nameFor(patterns: readonly string[]): string | undefined {
  const wanted = patterns.filter((pattern) => !pattern.startsWith('!'));
  const literal = wanted.find((pattern) => isLiteralPattern(pattern) && matchHostPatterns(pattern, patterns));
  if (literal !== undefined) return literal;
  for (const pattern of wanted) {
    for (const filler of ['host', 'x', '1', 'another']) {
      const name = pattern.replaceAll('*', filler).replaceAll('?', 'x');
      if (matchHostPatterns(name, patterns)) return name;
    }
  }
  return undefined;
}
