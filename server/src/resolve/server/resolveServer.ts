import { atLeast } from '../../values/openSshVersion.ts';
import type { ConfigGraph } from '../configGraph.ts';
import type {
  ConfigError,
  EffectiveConfig,
  EffectiveValue,
  LineOrigin,
  Provenance,
  ServerPeer,
} from '../effectiveConfig.ts';
import { type Alternative, differing, withOpenBlock } from './alternatives.ts';
import { readCommandLine } from './commandLineSettings.ts';
import { type CompiledServer, compileServer, type MatchBlock } from './compile.ts';
import { type BlockVerdict, decideBlocks } from './decideBlocks.ts';
import { anyAfterBlocks, crashingSubsystems } from './earlierLines.ts';
import { type PrintedValue, printDirective, printedKeyword, printOrder } from './printServer.ts';
import { directiveOf, mayStandInMatch, type ServerSpec } from './serverSpec.ts';
import { serverSpecs } from './serverSpecs.ts';
import { applySetting, overlay, type ServerState, type Setting } from './serverState.ts';
import { errorAt, startErrors, uselessLists } from './startErrors.ts';

export { dumpServer } from './dumpServer.ts';

/** Every fault of every line, and of what the lines come to. */
export function serverErrors(graph: ConfigGraph): readonly ConfigError[] {
  return baseOf(graph, compileServer(graph), []).errors;
}

/** What sshd of this version uses for the connection, as `sshd -T -C` prints it. */
export function resolveServer(graph: ConfigGraph, peer: ServerPeer): EffectiveConfig {
  const compiled = compileServer(graph);
  const options = readCommandLine(graph, peer.options ?? []);
  const base = baseOf(graph, compiled, options.settings);
  const verdicts = decideBlocks(compiled.blocks, peer, graph.version);
  const byVerdict = (verdict: string) => compiled.blocks.filter((block) => verdicts.get(block)?.verdict === verdict);
  const applying = byVerdict('yes');
  const own = resultWith(applying, graph, compiled, base);
  const open = byVerdict('unknown');
  const others = open.map((block) => ({
    block,
    result: resultWith(withOpenBlock(compiled.blocks, block, verdicts), graph, compiled, base),
  }));
  const unseenFrom = Math.min(
    ...compiled.unseen.flatMap(({ block, index }) => (!block || verdicts.get(block)?.verdict !== 'no' ? [index] : [])),
  );
  const values = new Map<string, readonly EffectiveValue[]>();
  const possible = new Map<string, readonly Alternative[]>();
  const unsourced: string[] = [];
  for (const spec of printOrder(graph.version)) {
    const keyword = printedKeyword(spec, graph.version);
    const printed = own.printed.get(spec.name);
    if (printed === undefined) {
      unsourced.push(keyword);
      continue;
    }
    const alternatives = others.flatMap(({ block, result }) =>
      differing(printed, result.printed.get(spec.name), block),
    );
    if (printed.length === 0 && alternatives.length > 0) possible.set(keyword, alternatives);
    if (printed.length === 0) continue;
    const asInBase = alternatives.length === 0 && own.state.get(spec.name) === base.state.get(spec.name);
    const known = asInBase ? base.effective.get(keyword) : undefined;
    const effective = known ?? effectiveValues(spec, printed, alternatives, own, graph, compiled, base);
    if (asInBase) base.effective.set(keyword, effective);
    values.set(keyword, unseenFrom < Infinity ? doubted(effective, spec, unseenFrom, graph, compiled) : effective);
  }
  return {
    dialect: 'server',
    version: graph.version,
    values,
    errors: [...base.errors, ...options.errors, ...connectionErrors(graph, compiled, applying, own, base)],
    undecided: undecided(open, verdicts),
    unsourced,
    ...(possible.size > 0 ? { possible } : {}),
  };
}

/**
 * Marks what lines that cannot be seen may change. They may hold Match blocks, which go before all that the global part
 * says: certain is what an earlier block has settled, and what no block may say.
 */
function doubted(
  effective: readonly EffectiveValue[],
  spec: ServerSpec,
  unseenFrom: number,
  { version }: ConfigGraph,
  { settings }: CompiledServer,
): readonly EffectiveValue[] {
  const isSettled = ({ from }: EffectiveValue): boolean => {
    const inBlocks = mayStandInMatch(directiveOf(spec), version);
    if (from.kind === 'option') return !inBlocks;
    const line = from.kind === 'line' ? settings.find(({ origin }) => origin === from) : undefined;
    return line !== undefined && line.index < unseenFrom && (line.block !== undefined || !inBlocks);
  };
  if (spec.repeat(version) !== 'append' && effective.every(isSettled)) return effective;
  return effective.map((value) => ({ ...value, certainty: 'depends' }));
}

type Printed = ReadonlyMap<string, readonly PrintedValue[] | undefined>;

interface Result {
  readonly state: ServerState;
  /** By name of the directive. */
  readonly printed: Printed;
}

/** What holds before any connection is there. */
interface Base extends Result {
  readonly errors: readonly ConfigError[];
  /** By keyword: values that no block has a part in, made once. */
  readonly effective: Map<string, readonly EffectiveValue[]>;
}

const bases = new WeakMap<CompiledServer, Base>();

function baseOf(graph: ConfigGraph, compiled: CompiledServer, options: readonly Setting[]): Base {
  const known = options.length === 0 ? bases.get(compiled) : undefined;
  if (known) return known;
  const state: ServerState = new Map();
  for (const option of options) applySetting(state, option, graph.version);
  for (const { origin, block, spec, values } of compiled.settings) {
    if (!block || block.atStart) applySetting(state, { spec, values, from: origin }, graph.version);
  }
  const printed = new Map(serverSpecs.map((spec) => [spec.name, printDirective(spec, state, graph.version)]));
  const errors = [...compiled.errors, ...startErrors(graph, state), ...compiled.laterErrors];
  const base: Base = { state, printed, errors, effective: new Map() };
  if (options.length === 0) bases.set(compiled, base);
  return base;
}

/** The base with the values of the blocks laid over it. What they do not touch stays the same object. */
function resultWith(blocks: readonly MatchBlock[], graph: ConfigGraph, compiled: CompiledServer, base: Base): Result {
  const lines = blocks.flatMap((block) => compiled.byBlock.get(block) ?? []).sort((a, b) => a.index - b.index);
  if (lines.length === 0) return base;
  const matched: ServerState = new Map();
  for (const { origin, spec, values } of lines) applySetting(matched, { spec, values, from: origin }, graph.version);
  const state = overlay(base.state, matched, serverSpecs, graph.version);
  const printed = new Map(base.printed);
  for (const spec of serverSpecs) {
    if (matched.has(spec.name)) printed.set(spec.name, printDirective(spec, state, graph.version));
  }
  return { state, printed };
}

/** What sshd holds against the file only when it reads it for this connection. */
function connectionErrors(
  graph: ConfigGraph,
  compiled: CompiledServer,
  applying: readonly MatchBlock[],
  own: Result,
  base: Base,
): readonly ConfigError[] {
  const matched = own.state.get('Subsystem')?.fromMatch ? own.state : new Map();
  return [
    ...applying.flatMap((block) => compiled.refusedIfApplying.get(block) ?? []),
    ...anyAfterBlocks(compiled.settings, new Set(applying), graph.version).flatMap((origin) =>
      errorAt(graph, origin, 'any-not-alone', { argument: 'any' }),
    ),
    ...(own === base ? [] : uselessLists(graph, new Map([...own.state].filter(([, { fromMatch }]) => fromMatch)))),
    ...crashingSubsystems(base.state, matched, graph.version).flatMap((from) =>
      errorAt(graph, from, 'subsystems-of-match-crash', {}),
    ),
  ];
}

function inReadingOrder(lines: readonly LineOrigin[], { settings }: CompiledServer): readonly LineOrigin[] {
  if (lines.length < 2) return lines;
  const wanted = new Set(lines);
  return settings.flatMap(({ origin }) => (wanted.has(origin) ? [origin] : []));
}

function effectiveValues(
  spec: ServerSpec,
  printed: readonly PrintedValue[],
  alternatives: readonly Alternative[],
  own: Result,
  graph: ConfigGraph,
  compiled: CompiledServer,
  base: Base,
): readonly EffectiveValue[] {
  const overruled = inReadingOrder(own.state.get(spec.name)?.losers ?? [], compiled);
  const effective = printed.map(({ value, from }) => effectiveValue(value, from, overruled, alternatives));
  return withApplied(spec.name, effective, graph, base);
}

function effectiveValue(
  value: string,
  from: Provenance,
  overruled: readonly LineOrigin[],
  alternatives: readonly Alternative[],
): EffectiveValue {
  return alternatives.length === 0
    ? { value, certainty: 'certain', from, overruled }
    : { value, certainty: 'depends', from, overruled, alternatives };
}

/** Up to 10.4 these two are taken from a Match block for the dump only. */
function withApplied(
  name: string,
  effective: readonly EffectiveValue[],
  graph: ConfigGraph,
  base: Base,
): readonly EffectiveValue[] {
  const affected = name === 'ChannelTimeout' || name === 'RekeyLimit';
  if (!affected || atLeast(graph.version, '10.5')) return effective;
  // 9.2 prints nothing for a list that is empty.
  const running = base.printed.get(name)?.[0] ?? { value: 'none', from: { kind: 'default', version: graph.version } };
  const { value, from } = running as PrintedValue;
  if (effective.every((own) => own.value === value && sameOrigin(own.from, from))) return effective;
  return effective.map((own) => ({ ...own, applied: { value, from } }));
}

function sameOrigin(a: Provenance, b: Provenance): boolean {
  if (a.kind !== 'line' || b.kind !== 'line') return a.kind === b.kind;
  return a.uri === b.uri && a.lineIndex === b.lineIndex;
}

function undecided(
  open: readonly MatchBlock[],
  verdicts: ReadonlyMap<MatchBlock, BlockVerdict>,
): EffectiveConfig['undecided'] {
  return open.flatMap((block) => {
    const criterion = verdicts.get(block)?.undecided;
    return criterion ? [{ criterion: criterion.name, line: block.origin }] : [];
  });
}
