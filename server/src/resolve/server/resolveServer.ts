import { parseConfig } from '../../syntax/parseConfig.ts';
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
import { grammarOf } from '../grammarOf.ts';
import { type CompiledServer, compileServer, type MatchBlock } from './compile.ts';
import { type BlockVerdict, decideBlocks } from './decideBlocks.ts';
import { type PrintedValue, printDirective, printOrder } from './printServer.ts';
import { serverSpecs } from './serverSpecs.ts';
import { applySetting, overlay, type ServerState } from './serverState.ts';
import { startErrors } from './startErrors.ts';
import { studyLine } from './studyLine.ts';

export { dumpServer } from './dumpServer.ts';

/** Every fault of every line, and of what the lines come to. */
export function serverErrors(graph: ConfigGraph): readonly ConfigError[] {
  const compiled = compileServer(graph);
  return [...compiled.errors, ...startErrors(graph, globalState(graph, compiled, []))];
}

/** What sshd of this version uses for the connection, as `sshd -T -C` prints it. */
export function resolveServer(graph: ConfigGraph, peer: ServerPeer): EffectiveConfig {
  const compiled = compileServer(graph);
  const options = readOptions(graph, peer.options ?? []);
  const globals = globalState(graph, compiled, options.settings);
  const verdicts = decideBlocks(compiled.blocks, peer, graph.version);
  const applies = (block: MatchBlock): boolean => verdicts.get(block)?.verdict === 'yes';
  const state = stateWith(graph, compiled, globals, applies);
  const printed = printState(graph, state);
  const open = compiled.blocks.filter((block) => verdicts.get(block)?.verdict === 'unknown');
  const alternatives = open.map((block) => ({
    block,
    printed: printState(
      graph,
      stateWith(
        graph,
        compiled,
        globals,
        (other) => applies(other) || other === block || holdsWith(other, block, verdicts),
      ),
    ),
  }));
  const values = new Map<string, readonly EffectiveValue[]>();
  const unsourced: string[] = [];
  for (const [keyword, own] of printed) {
    if (own === undefined) {
      unsourced.push(keyword);
      continue;
    }
    const others = alternatives.flatMap(({ block, printed: other }) => differing(own, other.get(keyword), block));
    const losers = inReadingOrder(state.get(nameOf.get(keyword) ?? '')?.losers ?? [], compiled);
    const effective = own.map(({ value, from }) => effectiveValue(value, from, losers, others));
    if (effective.length > 0) values.set(keyword, withApplied(keyword, effective, graph, globals));
  }
  return {
    dialect: 'server',
    version: graph.version,
    values,
    errors: [...compiled.errors, ...options.errors, ...startErrors(graph, globals)],
    undecided: undecided(open, verdicts),
    unsourced,
  };
}

const nameOf: ReadonlyMap<string, string> = new Map(serverSpecs.map(({ name }) => [name.toLowerCase(), name]));

function inReadingOrder(lines: readonly LineOrigin[], { settings }: CompiledServer): readonly LineOrigin[] {
  if (lines.length < 2) return lines;
  return settings.flatMap(({ origin }) => (lines.includes(origin) ? [origin] : []));
}

/** A block inside an open one applies with it, if nothing of its own is open. */
function holdsWith(block: MatchBlock, open: MatchBlock, verdicts: ReadonlyMap<MatchBlock, BlockVerdict>): boolean {
  if (block.parent === undefined) return false;
  const own = verdicts.get(block);
  if (own?.verdict !== 'unknown' || own.undecided) return false;
  return block.parent === open || holdsWith(block.parent, open, verdicts);
}

interface OptionSettings {
  readonly settings: readonly Parameters<typeof applySetting>[1][];
  readonly errors: readonly ConfigError[];
}

/** Options of the command line are read before the file, so that they win. Match and Include are refused there. */
function readOptions(graph: ConfigGraph, options: readonly string[]): OptionSettings {
  const settings: OptionSettings['settings'][number][] = [];
  const errors: ConfigError[] = [];
  for (const [index, text] of options.entries()) {
    const file = parseConfig(text, { dialect: 'server', grammar: grammarOf(graph.version) });
    const [line] = file.lines;
    if (line?.kind !== 'directive') continue;
    const study = studyLine(line, graph.version, '/root');
    const place = { uri: 'option:', lineIndex: index };
    const keyword = line.keyword.value;
    for (const { code, span, data, refused } of study.faults) {
      errors.push({ ...place, span, code, data: { keyword, ...data }, refused });
    }
    const structural = study.match ? 'match-not-an-option' : study.isInclude ? 'include-not-an-option' : undefined;
    if (structural) errors.push({ ...place, span: line.keyword, code: structural, data: { keyword }, refused: true });
    if (study.spec && study.values)
      settings.push({ spec: study.spec, values: study.values, from: { kind: 'option', text } });
  }
  return { settings, errors };
}

function globalState(graph: ConfigGraph, compiled: CompiledServer, options: OptionSettings['settings']): ServerState {
  const state: ServerState = new Map();
  for (const option of options) applySetting(state, option, graph.version);
  for (const { origin, block, spec, values } of compiled.settings) {
    if (!block || block.atStart) applySetting(state, { spec, values, from: origin }, graph.version);
  }
  return state;
}

function stateWith(
  graph: ConfigGraph,
  compiled: CompiledServer,
  globals: ServerState,
  applies: (block: MatchBlock) => boolean,
): ServerState {
  const matched: ServerState = new Map();
  for (const { origin, block, spec, values } of compiled.settings) {
    if (block && applies(block)) applySetting(matched, { spec, values, from: origin }, graph.version);
  }
  return matched.size === 0 ? globals : overlay(globals, matched, serverSpecs, graph.version);
}

type Printed = ReadonlyMap<string, readonly PrintedValue[] | undefined>;

function printState(graph: ConfigGraph, state: ServerState): Printed {
  return new Map(
    printOrder(graph.version).map((spec) => [spec.name.toLowerCase(), printDirective(spec, state, graph.version)]),
  );
}

type Alternative = NonNullable<EffectiveValue['alternatives']>[number];

/** What would be printed if an open block applied, where that is something else. */
function differing(
  own: readonly PrintedValue[],
  other: readonly PrintedValue[] | undefined,
  block: MatchBlock,
): Alternative[] {
  const same = own.map(({ value }) => value).join('\n') === other?.map(({ value }) => value).join('\n');
  if (same) return [];
  return (other ?? []).map(({ value, from }) => ({ value, from, decidedBy: block.origin }));
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
  keyword: string,
  effective: readonly EffectiveValue[],
  graph: ConfigGraph,
  globals: ServerState,
): readonly EffectiveValue[] {
  const affected = keyword === 'channeltimeout' || keyword === 'rekeylimit';
  if (!affected || atLeast(graph.version, '10.5')) return effective;
  const spec = serverSpecs.find(({ name }) => name.toLowerCase() === keyword);
  const running = spec ? printDirective(spec, globals, graph.version)?.[0] : undefined;
  // 9.2 prints nothing for a list that is empty.
  const applied = running ?? { value: 'none', from: { kind: 'default', version: graph.version } as const };
  if (effective.every(({ value, from }) => value === applied.value && sameOrigin(from, applied.from))) return effective;
  return effective.map((value) => ({ ...value, applied: { value: applied.value, from: applied.from } }));
}

function sameOrigin(a: Provenance, b: Provenance): boolean {
  return a.kind === 'line' && b.kind === 'line' ? a.uri === b.uri && a.lineIndex === b.lineIndex : a.kind === b.kind;
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
