import type { OpenSshVersion } from '../../values/openSshVersion.ts';
import type { LineOrigin, Provenance } from '../effectiveConfig.ts';
import type { SlotValue } from './lineReading.ts';
import { directiveOf, mayStandInMatch, type ServerSpec } from './serverSpec.ts';

/** One value that holds, with what set it. */
export interface Held {
  readonly slot: string;
  readonly value: string;
  readonly from: Provenance;
}

/** What the lines read so far come to for one directive. */
export interface DirectiveState {
  held: Held[];
  /** Lines that apply and lose. */
  losers: LineOrigin[];
  /** The values come from a Match block. */
  fromMatch: boolean;
}

/** By name of the directive. */
export type ServerState = Map<string, DirectiveState>;

export interface Setting {
  readonly spec: ServerSpec;
  readonly values: readonly SlotValue[];
  readonly from: Provenance;
}

function stateOf(state: ServerState, name: string): DirectiveState {
  const known = state.get(name);
  if (known) return known;
  const own: DirectiveState = { held: [], losers: [], fromMatch: false };
  state.set(name, own);
  return own;
}

/** Takes one line (or option) into account, as sshd does on reading it. */
export function applySetting(state: ServerState, { spec, values, from }: Setting, version: OpenSshVersion): void {
  const own = stateOf(state, spec.name);
  const blocker = spec.blockedBy?.(version);
  if (blocker !== undefined && (state.get(blocker)?.held.length ?? 0) > 0) {
    lose(own, from);
    return;
  }
  const repeat = spec.repeat(version);
  if (repeat === 'append') {
    own.held.push(...values.map((value) => ({ slot: value.slot, value: value.value, from })));
    return;
  }
  if (repeat === 'whole') {
    if (own.held.length > 0) lose(own, from);
    else own.held = values.map((value) => ({ slot: value.slot, value: value.value, from }));
    return;
  }
  const before = own.held;
  for (const { slot, value, overrules } of values) {
    const at = own.held.findIndex((held) => held.slot === slot);
    if (at < 0) own.held = [...own.held, { slot, value, from }];
    else if (overrules || repeat === 'last') own.held = own.held.with(at, { slot, value, from });
  }
  noteLosers(own, before, from);
}

/** Lines none of whose values is left have lost. */
function noteLosers(own: DirectiveState, before: readonly Held[], from: Provenance): void {
  const left = new Set(own.held.map((held) => held.from));
  if (!left.has(from)) lose(own, from);
  for (const held of before) if (!left.has(held.from)) lose(own, held.from);
}

function lose(own: DirectiveState, from: Provenance): void {
  if (from.kind === 'line' && !own.losers.includes(from)) own.losers.push(from);
}

/** Lays the values of the Match blocks that apply over the global ones. */
export function overlay(
  globals: ServerState,
  matched: ServerState,
  specs: readonly ServerSpec[],
  version: OpenSshVersion,
): ServerState {
  const result: ServerState = new Map(globals);
  for (const spec of specs) {
    const inMatch = matched.get(spec.name);
    if (!inMatch || (inMatch.held.length === 0 && inMatch.losers.length === 0)) continue;
    // Lines that Match forbids, and that stand under `Match all`, count on start only.
    const taken =
      spec.takenFromMatch?.(version, inMatch.held[0]?.value ?? '') ?? mayStandInMatch(directiveOf(spec), version);
    if (!taken) continue;
    const global = globals.get(spec.name);
    result.set(spec.name, global ? laidOver(global, inMatch, spec) : { ...inMatch, fromMatch: true });
  }
  return result;
}

function laidOver(global: DirectiveState, matched: DirectiveState, spec: ServerSpec): DirectiveState {
  const replaced = spec.replacedByMatch === true && matched.held.length > 0;
  const kept = global.held.filter((held) => !replaced && !matched.held.some(({ slot }) => slot === held.slot));
  const own: DirectiveState = {
    held: [...matched.held, ...kept],
    losers: [],
    fromMatch: matched.held.length > 0,
  };
  const left = new Set(own.held.map((held) => held.from));
  for (const from of [...global.losers, ...matched.losers, ...global.held.map((held) => held.from)]) {
    if (!left.has(from)) lose(own, from);
  }
  return own;
}
