import type { ConfigFile, DirectiveLine } from '../../syntax/configFile.ts';
import type { Variables } from '../../values/environment.ts';
import { isLiteralPattern } from '../../values/patternList.ts';
import type { ConfigErrorCode } from '../configErrorCode.ts';
import { type ConfigGraph, type IncludedFiles, includeKey } from '../configGraph.ts';
import type { ConfigError } from '../effectiveConfig.ts';
import { pathOfUri } from '../paths.ts';
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

const deepestInclude = 16;
/** Files that include each other many times over are cut off here, far beyond any real configuration. */
const mostLines = 4_000_000;

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

type MutableBlock = { -readonly [Key in keyof Block]: Block[Key] };

interface Walk {
  readonly graph: ConfigGraph;
  readonly meaningOf: (line: DirectiveLine) => CompiledLine;
  readonly blocks: MutableBlock[];
  readonly sections: Section[];
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

interface FileReading {
  readonly uri: string;
  readonly file: ConfigFile;
  readonly id: number;
  readonly depth: number;
  readonly system: boolean;
  readonly parent?: Block;
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
    blocks: [],
    sections: [],
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
  const { meaningOf, blocks, sections, anywhere, events, requestsFinal, firstIgnore, unseen } = walk;
  const index = indexSections(sections);
  return { meaningOf, blocks, sections, ...index, anywhere, events, requestsFinal, firstIgnore, unseen };
}

function walkRoot({ uri, role }: ConfigGraph['roots'][number], walk: Walk): void {
  const state = walk.graph.files.get(uri);
  if (state?.kind === 'loaded') {
    walkFile({ uri, file: state.file, id: ++walk.files, depth: 0, system: role === 'system' }, walk);
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

function walkFile(reading: FileReading, walk: Walk): void {
  const { file } = reading;
  let block = addBlock(reading, 'root', -1, walk);
  let section: Section | undefined;
  for (let index = 0; index < file.lines.length && !walk.stopped; index += 1) {
    walk.order += 1;
    if (walk.order > mostLines) walk.stopped = true;
    const line = file.lines[index];
    if (line?.kind !== 'directive') continue;
    const compiled = walk.meaningOf(line);
    if (compiled.faults.length > 0) addErrors(compiled, index, reading, block, walk);
    switch (compiled.kind) {
      case 'host':
      case 'match':
        block.endLineIndex = index;
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
          const place = walk.sections.length;
          section = { block, firstLine: index, endLine: index, order, system, index: place, settings: undefined };
          walk.sections.push(section);
        }
        section.endLine = index + 1;
        if (effects[0]?.slot === 'ignoreunknown') {
          walk.firstIgnore ??= { line, lineIndex: index, block, effects, system, order, origin: undefined };
        }
      }
    }
  }
  block.endLineIndex = file.lines.length;
  walk.events.push({ kind: 'file-end', file: reading.id, order: walk.order });
}

function addBlock(
  reading: FileReading,
  kind: Block['kind'],
  lineIndex: number,
  walk: Walk,
  compiled?: CompiledLine,
  before?: Block,
): MutableBlock {
  const { uri, file, parent } = reading;
  const block: MutableBlock = {
    kind,
    uri,
    file,
    reading: reading.id,
    lineIndex,
    order: walk.order,
    endLineIndex: file.lines.length,
    patterns: compiled?.patterns ?? [],
    criteria: compiled?.match?.criteria ?? [],
    header: undefined,
    broken: compiled?.faults.some(({ noted, code }) => !noted && code !== 'extra-arguments') ?? false,
  };
  if (parent) block.parent = parent;
  if (block.broken && kind === 'match' && before) block.before = before;
  walk.blocks.push(block);
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
      lineError('include-bad-permissions', at, { argument: files.pattern, path: uri }, true);
      return false;
    }
    if (state?.kind === 'unknown') {
      const data = { argument: files.pattern, path: pathOfUri(uri), reason: state.reason };
      lineError('include-unreadable', at, data, false, false);
      walk.unseen.push({ block, order: walk.order });
    }
    if (state?.kind !== 'loaded') continue;
    const { system, depth } = reading;
    walkFile({ uri, file: state.file, id: ++walk.files, depth: depth + 1, system, parent: block }, walk);
  }
  return true;
}

/** Sections that only literal names can reach are found by name; the others are tried for every host. */
function indexSections(sections: readonly Section[]): Pick<CompiledConfig, 'open' | 'byHost'> {
  const open: number[] = [];
  const byHost = new Map<string, number[]>();
  const gates = new Map<Block, readonly string[] | undefined>();
  for (const { block, index } of sections) {
    if (!gates.has(block)) gates.set(block, literalGate(block));
    const names = gates.get(block);
    if (names === undefined) {
      open.push(index);
      continue;
    }
    for (const name of names) {
      const known = byHost.get(name);
      if (known) known.push(index);
      else byHost.set(name, [index]);
    }
  }
  return { open, byHost };
}

/** The names of the innermost Host line without wildcards around a section. */
function literalGate(block: Block): readonly string[] | undefined {
  for (let at: Block | undefined = block; at; at = at.before ?? at.parent) {
    if (at.kind !== 'host') continue;
    const { patterns } = at;
    const only = patterns.length === 1 ? patterns[0] : undefined;
    if (only !== undefined && isLiteralPattern(only) && !only.startsWith('!')) return patterns;
    const wanted = patterns.filter((pattern) => !pattern.startsWith('!'));
    if (wanted.every(isLiteralPattern)) return [...new Set(wanted)];
  }
  return undefined;
}
