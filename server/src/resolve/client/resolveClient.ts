import { atLeast } from '../../values/openSshVersion.ts';
import type { ConfigGraph } from '../configGraph.ts';
import type { Assumptions, ClientTarget, ConfigError, EffectiveConfig, EffectiveValue } from '../effectiveConfig.ts';
import { type Assumed, addAlternatives } from './alternatives.ts';
import { type OpenNames, openNames } from './canonicalNames.ts';
import { applyOption, targetError } from './commandLine.ts';
import type { Block } from './compiledConfig.ts';
import { compileGraph } from './compileGraph.ts';
import { defaultsOf } from './defaults.ts';
import { splitDestination } from './destination.ts';
import { normaliseHost, substituteHost } from './finalHost.ts';
import { finishHost } from './finishHost.ts';
import { isSafeHost, isSafeUser } from './forwardReaders.ts';
import { type HostState, newState, textOf } from './hostState.ts';
import { lateFaults } from './lateFaults.ts';
import type { LateFault } from './readHost.ts';
import { applyFlags, readPass, type Undecided } from './readPass.ts';
import { reportedErrors } from './reportedErrors.ts';

export { dumpClient } from './dumpClient.ts';
export { blockAt, clientBlocks, concreteHosts, hostNames, representativeTarget } from './hosts.ts';
export { clientErrors } from './reportedErrors.ts';

/** What ssh of the graph's version will use for a target, and why. Nothing is run, looked up or connected to. */
export function resolveClient(graph: ConfigGraph, target: ClientTarget, assume: Assumptions = {}): EffectiveConfig {
  const base = resolveOnce(graph, target, assume, { lines: new Set() });
  const result: EffectiveConfig = {
    dialect: 'client',
    version: graph.version,
    values: base.values,
    errors: base.errors,
    undecided: [...base.undecided.values()],
    unsourced: base.unsourced,
  };
  if (base.undecided.size === 0 && !base.openNames) return result;
  return addAlternatives(result, base, (assumed) => resolveOnce(graph, target, assume, assumed));
}

export interface Resolved {
  readonly values: ReadonlyMap<string, readonly EffectiveValue[]>;
  readonly errors: readonly ConfigError[];
  readonly undecided: ReadonlyMap<string, Undecided>;
  /** Other names that a name server could give the host. */
  readonly openNames: OpenNames | undefined;
  readonly unsourced: readonly string[];
}

/** Reads all lines for one target, with the given outcomes of what is not known. */
function resolveOnce(graph: ConfigGraph, target: ClientTarget, assume: Assumptions, assumed: Assumed): Resolved {
  const config = compileGraph(graph);
  const state = newState();
  const undecided = new Map<string, Undecided>();
  const matched = new Set<Block>();
  const errors: ConfigError[] = [];
  applyFlags(state, target);
  for (const option of target.options ?? []) errors.push(...applyOption(option, state, graph));
  // What stands in the destination comes after the options.
  const { host: originalHost, ...inDestination } = splitDestination(target.host);
  applyFlags(state, inDestination);
  const user = textOf(state, 'user');
  const userIsOption = isFromFlag(state, 'user');
  const command = target.command ?? '';
  if (!isSafeHost(originalHost, graph.version)) errors.push(targetError('invalid-host-name', originalHost));
  // 10.1 and 10.2 let a name of -o pass.
  const looksAtUser = userIsOption || !atLeast(graph.version, '10.1') || atLeast(graph.version, '10.3');
  if (user !== undefined && looksAtUser && !isSafeUser(user, graph.version))
    errors.push(targetError('invalid-user-name', user));
  const context = {
    version: graph.version,
    originalHost,
    localUser: graph.environment.userName,
    command,
    assume,
    state,
  };
  const options = { assumed: assumed.lines, undecided, matched, tooMany: [], unseenFrom: Infinity };
  readPass(config, { ...context, host: originalHost, isFinal: false }, options);
  let reading = reportedErrors(config, state, options, graph.version);
  if (textOf(state, 'sessiontype') === 'subsystem' && command === '' && isFromOption(state, 'sessiontype')) {
    errors.push(targetError('subsystem-without-name', ''));
  }
  const substituted = substituteHost(textOf(state, 'hostname'), originalHost);
  const ownName = normaliseHost(
    substituted ?? textOf(state, 'hostname') ?? originalHost,
    textOf(state, 'addressfamily'),
  );
  const names = openNames(state, ownName);
  const host = (names && assumed.name) ?? ownName;
  const canonicalize = textOf(state, 'canonicalizehostname') ?? 'false';
  if (config.requestsFinal || canonicalize !== 'false') {
    // Some values are settled before the second reading: a line that only it meets comes too late.
    settle(state, 'hostname', host, graph);
    settle(state, 'canonicalizehostname', 'false', graph);
    settle(state, 'canonicalizemaxdots', '1', graph);
    settle(state, 'canonicalizefallbacklocal', 'yes', graph);
    readPass(config, { ...context, host, isFinal: true }, options);
    if (reading.errors.every(({ refused }) => !refused)) {
      reading = { ...reportedErrors(config, state, options, graph.version), endedByHostName: reading.endedByHostName };
    }
  }
  errors.push(...reading.errors);
  const read = { graph, state, originalHost, host, command, userIsOption };
  const finished = finishHost(read);
  if (reading.endedByHostName || errors.every(({ refused }) => !refused)) {
    const hostName = state.slots.get('hostname')?.values[0];
    const badName: LateFault[] =
      substituted === undefined
        ? [{ code: 'invalid-token', from: hostName?.from, data: strangeToken(hostName?.text ?? '') }]
        : [];
    // The first of them ends ssh.
    const first = [...badName, ...lateFaults(read), ...finished.faults][0];
    if (first) errors.push(lateError(first));
  }
  const values =
    options.unseenFrom < Infinity ? doubted(finished.values, state, options.unseenFrom, graph) : finished.values;
  return { values, errors, undecided, openNames: names, unsourced: finished.unsourced };
}

/** Values that lines which cannot be seen may set: all but those that a line before them has settled. */
function doubted(
  values: Resolved['values'],
  { slots }: HostState,
  unseenFrom: number,
  graph: ConfigGraph,
): Resolved['values'] {
  const result = new Map(values);
  for (const [slot, name] of defaultsOf(graph).names) {
    const own = values.get(name);
    const set = slots.get(slot);
    const settled = set?.values[0] && set.order <= unseenFrom && !accumulating.has(slot);
    if (own && !settled && slot !== 'host') {
      result.set(
        name,
        own.map((value) => ({ ...value, certainty: 'depends' })),
      );
    }
  }
  return result;
}

/** Their values add up over all lines. */
const accumulating: ReadonlySet<string> = new Set([
  'identityfile',
  'certificatefile',
  'sendenv',
  'localforward',
  'remoteforward',
  'dynamicforward',
]);

/** Gives a value that no line has set its default. */
function settle(state: HostState, slot: string, text: string, { version }: ConfigGraph): void {
  if (state.slots.get(slot)?.values[0]) return;
  const from = { kind: 'default', version } as const;
  state.slots.set(slot, { values: [{ text, from, system: false }], overruled: [], order: 0 });
}

/** Set by `-l` or by the destination. */
function isFromFlag(state: HostState, slot: string): boolean {
  const from = state.slots.get(slot)?.values[0]?.from;
  return from?.kind === 'option' && !from.text.startsWith('-o ');
}

function isFromOption(state: HostState, slot: string): boolean {
  return state.slots.get(slot)?.values[0]?.from.kind === 'option';
}

/** HostName takes `%h` alone. */
function strangeToken(argument: string): LateFault['data'] {
  const name = argument.match(/%.?/gsu)?.find((token) => token !== '%h' && token !== '%%');
  return { argument, ...(name === undefined ? {} : { name }) };
}

function lateError({ code, from, data }: LateFault): ConfigError {
  const all = { keyword: '', ...data };
  if (from?.kind === 'line')
    return { uri: from.uri, lineIndex: from.lineIndex, span: from.span, code, data: all, refused: true };
  return { ...targetError(code, data['argument'] ?? ''), data: all };
}
