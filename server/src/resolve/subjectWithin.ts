import { perChunk } from '../syntax/chunks.ts';
import { matchHostPatterns } from '../values/patternList.ts';
import { type ConfigGraph, includeKey } from './configGraph.ts';
import { type ClientSubject, type ServerSubject, type Subject, subjectAt, unnamedHost } from './subjects.ts';

interface IncludeLine {
  readonly uri: string;
  readonly lineIndex: number;
}

/** Include lines of each chunk, by their place in it. */
const includesIn = perChunk(({ lines }) =>
  lines.flatMap((line, at) => {
    // Nearly all lines end here.
    if (line.kind !== 'directive' || line.keyword.value.length !== 7) return [];
    return line.keyword.value.toLowerCase() === 'include' ? [at] : [];
  }),
);

const includersByGraph = new WeakMap<ConfigGraph, ReadonlyMap<string, IncludeLine>>();

/** For each file that is included, the first Include that brings it in. */
function includersOf(graph: ConfigGraph): ReadonlyMap<string, IncludeLine> {
  const known = includersByGraph.get(graph);
  if (known) return known;
  const includers = new Map<string, IncludeLine>();
  const seen = new Set<string>();
  const visit = (uri: string): void => {
    const state = graph.files.get(uri);
    if (state?.kind !== 'loaded' || seen.has(uri)) return;
    seen.add(uri);
    for (const { value, firstLine } of includesIn(state.file)) {
      for (const at of value) {
        const lineIndex = firstLine + at;
        const outcomes = [false, true].flatMap(
          (system) => graph.includes.get(includeKey(uri, lineIndex, system)) ?? [],
        );
        for (const next of outcomes.flatMap(({ uris }) => uris)) {
          if (!includers.has(next) && !seen.has(next)) includers.set(next, { uri, lineIndex });
          visit(next);
        }
      }
    }
  };
  for (const { uri } of graph.roots) visit(uri);
  includersByGraph.set(graph, includers);
  return includers;
}

/**
 * The connection that a line of a file is about, in the configuration that reads the file: also the Host and Match lines
 * count that the file is included under.
 */
export function subjectWithin(graph: ConfigGraph, uri: string, lineIndex: number): Subject | undefined {
  const state = graph.files.get(uri);
  if (state?.kind !== 'loaded') return undefined;
  const own = subjectAt(state.file, lineIndex);
  const includer = includersOf(graph).get(uri);
  const outer = includer && subjectWithin(graph, includer.uri, includer.lineIndex);
  if (!outer || (outer.kind === 'any' && outer.blockLine === undefined)) return own;
  if (own.blockLine === undefined) {
    const { blockLine: _, ...elsewhere } = outer;
    return elsewhere;
  }
  if (own.dialect === 'client' && outer.dialect === 'client') {
    const line = state.file.lines[own.blockLine];
    const patterns =
      line?.kind === 'directive' && line.keyword.value.toLowerCase() === 'host'
        ? line.args.map(({ value }) => value)
        : [];
    return clientBoth(outer, own, patterns);
  }
  return own.dialect === 'server' && outer.dialect === 'server' ? serverBoth(outer, own) : own;
}

/**
 * A host that the inner line names goes before one of the outer line; a pattern, or a line that is about no host at all,
 * is looked at for the outer one's host.
 */
function clientBoth(outer: ClientSubject, own: ClientSubject, patterns: readonly string[]): ClientSubject {
  const target = { ...outer.target, ...own.target };
  const inner = { ...own, target };
  if (outer.target.host === unnamedHost) return inner;
  if (own.kind !== 'named' && patterns.length > 0 && matchHostPatterns(outer.target.host, patterns)) {
    return { ...outer, ...placeOf(own), target: { ...target, host: outer.target.host } };
  }
  if (own.target.host !== unnamedHost || patterns.length > 0) return inner;
  const kind = own.kind === 'sample' ? 'sample' : outer.kind;
  return { ...inner, kind, label: joinedLabel(outer, own), target: { ...target, host: outer.target.host } };
}

function serverBoth(outer: ServerSubject, own: ServerSubject): ServerSubject {
  const groups = [...(outer.peer.groups ?? []), ...(own.peer.groups ?? [])];
  const kinds = [outer.kind, own.kind].filter((kind) => kind !== 'any');
  return {
    ...placeOf(own),
    dialect: 'server',
    kind: kinds.length === 0 ? 'any' : kinds.every((kind) => kind === 'named') ? 'named' : 'sample',
    label: joinedLabel(outer, own),
    peer: { ...outer.peer, ...own.peer, ...(groups.length > 0 ? { groups } : {}) },
  };
}

/** Only a block of the same file can be pointed at. */
function placeOf({ blockLine }: Subject): Pick<Subject, 'blockLine'> {
  return blockLine === undefined ? {} : { blockLine };
}

function joinedLabel(outer: Subject, own: Subject): string {
  return [...new Set([outer.label, own.label])].filter((label) => label !== '').join(', ');
}
