import type { Block } from '../resolve/subjects.ts';
import type { ConfigFile, DirectiveLine, Line } from '../syntax/configFile.ts';
import { nameOf } from './keywordIndex.ts';

/** Directives whose value no rule looks at, unless two lines of them meet. */
const plainValues: ReadonlySet<string> = new Set([
  'Hostname',
  'User',
  'Port',
  'IdentityFile',
  'CertificateFile',
  'IdentityAgent',
  'HostKeyAlias',
  'LocalForward',
  'DynamicForward',
]);
/** Of these, the ones of which every line counts: that others set them too changes nothing. */
const accumulating: ReadonlySet<string> = new Set([
  'IdentityFile',
  'CertificateFile',
  'LocalForward',
  'DynamicForward',
]);

/** A run of lines of a file: from the first, up to and without the last. */
export interface Stretch {
  readonly file: ConfigFile;
  readonly from: number;
  readonly to: number;
}

/** Which values may be left aside when hosts are compared. */
export interface Abstraction {
  readonly names: ReadonlySet<string>;
  readonly key: string;
}

/**
 * What may be left aside of a host that one block alone names: values that no line sets which it may read as well,
 * `shared`. Match lines may ask for address and user, so that with one of them these stay.
 */
export function abstractionOf(shared: readonly Stretch[]): Abstraction {
  const names = new Set(plainValues);
  for (const { file, from, to } of shared) {
    for (let index = from; index < to; index++) {
      const line = file.lines[index];
      if (line?.kind !== 'directive') continue;
      const name = nameOf(file.dialect, line.keyword.value);
      if (name !== undefined && !accumulating.has(name)) names.delete(name);
      const asksForMore = name === 'Match' && !line.args.every((arg) => /^(?:all|final|canonical)$/i.test(arg.value));
      if (asksForMore || name === 'CanonicalizeHostname') {
        for (const other of ['Hostname', 'User', 'Port']) names.delete(other);
      }
    }
  }
  return { names, key: [...names].join(' ') };
}

/** What a block says. */
export interface BlockContent {
  /** The same for blocks that say the same, values left aside not counted. */
  readonly id: number;
  /** The HostName, where it was left aside. */
  readonly address?: string;
}

interface Kept {
  readonly lines: readonly Line[];
  readonly key: string;
  readonly content: BlockContent;
}

const contents = new WeakMap<DirectiveLine, Kept>();

/**
 * What the lines under a Host line say. Kept for as long as the block's lines stay the same objects, which they do
 * while other lines are edited.
 */
export function contentOf(file: ConfigFile, block: Block, abstraction: Abstraction | undefined): BlockContent {
  const key = abstraction?.key ?? '';
  const known = contents.get(block.line);
  if (known && known.key === key && sameLines(known.lines, file, block)) return known.content;
  const lines = file.lines.slice(block.lineIndex + 1, block.end);
  const content = describe(file, lines, abstraction);
  contents.set(block.line, { lines, key, content });
  return content;
}

function sameLines(kept: readonly Line[], file: ConfigFile, block: Block): boolean {
  if (kept.length !== block.end - block.lineIndex - 1) return false;
  for (let at = 0; at < kept.length; at++) if (kept[at] !== file.lines[block.lineIndex + 1 + at]) return false;
  return true;
}

function describe(file: ConfigFile, lines: readonly Line[], abstraction: Abstraction | undefined): BlockContent {
  let text = '';
  let address: string | undefined;
  const seen = new Set<string>();
  for (const line of lines) {
    if (line.kind !== 'directive') continue;
    const name = nameOf(file.dialect, line.keyword.value) ?? line.keyword.value;
    const aside = abstraction?.names.has(name) === true && !seen.has(name) && line.problem === undefined;
    if (seen.has(name) && abstraction?.names.has(name) && !accumulating.has(name)) {
      // Two lines of one block that meet: their values matter.
      return describe(file, lines, undefined);
    }
    seen.add(name);
    if (aside && name === 'Hostname') address = line.args[0]?.value;
    const value = aside ? '' : line.text.slice(line.rest.start, line.rest.end);
    text += `${name}${line.problem ?? ''} ${value}\n`;
  }
  const id = idOf(text);
  return address === undefined ? { id } : { id, address };
}

const ids = new Map<string, number>();
let lastId = 0;

/** Short names of texts. Forgotten from time to time, which at worst keeps hosts apart that are alike. */
function idOf(text: string): number {
  const known = ids.get(text);
  if (known !== undefined) return known;
  if (ids.size > 100_000) ids.clear();
  lastId += 1;
  ids.set(text, lastId);
  return lastId;
}
