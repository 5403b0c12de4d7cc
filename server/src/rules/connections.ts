import type { DirectiveName } from '../knowledge/directives.ts';
import type { ConfigGraph } from '../resolve/configGraph.ts';
import type { EffectiveConfig, EffectiveValue, LineOrigin } from '../resolve/effectiveConfig.ts';
import { effectiveFor } from '../resolve/effectiveFor.ts';
import {
  blocksOf,
  type ClientSubject,
  globalSubject,
  hostSubject,
  type Subject,
  subjectAt,
} from '../resolve/subjects.ts';
import type { Snapshot } from '../snapshot.ts';
import type { ConfigFile } from '../syntax/configFile.ts';
import { matchPattern } from '../values/patternList.ts';
import { readTimeSpan } from '../values/timeSpan.ts';

/** A connection that a configuration may be used for, with all that is in effect for it. */
export interface Connection {
  readonly graph: ConfigGraph;
  readonly subject: Subject;
  readonly effective: EffectiveConfig;
}

/** More targets than this are not looked at one by one: findings then rest on those that come first. */
const mostSubjects = 800;

const connectionsByGraph = new WeakMap<ConfigGraph, readonly Connection[]>();

/**
 * Connections that between them fulfil every block of a configuration: one that no block names, and for each Host and
 * Match line of each file the targets that it names, or made-up ones that fit its patterns. Of hosts that the same
 * lines name and the same wildcards fit, one stands for all.
 */
export function connectionsOf(graph: ConfigGraph): readonly Connection[] {
  const known = connectionsByGraph.get(graph);
  if (known) return known;
  const files = [...graph.files.values()].flatMap((state) => (state.kind === 'loaded' ? [state.file] : []));
  const likeness = likenessIn(files);
  const subjects = new Map<string, Subject>();
  for (const file of files) {
    for (const subject of subjectsIn(file)) {
      if (subjects.size >= mostSubjects) break;
      const key = subject.dialect === 'client' ? likeness(subject) : JSON.stringify(subject.peer);
      if (!subjects.has(key)) subjects.set(key, subject);
    }
  }
  const connections = [...subjects.values()].map((subject) => ({
    graph,
    subject,
    effective: effectiveFor(graph, subject),
  }));
  connectionsByGraph.set(graph, connections);
  return connections;
}

/** Text that is the same for two targets which every Host and Match line of the files treats alike. */
function likenessIn(files: readonly ConfigFile[]): (subject: ClientSubject) => string {
  const wildcards = new Set<string>();
  const linesOfName = new Map<string, string>();
  for (const [at, file] of files.entries()) {
    if (file.dialect === 'client') for (const { target } of jumpHostsIn(file)) linesOfName.set(target.host, 'jump');
    for (const { line, lineIndex } of blocksOf(file)) {
      for (const pattern of line.args.flatMap((arg) => arg.value.replaceAll('=', ',').split(','))) {
        const plain = pattern.replace(/^!/, '');
        if (/[*?]/.test(plain)) wildcards.add(plain);
        else linesOfName.set(plain, `${linesOfName.get(plain) ?? ''} ${at}:${lineIndex}`);
      }
    }
  }
  return ({ target: { host, user, tag } }) => {
    let fits = '';
    for (const pattern of wildcards) fits += matchPattern(host, pattern) ? '1' : '0';
    return JSON.stringify([linesOfName.get(host), fits, user, tag]);
  };
}

/** Connections of every configuration that reads the document. */
export function allConnections(snapshot: Snapshot): readonly Connection[] {
  return snapshot.graphs.flatMap((graph) => connectionsOf(graph));
}

function* subjectsIn(file: ConfigFile): Iterable<Subject> {
  yield globalSubject(file);
  for (const { line, lineIndex } of blocksOf(file)) {
    yield subjectAt(file, lineIndex);
    if (file.dialect === 'server' || line.keyword.value.toLowerCase() !== 'host') continue;
    for (const arg of line.args) yield* hostsLike(arg.value.replace(/^!/, ''));
  }
  if (file.dialect === 'client') yield* jumpHostsIn(file);
}

/** A host that is only jumped through is connected to all the same. */
function* jumpHostsIn(file: ConfigFile): Iterable<ClientSubject> {
  for (const line of file.lines) {
    if (line.kind !== 'directive' || line.keyword.value.toLowerCase() !== 'proxyjump') continue;
    for (const hop of line.text.slice(line.rest.start, line.rest.end).split(',')) {
      const host = /^(?:ssh:\/\/)?(?:[^@]*@)?([\w.-]+)(?::\d+)?$/.exec(hop.trim())?.[1];
      if (host !== undefined && host.toLowerCase() !== 'none' && !host.startsWith('-')) yield hostSubject(host);
    }
  }
}

/** Names that fit a Host pattern; several for a wildcard, so that one of them escapes the other patterns of the file. */
function hostsLike(pattern: string): readonly Subject[] {
  if (pattern === '' || /[\s,]/.test(pattern) || pattern.startsWith('-')) return [];
  if (!/[*?]/.test(pattern)) return [hostSubject(pattern)];
  const fillers = [
    ['host', 'x'],
    ['zq-7', '7'],
    ['a.b', 'k'],
  ] as const;
  return fillers
    .map(([run, one]) => pattern.replaceAll('*', run).replaceAll('?', one))
    .filter((name) => /^[\w.:-]+$/.test(name) && !name.startsWith('-'))
    .map(hostSubject);
}

/** The value in effect, where it is certain. */
export function certain(effective: EffectiveConfig, name: DirectiveName): EffectiveValue | undefined {
  const value = effective.values.get(name.toLowerCase())?.[0];
  return value?.certainty === 'certain' ? value : undefined;
}

/** Seconds (or the number) in effect; `none` and an unset directive give `unset`; undefined where it is not certain. */
export function numberOf(effective: EffectiveConfig, name: DirectiveName, unset = 0): number | undefined {
  const values = effective.values.get(name.toLowerCase());
  if (values === undefined) return effective.unsourced.includes(name.toLowerCase()) ? undefined : unset;
  const value = certain(effective, name);
  if (value === undefined) return undefined;
  if (value.value === 'none') return unset;
  const seconds = readTimeSpan(value.value, effective.version);
  return seconds.ok ? seconds.value : undefined;
}

/** A word in effect, in lower case; undefined where it is not certain, the empty text where it is unset. */
export function wordOf(effective: EffectiveConfig, name: DirectiveName): string | undefined {
  const values = effective.values.get(name.toLowerCase());
  return values === undefined ? '' : certain(effective, name)?.value.toLowerCase();
}

/** `yes` and `true` are the same to most directives. */
export function isYes(word: string | undefined): boolean {
  return word === 'yes' || word === 'true';
}

/** The line that a value comes from; undefined for defaults and options. */
export function lineOf(value: EffectiveValue | undefined): LineOrigin | undefined {
  return value?.from.kind === 'line' ? value.from : undefined;
}

export interface Origin {
  readonly origin: LineOrigin;
  readonly value: EffectiveValue;
  readonly connections: readonly Connection[];
}

/** Lines of the document whose value of `name` is in effect somewhere, each with the connections that use it. */
export function originsOf(snapshot: Snapshot, name: DirectiveName): readonly Origin[] {
  const found = new Map<number, { origin: LineOrigin; value: EffectiveValue; connections: Connection[] }>();
  for (const connection of allConnections(snapshot)) {
    const value = certain(connection.effective, name);
    const origin = lineOf(value);
    if (value === undefined || origin === undefined || origin.uri !== snapshot.uri) continue;
    const known = found.get(origin.lineIndex);
    if (known) known.connections.push(connection);
    else found.set(origin.lineIndex, { origin, value, connections: [connection] });
  }
  return [...found.values()];
}

/**
 * Whether the document may be a piece of a configuration that was not found: then nothing can be said about what
 * is missing from it.
 */
export function isLooseFragment(snapshot: Snapshot): boolean {
  return (
    /\.d\/[^/]*$/.test(snapshot.uri) &&
    snapshot.graphs.every((graph) => graph.roots.length === 1 && graph.roots[0]?.uri === snapshot.uri)
  );
}
