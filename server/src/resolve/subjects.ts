import { type CriterionArgument, findCriterion } from '../knowledge/matchCriteria.ts';
import { perChunk } from '../syntax/chunks.ts';
import type { ConfigFile, Dialect, DirectiveLine, Word } from '../syntax/configFile.ts';
import { isLiteralPattern, matchHostPatterns } from '../values/patternList.ts';
import type { ClientTarget, ServerPeer } from './effectiveConfig.ts';

/** The connection that a line of a file is looked at for. */
export type Subject = ClientSubject | ServerSubject;

interface SubjectBase {
  /** Index of the Host or Match line it comes from; undefined for the part before the first of them. */
  readonly blockLine?: number;
  /**
   * `named`: the line names it. `sample`: made up from a pattern. `any`: stands for all that no line names.
   * Only named ones can be connected to.
   */
  readonly kind: 'named' | 'sample' | 'any';
  /** What to call it: a host, `user bob`, or empty for `any`. */
  readonly label: string;
}

export interface ClientSubject extends SubjectBase {
  readonly dialect: 'client';
  readonly target: ClientTarget;
}

export interface ServerSubject extends SubjectBase {
  readonly dialect: 'server';
  readonly peer: ServerPeer;
}

/** Stands for a host that no pattern but `*` is meant for; `.invalid` is reserved for names that do not exist. */
export const unnamedHost = 'any-other-host.invalid';

/** A Host or Match line and the lines under it. */
export interface Block {
  readonly line: DirectiveLine;
  readonly lineIndex: number;
  /** Index after its last line. */
  readonly end: number;
}

/** Host and Match lines of each chunk, by their place in it. */
const headsIn = perChunk(({ dialect, lines }) =>
  lines.flatMap((line, at) => (line.kind === 'directive' && opensBlock(dialect, line) ? [{ line, at }] : [])),
);

const blocksByFile = new WeakMap<ConfigFile, readonly Block[]>();

/** All Host and Match lines of a file, in order. */
export function blocksOf(file: ConfigFile): readonly Block[] {
  const known = blocksByFile.get(file);
  if (known) return known;
  const blocks: { -readonly [Key in keyof Block]: Block[Key] }[] = [];
  for (const { value, firstLine } of headsIn(file)) {
    for (const { line, at } of value) {
      const lineIndex = firstLine + at;
      const before = blocks.at(-1);
      if (before) before.end = lineIndex;
      blocks.push({ line, lineIndex, end: file.lines.length });
    }
  }
  blocksByFile.set(file, blocks);
  return blocks;
}

function opensBlock(dialect: Dialect, line: DirectiveLine): boolean {
  // Nearly all lines end here.
  const { length } = line.keyword.value;
  if (length !== 5 && length !== 4) return false;
  const keyword = line.keyword.value.toLowerCase();
  return keyword === 'match' || (keyword === 'host' && dialect === 'client');
}

/** The block that a line stands in, the same object for all its lines; a Host or Match line stands in its own. */
export function blockAt(file: ConfigFile, lineIndex: number): Block | undefined {
  const blocks = blocksOf(file);
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((blocks[middle]?.lineIndex ?? 0) <= lineIndex) low = middle + 1;
    else high = middle;
  }
  const block = blocks[low - 1];
  return block && lineIndex < block.end ? block : undefined;
}

/** The same for who asks for one line: of a file that was just edited, only the lines around it are looked at. */
export function blockAround(file: ConfigFile, lineIndex: number): Block | undefined {
  if (lineIndex >= file.lines.length) return undefined;
  const chunks = headsIn(file);
  let low = 0;
  let high = chunks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((chunks[middle]?.firstLine ?? 0) <= lineIndex) low = middle + 1;
    else high = middle;
  }
  for (let chunk = low - 1; chunk >= 0; chunk--) {
    const { value, firstLine } = chunks[chunk] ?? { value: [], firstLine: 0 };
    const head = value.findLast(({ at }) => firstLine + at <= lineIndex);
    if (!head) continue;
    const start = firstLine + head.at;
    return { line: head.line, lineIndex: start, end: nextHead(file, chunk, start) ?? file.lines.length };
  }
  return undefined;
}

/** The first line of the first block; the number of lines where there is none. */
export function globalEnd(file: ConfigFile): number {
  return nextHead(file, 0, -1) ?? file.lines.length;
}

/** The first Host or Match line behind a line, from a chunk on. */
function nextHead(file: ConfigFile, fromChunk: number, after: number): number | undefined {
  const chunks = headsIn(file);
  for (let chunk = fromChunk; chunk < chunks.length; chunk++) {
    const { value, firstLine } = chunks[chunk] ?? { value: [], firstLine: 0 };
    const next = value.find(({ at }) => firstLine + at > after);
    if (next) return firstLine + next.at;
  }
  return undefined;
}

/** The connection that the lines around `lineIndex` are about. */
export function subjectAt(file: ConfigFile, lineIndex: number): Subject {
  const block = blockAround(file, lineIndex);
  if (!block) return globalSubject(file);
  const subject = subjectOfBlock(file, block);
  return { ...subject, blockLine: block.lineIndex };
}

/** More names on one line than this are not looked at one by one. */
const mostNames = 12;

/** Connections that between them fulfil all that the line of a block names; one that no block names without a block. */
export function subjectsOf(file: ConfigFile, block: Block | undefined): readonly Subject[] {
  if (!block) return [globalSubject(file)];
  if (file.dialect === 'server' || block.line.keyword.value.toLowerCase() !== 'host') {
    return [subjectOfBlock(file, block)];
  }
  const all = block.line.args.map(({ value }) => value);
  const subjects = all.slice(0, mostNames).flatMap((pattern): Subject[] => {
    if (pattern === '' || pattern.startsWith('!')) return [];
    if (!isHostName(pattern)) return [patternSubject(pattern)];
    return matchHostPatterns(pattern, all) ? [hostSubject(pattern)] : [];
  });
  return subjects.length > 0 ? subjects : [subjectOfBlock(file, block)];
}

/** All connections whose target can be told from the file: what a lens stands on. */
export function namedSubjects(file: ConfigFile): readonly (Subject & { readonly blockLine: number })[] {
  return blocksOf(file).flatMap((block) => {
    const subject = subjectOfBlock(file, block);
    return subject.kind === 'named' ? [{ ...subject, blockLine: block.lineIndex }] : [];
  });
}

/** The subject of a client host that somebody typed. */
export function hostSubject(host: string): ClientSubject {
  return { dialect: 'client', kind: 'named', label: host, target: { host } };
}

export function globalSubject(file: ConfigFile): Subject {
  return file.dialect === 'client'
    ? { dialect: 'client', kind: 'any', label: '', target: { host: unnamedHost } }
    : { dialect: 'server', kind: 'any', label: '', peer: {} };
}

function subjectOfBlock(file: ConfigFile, { line }: Block): Subject {
  if (file.dialect === 'server') return serverMatch(line);
  return line.keyword.value.toLowerCase() === 'host' ? hostLine(line) : clientMatch(line);
}

function hostLine(line: DirectiveLine): ClientSubject {
  const positive = line.args.map((arg) => arg.value).filter((pattern) => pattern !== '' && !pattern.startsWith('!'));
  const all = line.args.map((arg) => arg.value);
  const named = positive.find((name) => isHostName(name) && matchHostPatterns(name, all));
  if (named !== undefined) return hostSubject(named);
  const [pattern = '*'] = positive;
  return patternSubject(pattern);
}

function patternSubject(pattern: string): ClientSubject {
  if (/^[*?]*$/.test(pattern)) return { dialect: 'client', kind: 'any', label: '', target: { host: unnamedHost } };
  const host = pattern.replaceAll('*', 'host').replaceAll('?', 'x');
  return { dialect: 'client', kind: 'sample', label: host, target: { host } };
}

/** ssh refuses a host that starts with a dash, and one with a blank can only be meant by mistake. */
function isHostName(pattern: string): boolean {
  return isLiteralPattern(pattern) && !pattern.startsWith('-') && !/[\s,]/.test(pattern);
}

interface Criterion {
  readonly name: string;
  readonly negated: boolean;
  readonly argument: CriterionArgument;
  readonly value: string;
  readonly word: Word;
  readonly valueWord: Word;
}

/** The criteria of a Match line as far as their names are known. */
export function criteriaOf(file: Pick<ConfigFile, 'dialect'>, line: DirectiveLine): readonly Criterion[] {
  const criteria: Criterion[] = [];
  for (let i = 0; i < line.args.length; i++) {
    const word = line.args[i];
    if (!word) break;
    const negated = file.dialect === 'client' && word.value.startsWith('!');
    const [head = '', ...tail] = (negated ? word.value.slice(1) : word.value).split('=');
    const known = findCriterion(file.dialect, head);
    if (!known) continue;
    const base = { name: known.name.toLowerCase(), negated, argument: known.argument, word };
    if (known.argument === 'none') {
      criteria.push({ ...base, value: '', valueWord: word });
    } else if (tail.length > 0) {
      criteria.push({ ...base, value: tail.join('='), valueWord: word });
    } else {
      i += 1;
      const valueWord = line.args[i];
      if (valueWord) criteria.push({ ...base, value: valueWord.value, valueWord });
    }
  }
  return criteria;
}

/** The first entry of a comma list that names one thing. */
function literalEntry(value: string): string | undefined {
  return value.split(',').find((entry) => entry !== '' && !entry.startsWith('!') && isLiteralPattern(entry));
}

function clientMatch(line: DirectiveLine): ClientSubject {
  const target: { -readonly [Key in keyof ClientTarget]: ClientTarget[Key] } = { host: unnamedHost };
  const names: string[] = [];
  let named = true;
  for (const { name, negated, value } of criteriaOf({ dialect: 'client' }, line)) {
    if (negated) continue;
    const literal = literalEntry(value);
    if (name === 'host' || name === 'originalhost') {
      const [pattern = '*'] = value.split(',').filter((entry) => !entry.startsWith('!'));
      target.host = literal ?? patternSubject(pattern).target.host;
      if (literal === undefined) named = false;
      else names.push(literal);
    } else if (name === 'user') {
      if (literal === undefined) named = false;
      else {
        target.user = literal;
        names.push(`user ${literal}`);
      }
    } else if (name === 'tagged') {
      if (literal === undefined) named = false;
      else {
        target.tag = literal;
        names.push(`tag ${literal}`);
      }
    } else if (name !== 'final' && name !== 'canonical' && name !== 'all') {
      named = false;
    }
  }
  if (names.length === 0) return { dialect: 'client', kind: 'any', label: '', target };
  return { dialect: 'client', kind: named ? 'named' : 'sample', label: names.join(', '), target };
}

function serverMatch(line: DirectiveLine): ServerSubject {
  const peer: { -readonly [Key in keyof ServerPeer]: ServerPeer[Key] } = {};
  const names: string[] = [];
  let named = true;
  for (const { name, value, valueWord } of criteriaOf({ dialect: 'server' }, line)) {
    const literal = literalEntry(value);
    const address = literal?.replace(/\/\d+$/, '');
    if (name === 'invalid-user') peer.invalidUser = true;
    else if (name === 'all' || name === 'version') continue;
    else if (literal === undefined) named = false;
    else if (name === 'user') peer.user = literal;
    else if (name === 'group') peer.groups = [...(peer.groups ?? []), literal];
    else if (name === 'host') peer.host = literal;
    else if (name === 'address' && address !== undefined) peer.address = address;
    else if (name === 'localaddress' && address !== undefined) peer.localAddress = address;
    else if (name === 'localport' && /^\d+$/.test(literal)) peer.localPort = Number(literal);
    else if (name === 'rdomain') peer.rdomain = literal;
    else named = false;
    names.push(`${name} ${literal ?? valueWord.value}`.trim());
  }
  if (names.length === 0) return { dialect: 'server', kind: 'any', label: '', peer };
  return { dialect: 'server', kind: named ? 'named' : 'sample', label: names.join(', '), peer };
}
