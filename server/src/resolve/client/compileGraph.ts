import type { DirectiveLine } from '../../syntax/configFile.ts';
import type { Variables } from '../../values/environment.ts';
import type { ConfigErrorCode } from '../configErrorCode.ts';
import { type ConfigGraph, type IncludedFiles, includeKey } from '../configGraph.ts';
import type { ConfigError } from '../effectiveConfig.ts';
import { pathOfUri } from '../paths.ts';
import { summariesOf } from './chunkSummary.ts';
import {
  type Block,
  type CompiledConfig,
  isAnywhere,
  type ReadingEvent,
  type Section,
  type Setting,
  spanInFile,
  type Unseen,
} from './compiledConfig.ts';
import { type CompiledLine, lineCompiler } from './compileLine.ts';
import {
  accessTo,
  addBlockPart,
  addSectionPart,
  addStretch,
  blockOf,
  type Current,
  type FileReading,
  isOpen,
  type MutableBlock,
  newParts,
  type Parts,
} from './parts.ts';

const deepestInclude = 16;
/** Files that include each other many times over are cut off here, far beyond any real configuration. */
const mostLines = 4_000_000;
const mostReadings = 50_000;

const compiledGraphs = new WeakMap<ConfigGraph, CompiledConfig>();

/** Walks all files once, in OpenSSH's order. Remembered for the graph. */
export function compileGraph(graph: ConfigGraph): CompiledConfig {
  let compiled = compiledGraphs.get(graph);
  if (!compiled) {
    compiled = walkGraph(graph);
    compiledGraphs.set(graph, compiled);
  }
  return compiled;
}

interface Walk {
  readonly graph: ConfigGraph;
  readonly meaningOf: (line: DirectiveLine) => CompiledLine;
  readonly parts: Parts;
  readonly anywhere: Setting[];
  readonly events: ReadingEvent[];
  readonly unseen: Unseen[];
  order: number;
  files: number;
  requestsFinal: boolean;
  firstIgnore: Setting | undefined;
  /** OpenSSH does not get further than this. */
  stopped: boolean;
}

/** Tells variables of the machine; `null` where they are not known. */
export function variablesOf(graph: ConfigGraph): Variables {
  const { variables } = graph.environment;
  return (name) => (variables === undefined ? null : Object.hasOwn(variables, name) ? variables[name] : undefined);
}

function walkGraph(graph: ConfigGraph): CompiledConfig {
  const { compile } = lineCompiler(graph.version);
  const variables = variablesOf(graph);
  const walk: Walk = {
    graph,
    meaningOf: (line) => {
      const compiled = compile(line);
      return compiled.later?.(variables) ?? compiled;
    },
    parts: newParts(),
    anywhere: [],
    events: [],
    unseen: [],
    order: 0,
    files: 0,
    requestsFinal: false,
    firstIgnore: undefined,
    stopped: false,
  };
  for (const root of graph.roots) walkRoot(root, walk);
  const { meaningOf, parts, anywhere, events, requestsFinal, firstIgnore, unseen } = walk;
  return { meaningOf, ...accessTo(parts), anywhere, events, requestsFinal, firstIgnore, unseen };
}

function walkRoot({ uri, role }: ConfigGraph['roots'][number], walk: Walk): void {
  const state = walk.graph.files.get(uri);
  if (state?.kind === 'loaded') {
    walkFile({ uri, file: state.file, id: ++walk.files, depth: 0, system: role === 'system', headLines: [] }, walk);
    return;
  }
  if (state?.kind === 'bad-permissions') fileError(uri, 'include-bad-permissions', walk);
  else if (state?.kind === 'missing' && role === 'given') fileError(uri, 'include-unreadable', walk);
  else if (state?.kind === 'unknown') {
    fileError(uri, 'include-unreadable', walk, state.reason);
    walk.unseen.push({ block: undefined, order: walk.order });
  }
}

/** An error about a root as a whole; with a reason it is ours, and OpenSSH might well read the file. */
function fileError(uri: string, code: ConfigErrorCode, walk: Walk, reason?: string): void {
  const error: ConfigError = {
    uri,
    lineIndex: 0,
    span: { start: 0, end: 0 },
    code,
    data: reason === undefined ? { path: pathOfUri(uri) } : { path: pathOfUri(uri), reason },
    refused: reason === undefined,
  };
  walk.events.push({ kind: 'error', error, fatal: reason === undefined, order: walk.order, file: 0 });
}

/** Chunk by chunk: nearly all hold nothing that has to be looked at before a host reaches it. */
function walkFile(reading: FileReading, walk: Walk): void {
  const { file } = reading;
  const { version, environment } = walk.graph;
  const root = addBlock(reading, 'root', -1, walk);
  const open = isOpen(reading.parent);
  let current: Current = root;
  for (const { value: summary, firstLine, lines } of summariesOf(file, version, environment, walk.meaningOf)) {
    if (walk.stopped) break;
    if (summary === 'mixed' || !open || walk.order + lines > mostLines) {
      current = walkLines(reading, firstLine, firstLine + lines, blockOf(current), walk);
    } else {
      current = addStretch(walk.parts, reading, summary, { firstLine, order: walk.order }, current);
      walk.order += lines;
    }
  }
  walk.events.push({ kind: 'file-end', file: reading.id, order: walk.order });
}

/** What comes after is not looked at any more: it may set all that is not settled yet. */
function cutOff(walk: Walk): void {
  walk.stopped = true;
  walk.unseen.push({ block: undefined, order: walk.order });
}

/** Goes through lines one by one; answers the block that goes on behind them. */
function walkLines(reading: FileReading, from: number, to: number, before: Block, walk: Walk): Block {
  const { file } = reading;
  let block = before;
  let section: Section | undefined;
  for (let index = from; index < to && !walk.stopped; index += 1) {
    walk.order += 1;
    if (walk.order > mostLines) cutOff(walk);
    const line = file.lines[index];
    if (line?.kind !== 'directive') continue;
    const compiled = walk.meaningOf(line);
    if (compiled.faults.length > 0) addErrors(compiled, index, reading, block, walk);
    switch (compiled.kind) {
      case 'host':
      case 'match':
        reading.headLines.push(index);
        block = addBlock(reading, compiled.kind, index, walk, compiled, block);
        section = undefined;
        if (compiled.match?.requestsFinal) walk.requestsFinal = true;
        break;
      case 'include':
        section = undefined;
        walkIncludes(line, index, reading, block, walk);
        break;
      default: {
        const { effects } = compiled;
        if (effects.length === 0 && !compiled.faults.some(({ whenActive }) => whenActive)) break;
        const { order } = walk;
        const { system } = reading;
        if (isAnywhere(effects)) {
          walk.anywhere.push({ line, lineIndex: index, block, effects, system, order, origin: undefined });
          break;
        }
        if (!section) {
          const place = walk.parts.sections;
          section = { block, firstLine: index, endLine: index, order, system, index: place, settings: undefined };
          addSectionPart(walk.parts, section);
        }
        section.endLine = index + 1;
        if (effects[0]?.slot === 'ignoreunknown') {
          walk.firstIgnore ??= { line, lineIndex: index, block, effects, system, order, origin: undefined };
        }
      }
    }
  }
  return block;
}

function addBlock(
  reading: FileReading,
  kind: Block['kind'],
  lineIndex: number,
  walk: Walk,
  compiled?: CompiledLine,
  before?: Block,
): Block {
  const { uri, file, parent } = reading;
  // Behind the head line that this block starts with, if it has one.
  const next = reading.headLines.length;
  const block: MutableBlock = {
    kind,
    uri,
    file,
    reading: reading.id,
    lineIndex,
    order: walk.order,
    get endLineIndex() {
      return reading.headLines[next] ?? file.lines.length;
    },
    patterns: compiled?.patterns ?? [],
    criteria: compiled?.match?.criteria ?? [],
    header: undefined,
    broken: compiled?.faults.some(({ noted, code }) => !noted && code !== 'extra-arguments') ?? false,
  };
  if (parent) block.parent = parent;
  if (block.broken && kind === 'match' && before) block.before = before;
  addBlockPart(walk.parts, block);
  return block;
}

function addErrors(compiled: CompiledLine, lineIndex: number, reading: FileReading, block: Block, walk: Walk): void {
  for (const { code, span, data, fatal, noted, whenActive } of compiled.faults) {
    const error: ConfigError = {
      uri: reading.uri,
      lineIndex,
      span: spanInFile(reading.file, lineIndex, span),
      code,
      data,
      refused: !noted,
    };
    walk.events.push({
      kind: 'error',
      error,
      fatal,
      order: walk.order,
      file: reading.id,
      // IgnoreUnknown does not excuse a line whose quotes are wrong.
      ...(code === 'unknown-keyword' ? { keyword: compiled.keyword } : {}),
      ...(whenActive ? { whenActive: block } : {}),
    });
  }
}

function walkIncludes(line: DirectiveLine, index: number, reading: FileReading, block: Block, walk: Walk): void {
  const { graph } = walk;
  const included = graph.includes.get(includeKey(reading.uri, index, reading.system)) ?? [];
  const lineError: LineError = (code, at, data, fatal, refused = true) => {
    const word = line.args[at] ?? line.keyword;
    const span = spanInFile(reading.file, index, { start: word.start, end: word.end });
    const all = { keyword: line.keyword.value, ...data };
    const error: ConfigError = { uri: reading.uri, lineIndex: index, span, code, data: all, refused };
    walk.events.push({ kind: 'error', error, fatal, order: walk.order, file: reading.id });
  };
  for (const [at, files] of included.entries()) {
    if (line.args[at]?.value === '') return;
    if (files.refused !== undefined) {
      const fatal = files.refused !== 'tilde-in-system-file';
      lineError('include-invalid-path', at, { argument: files.pattern, reason: files.refused }, fatal);
      return;
    }
    if (files.unknown !== undefined) walk.unseen.push({ block, order: walk.order });
    if (!walkIncluded(files, at, reading, block, walk, lineError)) return;
  }
}

type LineError = (
  code: ConfigErrorCode,
  at: number,
  data: Record<string, string>,
  fatal: boolean,
  refused?: boolean,
) => void;

/** False where OpenSSH gives up on this line. */
function walkIncluded(
  files: IncludedFiles,
  at: number,
  reading: FileReading,
  block: Block,
  walk: Walk,
  lineError: LineError,
): boolean {
  for (const uri of files.uris) {
    if (walk.stopped) return false;
    if (reading.depth + 1 > deepestInclude) {
      lineError('include-too-deep', at, { argument: files.pattern }, true);
      walk.stopped = true;
      return false;
    }
    const state = walk.graph.files.get(uri);
    if (state?.kind === 'bad-permissions') {
      lineError('include-bad-permissions', at, { argument: files.pattern, path: pathOfUri(uri) }, true);
      return false;
    }
    if (state?.kind === 'unknown') {
      const data = { argument: files.pattern, path: pathOfUri(uri), reason: state.reason };
      lineError('include-unreadable', at, data, false, false);
      walk.unseen.push({ block, order: walk.order });
    }
    if (state?.kind !== 'loaded') continue;
    const { system, depth } = reading;
    if (walk.files >= mostReadings) cutOff(walk);
    const inner = { uri, file: state.file, id: ++walk.files, depth: depth + 1, system, parent: block, headLines: [] };
    walkFile(inner, walk);
  }
  return true;
}
