import type { ConfigFile, DirectiveLine, Span } from '../../syntax/configFile.ts';
import type { OpenSshVersion } from '../../values/openSshVersion.ts';
import { type ConfigGraph, includeKey } from '../configGraph.ts';
import type { ConfigError, LineOrigin } from '../effectiveConfig.ts';
import { pathOfUri } from '../paths.ts';
import { uselessList } from './algorithms.ts';
import { holdsAtStart } from './decideBlocks.ts';
import { type EarlierLines, faultAfter, isPassedOver } from './earlierLines.ts';
import type { SlotValue } from './lineReading.ts';
import type { Criterion } from './matchLine.ts';
import type { ServerSpec } from './serverSpec.ts';
import { type LineStudy, type Reading, readingFor, studyLine } from './studyLine.ts';

/** A Match line with what it governs: the lines up to the next Match or the end of its file, Includes and all. */
export interface MatchBlock {
  readonly uri: string;
  readonly lineIndex: number;
  /** The Match line from keyword to last argument, in offsets of the file. */
  readonly span: Span;
  /** The Match line as written, without blanks around it. */
  readonly text: string;
  /** Spans count from the start of the Match line. */
  readonly criteria: readonly Criterion[];
  /** The block whose Include brings this one in: it must apply too. */
  readonly parent?: MatchBlock;
  readonly origin: LineOrigin;
  /**
   * sshd takes the block for granted on start, when no connection is there to compare with: `Match all`. Its lines then
   * count as global ones, and directives that Match forbids are allowed.
   */
  readonly atStart: boolean;
  /** The Match line is refused: nobody can say when it would apply. */
  readonly faulty: boolean;
}

/** A line that sets values, where it stands. */
export interface SettingLine {
  /** Position among all setting lines, in reading order. */
  readonly index: number;
  readonly origin: LineOrigin;
  readonly block: MatchBlock | undefined;
  readonly spec: ServerSpec;
  readonly values: readonly SlotValue[];
}

export interface CompiledServer {
  /** In the order in which sshd reads them. */
  readonly settings: readonly SettingLine[];
  /** Those of each block. */
  readonly byBlock: ReadonlyMap<MatchBlock, readonly SettingLine[]>;
  readonly blocks: readonly MatchBlock[];
  /** Every fault of every line. */
  readonly errors: readonly ConfigError[];
  /** What sshd reports only when it reads the files again for a connection. */
  readonly laterErrors: readonly ConfigError[];
  /** By block: what sshd refuses only for a connection that the block is for. */
  readonly refusedIfApplying: ReadonlyMap<MatchBlock, readonly ConfigError[]>;
  /** Places where lines may stand that cannot be seen. */
  readonly unseen: readonly Unseen[];
}

/** A file that could not be read, or an Include whose files are not known. */
export interface Unseen {
  readonly block: MatchBlock | undefined;
  /** Position among all setting lines. */
  readonly index: number;
}

const deepest = 16;
/** Files that include each other many times over are cut off here, far beyond any real configuration. */
const mostLines = 4_000_000;
const compiled = new WeakMap<ConfigGraph, CompiledServer>();

/** Walks the root and its Includes once. The same graph gives the same object. */
export function compileServer(graph: ConfigGraph): CompiledServer {
  const known = compiled.get(graph);
  if (known) return known;
  const walk: Walk = {
    graph,
    reading: readingFor(graph.version, homeOf(graph)),
    settings: [],
    byBlock: new Map(),
    blocks: [],
    errors: new Map(),
    refusedIfApplying: new Map(),
    unseen: [],
    earlier: { subsystems: new Set(), commands: new Set(), methodsNamed: false },
    found: new Map(),
    includeLines: new Map(),
    lines: 0,
    stopped: false,
  };
  for (const root of graph.roots) walkFile(root.uri, undefined, 0, walk);
  const errors = [...walk.errors.values()];
  if (!walk.stopped) for (const root of graph.roots) walkAgain(root.uri, 0, walk, new Set());
  const laterErrors = [...walk.errors.values()].slice(errors.length);
  const { settings, byBlock, blocks, unseen, refusedIfApplying } = walk;
  const result = { settings, byBlock, blocks, unseen, errors, laterErrors, refusedIfApplying };
  compiled.set(graph, result);
  return result;
}

interface Walk {
  readonly graph: ConfigGraph;
  readonly reading: Reading;
  readonly settings: SettingLine[];
  readonly byBlock: Map<MatchBlock, SettingLine[]>;
  readonly blocks: MatchBlock[];
  /** By place and code: a file that is included twice has its faults once. */
  readonly errors: Map<string, ConfigError>;
  readonly refusedIfApplying: Map<MatchBlock, ConfigError[]>;
  readonly unseen: Unseen[];
  readonly earlier: EarlierLines;
  /** By Include argument: the files that sshd has looked up and read for it so far. */
  readonly found: Map<string, string[]>;
  /** By file: its Include lines. */
  readonly includeLines: Map<string, readonly IncludeLine[]>;
  lines: number;
  stopped: boolean;
}

interface IncludeLine {
  readonly file: ConfigFile;
  readonly lineIndex: number;
  readonly line: DirectiveLine;
}

/** sshd runs as root, whose home is `/root` unless the environment is root's own. */
function homeOf({ environment }: ConfigGraph): string {
  const path =
    environment.uid === 0
      ? (environment.accountHomeUri ?? environment.homeUri)?.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '')
      : undefined;
  return path === undefined ? '/root' : decodeURIComponent(path).replace(/\/$/, '');
}

function walkFile(uri: string, context: MatchBlock | undefined, depth: number, walk: Walk): void {
  const state = walk.graph.files.get(uri);
  if (state?.kind === 'unknown') walk.unseen.push({ block: context, index: walk.settings.length });
  if (state?.kind === 'unknown' && depth === 0) {
    const data = { keyword: '', path: pathOfUri(uri), reason: state.reason };
    const error = { uri, lineIndex: 0, span: { start: 0, end: 0 }, code: 'include-unreadable', data, refused: false };
    walk.errors.set(uri, error);
  }
  if (state?.kind !== 'loaded') return;
  const { file } = state;
  let block = context;
  const includeLines: IncludeLine[] = [];
  walk.includeLines.set(uri, includeLines);
  for (const [lineIndex, line] of file.lines.entries()) {
    walk.lines += 1;
    if (walk.lines > mostLines && !walk.stopped) {
      walk.stopped = true;
      walk.unseen.push({ block: undefined, index: walk.settings.length });
    }
    if (walk.stopped) return;
    if (line.kind !== 'directive') continue;
    const study = studyLine(line, walk.reading);
    report(study, uri, file, lineIndex, line, block?.atStart ? undefined : block, walk);
    if (study.match) {
      block = openBlock(uri, file, lineIndex, line, study, context, walk.graph.version);
      walk.blocks.push(block);
    } else if (study.isInclude && study.faults.length === 0) {
      const own = { file, lineIndex, line };
      includeLines.push(own);
      include(uri, own, block, depth, walk);
    } else if (study.spec && study.values) {
      const setting = {
        index: walk.settings.length,
        origin: originOf(uri, file, lineIndex, line, block),
        block,
        spec: study.spec,
        values: study.values,
      };
      walk.settings.push(setting);
      if (block) ofBlock(walk, block).push(setting);
      const keyword = line.keyword.value;
      const fault = faultAfter(walk.earlier, setting, walk.graph.version);
      if (fault) {
        const data = { keyword, ...fault.data };
        addError(walk, uri, file, lineIndex, line.args[0] ?? line.keyword, fault.code, data, true);
      }
      const { algorithms } = study.spec;
      const list =
        block &&
        !block.atStart &&
        algorithms &&
        uselessList(algorithms, study.values[0]?.value ?? '', walk.graph.version);
      // For the connections that the block is for it is an error; sshd starts with it.
      if (list) {
        const data = { keyword, argument: list.argument };
        addError(walk, uri, file, lineIndex, line.args[0] ?? line.keyword, list.code, data, false);
      }
    }
  }
}

function ofBlock({ byBlock }: Walk, block: MatchBlock): SettingLine[] {
  const known = byBlock.get(block);
  if (known) return known;
  const own: SettingLine[] = [];
  byBlock.set(block, own);
  return own;
}

function include(
  uri: string,
  { file, lineIndex, line }: IncludeLine,
  block: MatchBlock | undefined,
  depth: number,
  walk: Walk,
): void {
  for (const [index, included] of (walk.graph.includes.get(includeKey(uri, lineIndex)) ?? []).entries()) {
    const span = line.args[index] ?? line.keyword;
    const key = selectorOf(included.pattern);
    if (included.unknown !== undefined) walk.unseen.push({ block, index: walk.settings.length });
    // sshd looks the same argument up once. A file that brings itself in thus finds only those before it, and if there
    // are none, looks them up again and again.
    const before = walk.found.get(key);
    for (const next of before ?? included.uris) {
      if (walk.stopped) return;
      if (depth >= deepest) {
        walk.stopped = true;
        addError(walk, uri, file, lineIndex, span, 'include-too-deep', { keyword: line.keyword.value }, true);
        return;
      }
      const state = walk.graph.files.get(next);
      if (state?.kind === 'unknown') {
        const data = { keyword: line.keyword.value, path: pathOfUri(next), reason: state.reason };
        addError(walk, uri, file, lineIndex, span, 'include-unreadable', data, false);
      }
      walkFile(next, block, depth + 1, walk);
      if (!before) walk.found.set(key, [...(walk.found.get(key) ?? []), next]);
    }
  }
}

/** sshd knows an argument again by the path that it makes of it. */
function selectorOf(pattern: string): string {
  return pattern.startsWith('/') ? pattern : `/etc/ssh/${pattern}`;
}

/**
 * For a connection the files are read once more. By then every argument is looked up, so that files that include
 * themselves and were read to their end on start may not have one now. False where sshd gives up.
 */
function walkAgain(uri: string, depth: number, walk: Walk, done: Set<string>): boolean {
  const key = `${depth} ${uri}`;
  if (done.has(key)) return true;
  done.add(key);
  for (const { file, lineIndex, line } of walk.includeLines.get(uri) ?? []) {
    for (const [index, { pattern }] of (walk.graph.includes.get(includeKey(uri, lineIndex)) ?? []).entries()) {
      for (const next of walk.found.get(selectorOf(pattern)) ?? []) {
        if (depth >= deepest) {
          const span = line.args[index] ?? line.keyword;
          addError(walk, uri, file, lineIndex, span, 'include-too-deep', { keyword: line.keyword.value }, true);
          return false;
        }
        if (!walkAgain(next, depth + 1, walk, done)) return false;
      }
    }
  }
  return true;
}

function openBlock(
  uri: string,
  file: ConfigFile,
  lineIndex: number,
  line: DirectiveLine,
  study: LineStudy,
  parent: MatchBlock | undefined,
  version: OpenSshVersion,
): MatchBlock {
  const origin = originOf(uri, file, lineIndex, line, parent);
  return {
    uri,
    lineIndex,
    span: origin.span,
    text: line.text.trim(),
    criteria: study.match?.criteria ?? [],
    ...(parent ? { parent } : {}),
    origin,
    atStart:
      (parent?.atStart ?? true) && study.faults.length === 0 && holdsAtStart(study.match?.criteria ?? [], version),
    faulty: study.faults.length > 0,
  };
}

/** A line's place, from its keyword to its last argument. */
function originOf(
  uri: string,
  file: ConfigFile,
  lineIndex: number,
  line: DirectiveLine,
  block: MatchBlock | undefined,
): LineOrigin {
  const start = file.lineStarts[lineIndex] ?? 0;
  const end = line.comment && line.args.length > 0 ? (line.args.at(-1)?.end ?? line.rest.end) : line.rest.end;
  const span = { start: start + line.keyword.start, end: start + Math.max(end, line.keyword.end) };
  if (!block) return { kind: 'line', uri, lineIndex, span };
  return {
    kind: 'line',
    uri,
    lineIndex,
    span,
    block: { uri: block.uri, lineIndex: block.lineIndex, text: block.text },
  };
}

function report(
  study: LineStudy,
  uri: string,
  file: ConfigFile,
  lineIndex: number,
  line: DirectiveLine,
  block: MatchBlock | undefined,
  walk: Walk,
): void {
  const keyword = line.keyword.value;
  for (const { code, span, data, refused, onlyApplying } of study.faults) {
    if (onlyApplying && !block && isPassedOver(walk.earlier, study.spec?.name, line)) continue;
    const later = onlyApplying && block;
    const error = addError(walk, uri, file, lineIndex, span, code, { keyword, ...data }, refused && !later);
    if (!later) continue;
    walk.refusedIfApplying.set(block, [...(walk.refusedIfApplying.get(block) ?? []), { ...error, refused }]);
  }
  if (block && !study.inMatch) {
    addError(walk, uri, file, lineIndex, line.keyword, 'not-allowed-in-match', { keyword }, true);
  }
}

function addError(
  walk: Walk,
  uri: string,
  file: ConfigFile,
  lineIndex: number,
  span: Span,
  code: ConfigError['code'],
  data: Readonly<Record<string, string>>,
  refused: boolean,
): ConfigError {
  const start = file.lineStarts[lineIndex] ?? 0;
  const place = { start: start + span.start, end: start + span.end };
  const key = `${uri}#${place.start}#${code}`;
  const known = walk.errors.get(key);
  if (known && (known.refused || !refused)) return known;
  const error = { uri, lineIndex, span: place, code, data, refused };
  walk.errors.set(key, error);
  return error;
}
