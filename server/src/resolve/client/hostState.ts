import { matchPattern } from '../../values/patternList.ts';
import type { LineOrigin, Provenance } from '../effectiveConfig.ts';
import { noJump } from './forwardReaders.ts';
import type { Effect } from './lineReading.ts';

export interface SetValue {
  readonly text: string;
  readonly from: Provenance;
  /** Set by the system's file. */
  readonly system: boolean;
}

/** One value while the lines are read. */
export interface Slot {
  values: SetValue[];
  overruled: LineOrigin[];
  /** Reading order of the line that set it; -1 for options. */
  order: number;
}

/** All values of one host, as far as the lines have been read. */
export interface HostState {
  readonly slots: Map<string, Slot>;
}

export function newState(): HostState {
  return { slots: new Map() };
}

/** The text of a value that has one line at most. */
export function textOf(state: HostState, slot: string): string | undefined {
  return state.slots.get(slot)?.values[0]?.text;
}

interface Source {
  readonly from: Provenance;
  readonly system: boolean;
  readonly order: number;
  /** Whether `ProxyJump none` keeps a later ProxyCommand out: it did so up to 10.2. */
  readonly jumpBlocksCommand: 'always' | 'unless-none';
}

/** Lets one line take effect. */
export function apply(state: HostState, effect: Effect, source: Source): void {
  const { how } = effect;
  if (how === 'proxy-command') applyProxyCommand(state, effect, source);
  else if (how === 'proxy-jump') applyProxyJump(state, effect, source);
  else if (how === 'append-new' || how === 'append-file' || how === 'environment') applyList(state, effect, source);
  else applySingle(state, effect, source);
}

function applySingle(state: HostState, effect: Effect, source: Source): void {
  const slot = state.slots.get(effect.slot);
  if (slot && slot.values.length > 0) {
    if (effect.how !== 'last-anywhere' && effect.how !== 'last') {
      overrule(slot, source.from);
      return;
    }
    for (const { from } of slot.values) if (!isSameLine(from, source.from)) overrule(slot, from);
    slot.overruled = slot.overruled.filter((line) => !isSameLine(line, source.from));
  }
  setValues(state, slot, effect, source);
}

function setValues(state: HostState, slot: Slot | undefined, { slot: name, values }: Effect, source: Source): void {
  const { from, system, order } = source;
  const set = values.map((text) => ({ text, from, system }));
  if (slot) {
    slot.values = set;
    slot.order = order;
  } else state.slots.set(name, { values: set, overruled: [], order });
}

function isSameLine(a: Provenance, b: Provenance): boolean {
  return a === b || (a.kind === 'line' && b.kind === 'line' && a.uri === b.uri && a.lineIndex === b.lineIndex);
}

/** Notes that a line applies and loses. The second reading meets every line again: it is noted once. */
function overrule(slot: Slot, from: Provenance): void {
  if (from.kind !== 'line') return;
  if (slot.values.some((value) => isSameLine(value.from, from))) return;
  if (!slot.overruled.some((line) => isSameLine(line, from))) slot.overruled.push(from);
}

function applyList(state: HostState, effect: Effect, source: Source): void {
  const known = state.slots.get(effect.slot);
  const slot = known ?? { values: [], overruled: [], order: source.order };
  if (!known) state.slots.set(effect.slot, slot);
  const { from, system } = source;
  for (const text of effect.values) {
    if (effect.how === 'environment' && text.startsWith('-')) {
      const removed = slot.values.filter((value) => matchPattern(value.text, text.slice(1)));
      slot.values = slot.values.filter((value) => !removed.includes(value));
      for (const value of removed) overrule(slot, value.from);
      continue;
    }
    const repeated = slot.values.some(
      (value) => value.text === text && (value.system === system || effect.how === 'append-new'),
    );
    if (effect.how !== 'environment' && repeated) overrule(slot, from);
    else slot.values.push({ text, from, system });
  }
}

function slotOf(state: HostState, name: string): Slot {
  const slot = state.slots.get(name) ?? { values: [], overruled: [], order: 0 };
  state.slots.set(name, slot);
  return slot;
}

/** ProxyCommand does not count once ProxyJump is set: the first of the two wins, and overrules lines of the other. */
function applyProxyCommand(state: HostState, effect: Effect, source: Source): void {
  const slot = slotOf(state, effect.slot);
  const jump = textOf(state, 'proxyjump');
  const blocked = jump !== undefined && !(jump === noJump && source.jumpBlocksCommand === 'unless-none');
  if (blocked) overrule(slotOf(state, 'proxyjump'), source.from);
  else if (slot.values.length > 0) overrule(slot, source.from);
  else setValues(state, slot, effect, source);
}

function applyProxyJump(state: HostState, effect: Effect, source: Source): void {
  const slot = slotOf(state, effect.slot);
  const none = effect.values[0] === noJump && source.jumpBlocksCommand === 'unless-none';
  const blocked = textOf(state, 'proxycommand') !== undefined && !none;
  if (blocked) overrule(slotOf(state, 'proxycommand'), source.from);
  else if (slot.values.length > 0) overrule(slot, source.from);
  else setValues(state, slot, effect, source);
}
