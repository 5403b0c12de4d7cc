import type { ConfigFile } from '../../syntax/configFile.ts';
import { isLiteralPattern, matchHostPatterns } from '../../values/patternList.ts';
import { type ChunkSummary, onlyNames, type Run } from './chunkSummary.ts';
import type { Block, CompiledConfig, GivenName, Section } from './compiledConfig.ts';

export type MutableBlock = { -readonly [Key in keyof Block]: Block[Key] };

/** One reading of a file. */
export interface FileReading {
  readonly uri: string;
  readonly file: ConfigFile;
  readonly id: number;
  readonly depth: number;
  readonly system: boolean;
  readonly parent?: Block;
  /** Lines that end a block, in order, as far as they are known. */
  readonly headLines: number[];
}

/** A chunk whose blocks and sections are made when a host reaches them. */
interface Stretch {
  readonly kind: 'stretch';
  readonly reading: FileReading;
  readonly firstLine: number;
  /** Order of the line before its first one. */
  readonly order: number;
  readonly summary: ChunkSummary;
  /** Index of its first section. */
  readonly base: number;
  /** The block that its leading settings belong to, and the only names that reach them. */
  readonly before: Current;
  readonly leadingNames: readonly string[] | undefined;
  /** Place in `reading.headLines` behind its own. */
  readonly next: number;
  made: { readonly blocks: readonly Block[]; readonly sections: readonly Section[] } | undefined;
}

type Part =
  | Stretch
  | { readonly kind: 'block'; readonly block: Block }
  | { readonly kind: 'section'; readonly section: Section };

/** Blocks and sections in reading order, in the making. */
export interface Parts {
  readonly parts: Part[];
  /** The part that holds the section, for each index; a stretch stands for all of its own. */
  readonly holders: Part[];
  readonly bases: number[];
  sections: number;
  /** Indices of the sections that any host may reach. */
  readonly open: number[];
  /** Sections outside of stretches that only these names reach. */
  readonly byHost: Map<string, number[]>;
}

export function newParts(): Parts {
  return { parts: [], holders: [], bases: [], sections: 0, open: [], byHost: new Map() };
}

export function addBlockPart(parts: Parts, block: Block): void {
  parts.parts.push({ kind: 'block', block });
}

export function addSectionPart(parts: Parts, section: Section): void {
  addPart(parts, { kind: 'section', section }, 1);
  index(parts, section.index, literalGate(section.block));
}

function addPart(parts: Parts, part: Part, sections: number): void {
  parts.parts.push(part);
  if (sections === 0) return;
  parts.holders.push(part);
  parts.bases.push(parts.sections);
  parts.sections += sections;
}

function index({ open, byHost }: Parts, section: number, names: readonly string[] | undefined): void {
  if (!names) open.push(section);
  for (const name of names ?? []) {
    const known = byHost.get(name);
    if (known) known.push(section);
    else byHost.set(name, [section]);
  }
}

/** The block that goes on where a part ends; that of a stretch is made when it is asked for. */
export type Current = Block | Stretch;

export function blockOf(current: Current): Block {
  if (current.kind !== 'stretch') return current;
  return make(current).blocks.at(-1) ?? blockOf(current.before);
}

/** The only names that can reach it. */
function namesOf(current: Current): readonly string[] | undefined {
  return current.kind === 'stretch' ? current.summary.heads.at(-1)?.names : literalGate(current);
}

/** Adds a chunk without looking at its lines. */
export function addStretch(
  parts: Parts,
  reading: FileReading,
  summary: ChunkSummary,
  place: { readonly firstLine: number; readonly order: number },
  current: Current,
): Current {
  const { heads, leading, runs, open } = summary;
  const { firstLine, order } = place;
  const [first] = heads;
  if (first) reading.headLines.push(firstLine + first.at);
  const stretch: Stretch = {
    kind: 'stretch',
    firstLine,
    order,
    reading,
    summary,
    base: parts.sections,
    before: current,
    leadingNames: leading && namesOf(current),
    next: reading.headLines.length,
    made: undefined,
  };
  addPart(parts, stretch, runs);
  if (leading && !stretch.leadingNames) parts.open.push(stretch.base);
  for (const run of open) parts.open.push(stretch.base + run);
  return first ? stretch : current;
}

function make(stretch: Stretch): NonNullable<Stretch['made']> {
  if (stretch.made) return stretch.made;
  const { reading, firstLine, order, summary, base, before, next } = stretch;
  const { uri, file, system, parent } = reading;
  const blocks: Block[] = [];
  const sections: Section[] = [];
  const addSection = (block: Block, { first, end }: Run): void => {
    const lines = { firstLine: firstLine + first, endLine: firstLine + end };
    const place = { order: order + first + 1, index: base + sections.length };
    sections.push({ block, ...lines, ...place, system, settings: undefined });
  };
  if (summary.leading) addSection(blockOf(before), summary.leading);
  for (const [number, { at, patterns, settings }] of summary.heads.entries()) {
    const following = summary.heads[number + 1];
    const block: Block = {
      kind: 'host',
      uri,
      file,
      reading: reading.id,
      lineIndex: firstLine + at,
      order: order + at + 1,
      get endLineIndex() {
        if (following) return firstLine + following.at;
        // Only a part that is still to come may know.
        return reading.headLines[next] ?? file.lines.length;
      },
      ...(parent ? { parent } : {}),
      header: undefined,
      patterns,
      criteria: [],
      broken: false,
    };
    blocks.push(block);
    if (settings) addSection(block, settings);
  }
  stretch.made = { blocks, sections };
  return stretch.made;
}

/** Whether the blocks of a file can be told apart by their own names alone. */
export function isOpen(parent: Block | undefined): boolean {
  return parent === undefined || literalGate(parent) === undefined;
}

/** The names of the innermost Host line without wildcards around a section. */
export function literalGate(block: Block): readonly string[] | undefined {
  for (let at: Block | undefined = block; at; at = at.before ?? at.parent) {
    const names = at.kind === 'host' ? onlyNames(at.patterns) : undefined;
    if (names) return names;
  }
  return undefined;
}

/** Hosts are looked up in each chunk; who asks for many gets an index of all. */
const fewLookups = 24;

/** Access to what was collected. */
export function accessTo(parts: Parts): Pick<CompiledConfig, 'blocks' | 'sectionsFor' | 'names' | 'nameTexts'> {
  let all: readonly Block[] | undefined;
  let lookups = 0;
  let whole: ReadonlyMap<string, readonly number[]> | undefined;
  const own = (host: string): readonly number[] => {
    lookups += 1;
    if (lookups > fewLookups) {
      whole ??= wholeIndex(parts);
      return whole.get(host) ?? [];
    }
    const found = [...(parts.byHost.get(host) ?? [])];
    for (const part of parts.holders) {
      if (part.kind !== 'stretch') continue;
      if (part.leadingNames?.includes(host)) found.push(part.base);
      const runs = part.summary.byName.get(host);
      if (runs) for (const run of runs) found.push(part.base + run);
    }
    return found.sort((a, b) => a - b);
  };
  return {
    blocks: () => {
      all ??= parts.parts.flatMap((part) =>
        part.kind === 'stretch' ? make(part).blocks : part.kind === 'block' ? [part.block] : [],
      );
      return all;
    },
    *sectionsFor(host) {
      const { open } = parts;
      const reached = own(host);
      for (let left = 0, right = 0; left < open.length || right < reached.length; ) {
        const next = (open[left] ?? Infinity) < (reached[right] ?? Infinity) ? open[left++] : reached[right++];
        const section = sectionAt(parts, next as number);
        if (section) yield section;
      }
    },
    names: () => givenNames(parts),
    nameTexts: () => nameTexts(parts),
  };
}

function wholeIndex({ byHost, holders }: Parts): ReadonlyMap<string, readonly number[]> {
  const whole = new Map([...byHost].map(([name, sections]) => [name, [...sections]]));
  for (const part of holders) {
    if (part.kind !== 'stretch') continue;
    const add = (name: string, runs: readonly number[]): void => {
      const known = whole.get(name) ?? [];
      for (const run of runs) known.push(part.base + run);
      whole.set(name, known);
    };
    for (const name of part.leadingNames ?? []) add(name, [0]);
    for (const [name, runs] of part.summary.byName) add(name, runs);
  }
  for (const sections of whole.values()) sections.sort((a, b) => a - b);
  return whole;
}

function sectionAt({ holders, bases }: Parts, section: number): Section | undefined {
  let low = 0;
  let high = bases.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((bases[middle] ?? 0) <= section) low = middle;
    else high = middle - 1;
  }
  const holder = holders[low];
  if (holder?.kind === 'section') return holder.section;
  return holder?.kind === 'stretch' ? make(holder).sections[section - holder.base] : undefined;
}

function* givenNames({ parts }: Parts): Generator<GivenName> {
  for (const part of parts) {
    if (part.kind === 'stretch') {
      const { uri, file } = part.reading;
      for (const { name, at, argument } of part.summary.concrete) {
        yield { name, uri, file, lineIndex: part.firstLine + at, argument };
      }
    } else if (part.kind === 'block' && part.block.kind === 'host') {
      const { uri, file, lineIndex, patterns } = part.block;
      for (const [argument, name] of patterns.entries()) {
        if (isGiven(name, patterns)) yield { name, uri, file, lineIndex, argument };
      }
    }
  }
}

function* nameTexts({ parts }: Parts): Generator<readonly string[]> {
  for (const part of parts) {
    if (part.kind === 'stretch') yield part.summary.concreteNames;
    else if (part.kind === 'block' && part.block.kind === 'host') {
      const { patterns } = part.block;
      yield patterns.filter((name) => isGiven(name, patterns));
    }
  }
}

/** A name without wildcards that its own line matches. */
function isGiven(name: string, patterns: readonly string[]): boolean {
  return !name.startsWith('!') && isLiteralPattern(name) && matchHostPatterns(name, patterns);
}
