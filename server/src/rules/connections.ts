import type { DirectiveName } from '../knowledge/directives.ts';
import type { ConfigGraph } from '../resolve/configGraph.ts';
import type { EffectiveConfig, EffectiveValue, LineOrigin } from '../resolve/effectiveConfig.ts';
import { effectiveFor } from '../resolve/effectiveFor.ts';
import type { Subject } from '../resolve/subjects.ts';
import type { Snapshot } from '../snapshot.ts';
import { readTimeSpan } from '../values/timeSpan.ts';
import { type Entry, entryAt } from './document.ts';
import type { OwnBlock } from './hostClasses.ts';
import { type Population, populationOf, type TellingApart } from './population.ts';
import { type Twins, twinsAt } from './twins.ts';

/** A connection that a configuration may be used for, with all that is in effect for it. */
export interface Connection {
  readonly graph: ConfigGraph;
  readonly subject: Subject;
  readonly effective: EffectiveConfig;
  /** The first block that names the host or fits it. */
  readonly home?: OwnBlock;
  /** How many names it stands for. */
  readonly count: number;
}

const connectionsByPopulation = new WeakMap<Population, readonly Connection[]>();

/**
 * Connections that between them fulfil every block of a configuration: one that no block names, and for each Host and
 * Match line of each file the targets that it names, or made-up ones that fit its patterns. Of hosts that are alike one
 * stands for all (see hostClasses.ts).
 */
export function connectionsOf(graph: ConfigGraph, snapshot: Snapshot): readonly Connection[] {
  const population = populationOf(graph, tellingApart(snapshot));
  const known = connectionsByPopulation.get(population);
  if (known) return known;
  const connections = population.members.map((member) => ({
    ...member,
    graph,
    effective: effectiveFor(graph, member.subject),
  }));
  connectionsByPopulation.set(population, connections);
  return connections;
}

const viewBySnapshot = new WeakMap<Snapshot, TellingApart>();

/**
 * What tells hosts apart beside their lines: the host patterns of the settings. One host may not stand for others where
 * several configurations read the document, for what is alike in one need not be alike in the other.
 */
function tellingApart(snapshot: Snapshot): TellingApart {
  const known = viewBySnapshot.get(snapshot);
  if (known) return known;
  const { path, servers } = snapshot.settings;
  const patterns = [path, servers].flatMap((setting) => Object.keys(setting).flatMap((each) => each.split(/[\s,]+/)));
  const view = { merge: snapshot.graphs.length === 1, patterns: patterns.map((pattern) => pattern.replace(/^!/, '')) };
  viewBySnapshot.set(snapshot, view);
  return view;
}

/** Connections of every configuration that reads the document. */
export function allConnections(snapshot: Snapshot): readonly Connection[] {
  return snapshot.graphs.flatMap((graph) => connectionsOf(graph, snapshot));
}

/** The value in effect, where it is certain. */
export function certain(effective: EffectiveConfig, name: DirectiveName): EffectiveValue | undefined {
  const value = effective.values.get(name.toLowerCase())?.[0];
  return value?.certainty === 'certain' ? value : undefined;
}

/**
 * Seconds (or the number) in effect; `none` and an unset directive give `unset`; undefined where it is not certain.
 * A directive that could be set by what is never evaluated is not certain either.
 */
export function numberOf(effective: EffectiveConfig, name: DirectiveName, unset = 0): number | undefined {
  const keyword = name.toLowerCase();
  const values = effective.values.get(keyword);
  if (values === undefined) return isOpen(effective, keyword) ? undefined : unset;
  const value = certain(effective, name);
  if (value === undefined) return undefined;
  if (value.value === 'none') return unset;
  const seconds = readTimeSpan(value.value, effective.version);
  return seconds.ok ? seconds.value : undefined;
}

/** A word in effect, in lower case; undefined where it is not certain, the empty text where it is unset. */
export function wordOf(effective: EffectiveConfig, name: DirectiveName): string | undefined {
  const keyword = name.toLowerCase();
  const values = effective.values.get(keyword);
  if (values === undefined) return isOpen(effective, keyword) ? undefined : '';
  return certain(effective, name)?.value.toLowerCase();
}

/** Whether it is not known if a directive without a value has one. */
function isOpen({ unsourced, possible }: EffectiveConfig, keyword: string): boolean {
  return unsourced.includes(keyword) || possible?.has(keyword) === true;
}

/** Whether a host is this machine: a virtual machine or a container on it, and no network between. */
export function isThisMachine(effective: EffectiveConfig): boolean {
  return /^(?:localhost|127\..*|::1)$/i.test(certain(effective, 'Hostname')?.value ?? '');
}

/** Whether a directive that takes a path, a command or a host is set to one; undefined where it is not certain. */
export function isGiven(effective: EffectiveConfig, name: DirectiveName): boolean | undefined {
  const word = wordOf(effective, name);
  return word === undefined ? undefined : word !== '' && word !== 'none';
}

/** `yes` and `true` are the same to most directives. */
export function isYes(word: string | undefined): boolean {
  return word === 'yes' || word === 'true';
}

/** The line that a value comes from; undefined for defaults and options. */
export function lineOf(value: EffectiveValue | undefined): LineOrigin | undefined {
  return value?.from.kind === 'line' ? value.from : undefined;
}

/** A line of the document whose value is in effect somewhere, with the connections that use it. */
export interface Origin {
  readonly origin: LineOrigin;
  readonly value: EffectiveValue;
  readonly connections: readonly Connection[];
}

const originsBySnapshot = new WeakMap<Snapshot, Map<DirectiveName, readonly Origin[]>>();

/** Lines of the document whose value of `name` is in effect somewhere; of hosts that are alike, those of one of them. */
export function originsOf(snapshot: Snapshot, name: DirectiveName): readonly Origin[] {
  const byName = originsBySnapshot.get(snapshot) ?? new Map<DirectiveName, readonly Origin[]>();
  originsBySnapshot.set(snapshot, byName);
  const known = byName.get(name);
  if (known) return known;
  const found = new Map<number, { origin: LineOrigin; value: EffectiveValue; connections: Connection[] }>();
  for (const connection of allConnections(snapshot)) {
    const value = certain(connection.effective, name);
    const origin = lineOf(value);
    if (value === undefined || origin === undefined || origin.uri !== snapshot.uri) continue;
    const seen = found.get(origin.lineIndex);
    if (seen) seen.connections.push(connection);
    else found.set(origin.lineIndex, { origin, value, connections: [connection] });
  }
  const origins = [...found.values()];
  byName.set(name, origins);
  return origins;
}

/** Where a finding stands: a line, and what stands for other lines of the same host there. */
export interface Place {
  readonly entry: Entry;
  /** A line of the host that was looked at, as the line of this place's host. */
  here(line: LineOrigin): LineOrigin;
}

/** The line itself, and the lines at its place in the blocks of hosts that are alike. */
export function* placesOf(snapshot: Snapshot, line: LineOrigin): Iterable<Place> {
  if (line.uri !== snapshot.uri) return;
  const own = entryAt(snapshot.file, line.lineIndex);
  if (own) yield { entry: own, here: (other) => other };
  for (const twins of twinsOf(snapshot, line)) {
    const place = twins.lineOf(line);
    const entry = place && entryAt(snapshot.file, place.lineIndex);
    if (entry) yield { entry, here: (other) => twins.lineOf(other) ?? other };
  }
}

function twinsOf(snapshot: Snapshot, line: LineOrigin): readonly Twins[] {
  const [graph] = snapshot.graphs;
  return twinsAt(populationOf(graph, tellingApart(snapshot)).classes, line);
}

/**
 * Whether lines that are not seen may belong to the document's configurations: it may be a piece of one that was not
 * found, or a file of it cannot be read. Then nothing can be said about what is missing.
 */
export function mayMissLines(snapshot: Snapshot): boolean {
  return (
    isLooseFragment(snapshot) ||
    snapshot.graphs.some(
      (graph) =>
        [...graph.files.values()].some(({ kind }) => kind === 'unknown') ||
        [...graph.includes.values()].some((outcomes) => outcomes.some(({ unknown }) => unknown !== undefined)),
    )
  );
}

function isLooseFragment(snapshot: Snapshot): boolean {
  return (
    /\.d\/[^/]*$/.test(snapshot.uri) &&
    snapshot.graphs.every((graph) => graph.roots.length === 1 && graph.roots[0]?.uri === snapshot.uri)
  );
}
