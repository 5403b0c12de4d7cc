import type { ConfigGraph } from '../resolve/configGraph.ts';
import { type Block, blocksOf, type ClientSubject, hostSubject } from '../resolve/subjects.ts';
import type { ConfigFile } from '../syntax/configFile.ts';
import { abstractionOf, contentOf, type Stretch } from './blockContent.ts';
import type { BlockLayout, Place } from './blockLayout.ts';
import { jumpTargetsIn } from './jumpTargets.ts';
import { linesOf as linesOfDirective } from './keywordIndex.ts';

/** A block that only the hosts of one group read. */
export interface OwnBlock {
  readonly uri: string;
  readonly file: ConfigFile;
  readonly block: Block;
}

/**
 * Hosts for which a configuration says the same, line by line, but for values that no rule looks at (each host's name,
 * address, user ...). One group of them is resolved; what holds for a line of its own blocks holds for the line at the
 * same place in the blocks of the others.
 */
export interface HostClass {
  /**
   * One host of the first group for each kind that wildcards and Match lines tell apart, with the number of names of
   * all groups that it stands for.
   */
  readonly kinds: ReadonlyMap<string, { readonly subject: ClientSubject; count: number }>;
  /** The first block that names the first group. */
  readonly home: OwnBlock;
  /** The own blocks of the first group. */
  readonly own: readonly OwnBlock[];
  /** Those of the other groups, each in the same order. */
  readonly others: readonly (readonly OwnBlock[])[];
}

/** A class in the making. */
type OpenClass = HostClass & { readonly others: (readonly OwnBlock[])[] };

/** Where blocks of the same content and kind, with the same shared blocks before them, belong. */
interface Alike {
  readonly kind: string;
  readonly rank: number | undefined;
  readonly home: Place;
  readonly known: OpenClass;
  readonly counted: { count: number };
}

/**
 * The hosts that the Host lines of a client's configuration name, in classes of hosts that are alike. With `merge` off
 * each group of hosts that the same lines name is a class of its own.
 */
export function hostClasses(graph: ConfigGraph, layout: BlockLayout, merge: boolean): readonly HostClass[] {
  const { places, linesOf, fitsOfLine } = layout;
  const own = places.map((place) => isOwn(place, linesOf));
  const ranks = ranksOf(places, own);
  const abstraction = merge ? abstractionOf(sharedLines(graph, places)) : undefined;
  const telling = tellingNames(graph);
  const classes = new Map<string, OpenClass>();
  const add = (place: Place, group: readonly string[], ids: readonly number[]): OpenClass => {
    const blocks = ids.length === 1 ? (own[place.id] ? [place] : []) : placesAt(places, ids, own);
    const kinds = kindsOf(place, group, fitsOfLine(place));
    const special = group.some(telling);
    let key = merge ? [...kinds.keys()].sort().join('\u0002') : String(classes.size);
    if (special) key += `\u0003${group.join(' ')}`;
    for (const id of merge ? ids : []) {
      const block = places[id];
      if (block === undefined) continue;
      if (!own[id]) {
        key += ` #${id}`;
        continue;
      }
      const content = contentOf(block.file, block.block, special || ids.length > 1 ? undefined : abstraction);
      key += ` ${block.fileNumber}.${ranks[id]}.${content.id}`;
      if (content.address !== undefined && telling(content.address)) key += content.address;
    }
    const known = classes.get(key);
    if (known === undefined) {
      const made: OpenClass = { kinds, home: place, own: blocks, others: [] };
      classes.set(key, made);
      return made;
    }
    known.others.push(blocks);
    for (const [kind, { count }] of kinds) {
      const same = known.kinds.get(kind);
      if (same) same.count += count;
    }
    return known;
  };
  const byContent = new Map<number, Alike[]>();
  /** The same for a block with one name that stands nowhere else, as nearly all are: without making a key for it. */
  const addAlone = (place: Place, name: string, ids: readonly number[]): void => {
    const content = own[place.id] && !telling(name) ? contentOf(place.file, place.block, abstraction) : undefined;
    if (content === undefined || (content.address !== undefined && telling(content.address))) {
      add(place, [name], ids);
      return;
    }
    const kind = fitsOfLine(place)?.[0] ?? '';
    const rank = ranks[place.id];
    const alike = byContent.get(content.id);
    const same = alike?.find(
      (one) => one.kind === kind && one.rank === rank && one.home.fileNumber === place.fileNumber,
    );
    if (same) {
      same.known.others.push([place]);
      same.counted.count += 1;
      return;
    }
    const known = add(place, [name], ids);
    const counted = known.kinds.get(kind);
    if (counted === undefined) return;
    const one: Alike = { kind, rank, home: place, known, counted };
    if (alike) alike.push(one);
    else byContent.set(content.id, [one]);
  };
  const done = new Set<string>();
  for (const place of places) {
    const { names } = place;
    const [name] = names ?? [];
    if (names === undefined || name === undefined) continue;
    const ids = linesOf.get(name) ?? [];
    // Nearly all: one name, in one line.
    if (names.length === 1 && ids.length === 1) {
      if (merge) addAlone(place, name, ids);
      else add(place, names, ids);
    } else for (const group of groupsOf(names, linesOf, done)) add(place, group, linesOf.get(group[0] ?? '') ?? []);
  }
  return [...classes.values()];
}

function placesAt(places: readonly Place[], ids: readonly number[], own: readonly boolean[]): readonly Place[] {
  return ids.flatMap((id) => (own[id] ? (places[id] ?? []) : []));
}

function kindsOf(
  { names = [] }: Place,
  group: readonly string[],
  fits: readonly string[] | undefined,
): HostClass['kinds'] {
  const kinds = new Map<string, { readonly subject: ClientSubject; count: number }>();
  for (const name of group) {
    const kind = fits?.[names.indexOf(name)] ?? '';
    const known = kinds.get(kind);
    if (known) known.count += 1;
    else kinds.set(kind, { subject: hostSubject(name), count: 1 });
  }
  return kinds;
}

/** Addresses that rules speak of (this machine, the public hosts of repositories), and those with tokens. */
const knownAddress = /^(?:localhost$|127\.|\[?::1\]?$)|github|gitlab|bitbucket|azure|visualstudio|%/i;

/** Whether a name or address means something to a rule, so that its host is looked at by itself. */
function tellingNames(graph: ConfigGraph): (name: string) => boolean {
  const jumpTargets = jumpTargetsIn(graph);
  const shared = new Set<string>();
  const seen = new Set<string>();
  const files = [...graph.files.values()].flatMap((state) => (state.kind === 'loaded' ? [state.file] : []));
  // Only a shared connection asks whether two names lead to one address.
  if (files.some((file) => linesOfDirective(file, 'ControlPath').length > 0)) {
    for (const file of files) {
      for (const index of linesOfDirective(file, 'Hostname')) {
        const line = file.lines[index];
        const address = line?.kind === 'directive' ? line.args[0]?.value : undefined;
        if (address === undefined) continue;
        if (seen.has(address)) shared.add(address);
        seen.add(address);
      }
    }
  }
  return (name) => jumpTargets.has(name) || shared.has(name) || knownAddress.test(name);
}

/** The lines that any host may read: above all blocks, and in blocks with patterns or criteria. */
function sharedLines(graph: ConfigGraph, places: readonly Place[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const state of graph.files.values()) {
    if (state.kind !== 'loaded') continue;
    stretches.push({ file: state.file, from: 0, to: blocksOf(state.file)[0]?.lineIndex ?? state.file.lines.length });
  }
  for (const { names, file, block } of places) {
    if (names === undefined) stretches.push({ file, from: block.lineIndex, to: block.end });
  }
  return stretches;
}

/** Whether the hosts that a block names are named by the same blocks everywhere, and it brings no file. */
function isOwn({ names, file, block }: Place, linesOf: ReadonlyMap<string, readonly number[]>): boolean {
  if (names === undefined) return false;
  for (const index of linesOfDirective(file, 'Include')) {
    if (index > block.lineIndex && index < block.end) return false;
  }
  if (names.length === 1) return true;
  const lines = linesOf.get(names[0] ?? '') ?? [];
  return names.every((name) => sameNumbers(linesOf.get(name) ?? [], lines));
}

function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
  return a === b || (a.length === b.length && a.every((number, index) => number === b[index]));
}

/** How many blocks that others read too stand before each block in its file: between two of them order means nothing. */
function ranksOf(places: readonly Place[], own: readonly boolean[]): readonly number[] {
  let rank = 0;
  let file = -1;
  return places.map((place) => {
    if (place.fileNumber !== file) rank = 0;
    file = place.fileNumber;
    if (!own[place.id]) rank += 1;
    return rank;
  });
}

/** The names of a line in groups that the same lines name; those that came before are left out. */
function groupsOf(
  names: readonly string[],
  linesOf: ReadonlyMap<string, readonly number[]>,
  done: Set<string>,
): readonly (readonly string[])[] {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    if (done.has(name)) continue;
    done.add(name);
    const key = (linesOf.get(name) ?? []).join(' ');
    const group = groups.get(key);
    if (group) group.push(name);
    else groups.set(key, [name]);
  }
  return [...groups.values()];
}
