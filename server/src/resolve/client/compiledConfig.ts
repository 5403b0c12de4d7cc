import type { ConfigFile, DirectiveLine, Span } from '../../syntax/configFile.ts';
import type { ConfigError, LineOrigin } from '../effectiveConfig.ts';
import type { CompiledLine } from './compileLine.ts';
import type { Effect } from './lineReading.ts';
import type { Criterion } from './matchLine.ts';

/** A Host or Match line of one reading of a file, or the beginning of a root. */
export interface Block {
  readonly kind: 'root' | 'host' | 'match';
  readonly uri: string;
  readonly file: ConfigFile;
  /** Counts the readings of files: one that is included twice has two. */
  readonly reading: number;
  /** Index of the Host or Match line; -1 for a root. */
  readonly lineIndex: number;
  /** Its place among all lines in reading order. */
  readonly order: number;
  /** First line that does not belong to it any more. */
  readonly endLineIndex: number;
  /** The section that includes this file: this one can only match if that one does. */
  readonly parent?: Block;
  /** Made at the first use, see `headerOf`. */
  header: LineOrigin | undefined;
  readonly patterns: readonly string[];
  readonly criteria: readonly Criterion[];
  /** The line itself is at fault. A Match line then changes nothing: `before` goes on. */
  readonly broken: boolean;
  readonly before?: Block;
}

export interface Setting {
  readonly line: DirectiveLine;
  readonly lineIndex: number;
  readonly block: Block;
  readonly effects: readonly Effect[];
  /** From the system's file: kept apart where duplicates are dropped. */
  readonly system: boolean;
  /** Counts all lines in reading order. */
  readonly order: number;
  /** Made at the first use, see `originOf`. */
  origin: LineOrigin | undefined;
}

/** Lines that stand together under one block: a run without Host, Match and Include. */
export interface Section {
  readonly block: Block;
  readonly firstLine: number;
  /** The line after its last setting. */
  endLine: number;
  /** Order of its first line. */
  readonly order: number;
  readonly system: boolean;
  /** Position in reading order. */
  readonly index: number;
  /** Made at the first use, see `settingsOf`: of a large file a host touches few. */
  settings: readonly Setting[] | undefined;
}

/** An error in reading order, or the end of a file: there OpenSSH gives up if it has counted errors in that file. */
export type ReadingEvent =
  | {
      readonly kind: 'error';
      readonly error: ConfigError;
      readonly fatal: boolean;
      readonly order: number;
      /** For unknown keywords: IgnoreUnknown may excuse them. */
      readonly keyword?: string;
      /** Only where this block matches. */
      readonly whenActive?: Block;
      readonly file: number;
    }
  | { readonly kind: 'file-end'; readonly file: number; readonly order: number };

/** A file that could not be read, or an Include whose files are not known: more may apply than is known. */
export interface Unseen {
  /** The section of the Include; undefined for a root. */
  readonly block: Block | undefined;
  readonly order: number;
}

export interface CompiledConfig {
  /** All of them in reading order, made when they are asked for: a host touches few. */
  readonly blocks: () => readonly Block[];
  /** The sections that a host can reach, in reading order. */
  readonly sectionsFor: (host: string) => Iterable<Section>;
  /** Names that Host lines give without wildcards and that their line matches, in reading order. */
  readonly names: () => Iterable<GivenName>;
  /** The names alone, in several lists. */
  readonly nameTexts: () => Iterable<readonly string[]>;
  /** Settings that count in sections that do not match, too. */
  readonly anywhere: readonly Setting[];
  readonly events: readonly ReadingEvent[];
  readonly requestsFinal: boolean;
  /** The first line that sets IgnoreUnknown, whether it applies or not. */
  readonly firstIgnore: Setting | undefined;
  /** What a line means, as far as it can be told without a host. */
  readonly meaningOf: (line: DirectiveLine) => CompiledLine;
  /** Places where lines may stand that cannot be seen. */
  readonly unseen: readonly Unseen[];
}

/** A name on a Host line. */
export interface GivenName {
  readonly name: string;
  readonly uri: string;
  readonly file: ConfigFile;
  readonly lineIndex: number;
  /** Which of the line's arguments it is. */
  readonly argument: number;
}

export function spanInFile(file: ConfigFile, lineIndex: number, span: Span): Span {
  const base = file.lineStarts[lineIndex] ?? 0;
  return { start: base + span.start, end: base + span.end };
}

/** The settings of a section, in reading order. */
export function settingsOf(section: Section, { meaningOf }: Pick<CompiledConfig, 'meaningOf'>): readonly Setting[] {
  if (!section.settings) {
    const { block, firstLine, endLine, system } = section;
    const settings: Setting[] = [];
    for (let lineIndex = firstLine; lineIndex < endLine; lineIndex += 1) {
      const line = block.file.lines[lineIndex];
      if (line?.kind !== 'directive') continue;
      const { effects } = meaningOf(line);
      if (effects.length === 0 || isAnywhere(effects)) continue;
      const order = section.order + lineIndex - firstLine;
      settings.push({ line, lineIndex, block, effects, system, order, origin: undefined });
    }
    section.settings = settings;
  }
  return section.settings;
}

/** Whether they count in sections that do not match, too. */
export function isAnywhere(effects: readonly Effect[]): boolean {
  const how = effects[0]?.how;
  return how === 'first-anywhere' || how === 'last-anywhere';
}

/** Where a setting stands. */
export function originOf(setting: Setting): LineOrigin {
  if (!setting.origin) {
    const { block, line, lineIndex } = setting;
    const place = lineOrigin(block, lineIndex, line);
    const under = headerOf(block)?.block;
    setting.origin = under ? { ...place, block: under } : place;
  }
  return setting.origin;
}

/** The Host or Match line of a block; at the top of an included file, the one that it is included under. */
export function headerOf(block: Block): LineOrigin | undefined {
  const line = block.file.lines[block.lineIndex];
  if (block.kind === 'root' || line?.kind !== 'directive') return block.parent && headerOf(block.parent);
  if (!block.header) {
    const place = lineOrigin(block, block.lineIndex, line);
    const text = block.file.text.slice(place.span.start, place.span.end);
    block.header = { ...place, block: { uri: block.uri, lineIndex: block.lineIndex, text } };
  }
  return block.header;
}

function lineOrigin({ uri, file }: Block, lineIndex: number, line: DirectiveLine): LineOrigin {
  const lastArgument = line.args.at(-1)?.end ?? line.keyword.end;
  const end = line.comment ? lastArgument : Math.max(lastArgument, line.rest.end);
  return { kind: 'line', uri, lineIndex, span: spanInFile(file, lineIndex, { start: line.keyword.start, end }) };
}
