import { parseLine } from '../../syntax/parseLine.ts';
import { matchPatternList } from '../../values/patternList.ts';
import type { ConfigErrorCode } from '../configErrorCode.ts';
import type { ConfigGraph } from '../configGraph.ts';
import type {
  Assumptions,
  ClientTarget,
  ConfigError,
  EffectiveConfig,
  EffectiveValue,
  Provenance,
} from '../effectiveConfig.ts';
import { grammarOf } from '../grammarOf.ts';
import { addAlternatives } from './alternatives.ts';
import type { Block, CompiledConfig } from './compiledConfig.ts';
import { compileGraph } from './compileGraph.ts';
import { compileOption } from './compileLine.ts';
import { splitDestination } from './destination.ts';
import { normaliseHost, substituteHost } from './finalHost.ts';
import { finishHost } from './finishHost.ts';
import { checksJumps, isSafeHost, isSafeUser } from './forwardReaders.ts';
import { apply, type HostState, newState, textOf } from './hostState.ts';
import { lateFaults } from './lateFaults.ts';
import { hasJump, jumpHostOf, type LateFault } from './readHost.ts';
import { applyFlags, readPass, type Undecided } from './readPass.ts';

export { dumpClient } from './dumpClient.ts';
export { blockAt, clientBlocks, concreteHosts, representativeTarget } from './hosts.ts';

/** Every fault of every line, also those that OpenSSH would not get to; for all targets. */
export function clientErrors(graph: ConfigGraph): readonly ConfigError[] {
  const { events, anywhere, sections } = compileGraph(graph);
  const excuses = unconditionalExcuse({ sections, anywhere });
  const errors: ConfigError[] = [];
  const seen = new Set<string>();
  for (const event of events) {
    if (event.kind !== 'error' || isExcused(event, excuses)) continue;
    // A file that is included twice has its faults once.
    const key = `${event.error.uri}#${event.error.lineIndex}#${event.error.span.start}#${event.error.code}`;
    if (!seen.has(key)) errors.push(event.error);
    seen.add(key);
  }
  return errors;
}

interface Excuse {
  readonly list: string;
  readonly order: number;
}

/** The IgnoreUnknown that holds for every host: the first one, where it stands under no Host or Match. */
function unconditionalExcuse({ sections }: Pick<CompiledConfig, 'sections' | 'anywhere'>): Excuse | undefined {
  for (const { block, settings } of sections) {
    for (const { effects, order } of settings) {
      const effect = effects[0];
      if (effect?.slot !== 'ignoreunknown') continue;
      return block.kind === 'root' && !block.parent ? { list: effect.values[0] ?? '', order } : undefined;
    }
  }
  return undefined;
}

function isExcused(event: CompiledConfig['events'][number], excuse: Excuse | undefined): boolean {
  if (event.kind !== 'error' || event.keyword === undefined || !excuse) return false;
  return event.order > excuse.order && matchPatternList(event.keyword, excuse.list, true) === 'matched';
}

/** What ssh of the graph's version will use for a target, and why. Nothing is run, looked up or connected to. */
export function resolveClient(graph: ConfigGraph, target: ClientTarget, assume: Assumptions = {}): EffectiveConfig {
  const base = resolveOnce(graph, target, assume, new Set());
  const result: EffectiveConfig = {
    dialect: 'client',
    version: graph.version,
    values: base.values,
    errors: base.errors,
    undecided: [...base.undecided.values()],
    unsourced: base.unsourced,
  };
  if (base.undecided.size === 0) return result;
  return addAlternatives(result, base.undecided, (assumed) => resolveOnce(graph, target, assume, assumed));
}

export interface Resolved {
  readonly values: ReadonlyMap<string, readonly EffectiveValue[]>;
  readonly errors: readonly ConfigError[];
  readonly undecided: ReadonlyMap<string, Undecided>;
  readonly unsourced: readonly string[];
}

/** Reads all lines for one target, with the given Match lines taken as matching. */
function resolveOnce(
  graph: ConfigGraph,
  given: ClientTarget,
  assume: Assumptions,
  assumed: ReadonlySet<string>,
): Resolved {
  const config = compileGraph(graph);
  const target = splitDestination(given);
  const state = newState();
  const undecided = new Map<string, Undecided>();
  const matched = new Set<Block>();
  const errors: ConfigError[] = [];
  applyFlags(state, target);
  for (const option of target.options ?? []) errors.push(...applyOption(option, state, graph));
  const command = target.command ?? '';
  const { host: originalHost } = target;
  if (!isSafeHost(originalHost, graph.version)) errors.push(targetError('invalid-host-name', originalHost));
  if (target.user !== undefined && !isSafeUser(target.user, graph.version))
    errors.push(targetError('invalid-user-name', target.user));
  const context = {
    version: graph.version,
    originalHost,
    localUser: graph.environment.userName,
    command,
    assume,
    state,
  };
  const options = { assumed, undecided, matched };
  readPass(config, { ...context, host: originalHost, isFinal: false }, options);
  const readErrors = replay(config, state, matched);
  if (textOf(state, 'sessiontype') === 'subsystem' && command === '' && isFromOption(state, 'sessiontype')) {
    errors.push(targetError('subsystem-without-name', ''));
  }
  const substituted = substituteHost(textOf(state, 'hostname'), originalHost);
  const host = normaliseHost(substituted ?? textOf(state, 'hostname') ?? originalHost, textOf(state, 'addressfamily'));
  const canonicalize = textOf(state, 'canonicalizehostname') ?? 'false';
  if (config.requestsFinal || canonicalize !== 'false') {
    // Some values are settled before the second reading: a line that only it meets comes too late.
    settle(state, 'hostname', host, graph);
    settle(state, 'canonicalizehostname', 'false', graph);
    settle(state, 'canonicalizemaxdots', '1', graph);
    settle(state, 'canonicalizefallbacklocal', 'yes', graph);
    readPass(config, { ...context, host, isFinal: true }, options);
  }
  errors.push(...readErrors);
  const read = { graph, state, originalHost, host, command, userIsOption: target.user !== undefined };
  const finished = finishHost(read);
  if (errors.every(({ refused }) => !refused)) {
    const hostName = state.slots.get('hostname')?.values[0];
    const badName: LateFault[] =
      substituted === undefined
        ? [{ code: 'invalid-token', from: hostName?.from, data: { argument: hostName?.text ?? '' } }]
        : [];
    // The first of them ends ssh.
    const first = [...badName, ...lateFaults(read), ...finished.faults][0];
    if (first) errors.push(lateError(first));
  }
  return { values: finished.values, errors, undecided, unsourced: finished.unsourced };
}

/** Gives a value that no line has set its default. */
function settle(state: HostState, slot: string, text: string, { version }: ConfigGraph): void {
  if (state.slots.get(slot)?.values[0]) return;
  const from = { kind: 'default', version } as const;
  state.slots.set(slot, { values: [{ text, from, system: false }], overruled: [], order: 0 });
}

function isFromOption(state: HostState, slot: string): boolean {
  return state.slots.get(slot)?.values[0]?.from.kind === 'option';
}

/** The errors that ssh reports: it gives up at the end of a file with errors, or at once at a fatal one. */
function replay({ events }: CompiledConfig, state: HostState, matched: ReadonlySet<Block>): ConfigError[] {
  const ignore = state.slots.get('ignoreunknown');
  const excuse = ignore?.values[0] ? { list: ignore.values[0].text, order: ignore.order } : undefined;
  const errors: ConfigError[] = [];
  const counted = new Set<number>();
  for (const event of events) {
    if (event.kind === 'file-end') {
      if (counted.has(event.file)) break;
      continue;
    }
    if (isExcused(event, excuse) || (event.whenActive && !matched.has(event.whenActive))) continue;
    errors.push(event.error);
    if (event.fatal && event.error.refused) break;
    if (event.error.refused) counted.add(event.file);
  }
  return errors;
}

/** Takes a `-o` setting into account. */
function applyOption(option: string, state: HostState, graph: ConfigGraph): ConfigError[] {
  const line = parseLine(option, 'client', grammarOf(graph.version));
  if (line.kind !== 'directive') return [];
  const first = compileOption(line, graph.version);
  const compiled = first.later?.((name) => graph.environment.variables?.[name]) ?? first;
  const ignored = textOf(state, 'ignoreunknown');
  const errors: ConfigError[] = [];
  for (const { code, span, data, noted } of compiled.faults) {
    const excused =
      code === 'unknown-keyword' && ignored && matchPatternList(compiled.keyword, ignored, true) === 'matched';
    if (!excused)
      errors.push({ uri: commandLine, lineIndex: 0, span, code, data: { ...data, option }, refused: !noted });
  }
  const source = { from: { kind: 'option', text: `-o ${option}` }, system: false, order: -1 } as const;
  const jumpBlocksCommand = checksJumps(graph.version) ? 'unless-none' : 'always';
  for (const effect of compiled.effects) apply(state, effect, { ...source, jumpBlocksCommand });
  return errors;
}

/** Stands for the file of errors that come from the command line. */
export const commandLine = 'command-line:';

function targetError(code: ConfigErrorCode, argument: string): ConfigError {
  return {
    uri: commandLine,
    lineIndex: 0,
    span: { start: 0, end: 0 },
    code,
    data: { keyword: '', argument },
    refused: true,
  };
}

function lateError({ code, from, data }: LateFault): ConfigError {
  const all = { keyword: '', ...data };
  if (from?.kind === 'line')
    return { uri: from.uri, lineIndex: from.lineIndex, span: from.span, code, data: all, refused: true };
  return { ...targetError(code, data['argument'] ?? ''), data: all };
}

export type { Provenance };
export { hasJump, jumpHostOf };
