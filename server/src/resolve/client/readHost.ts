import type { Expansion } from '../../values/environment.ts';
import { atLeast } from '../../values/openSshVersion.ts';
import { asciiLower } from '../../values/patternList.ts';
import type { ConfigErrorCode } from '../configErrorCode.ts';
import type { ConfigGraph } from '../configGraph.ts';
import type { EffectiveValue, Provenance } from '../effectiveConfig.ts';
import { createExpander, type Expander } from './expansion.ts';
import { noJump } from './forwardReaders.ts';
import { type HostState, type SetValue, type Slot, textOf } from './hostState.ts';

/** What is known of a host when all lines are read. */
export interface ReadHost {
  readonly graph: ConfigGraph;
  readonly state: HostState;
  /** As typed, without user and port. */
  readonly originalHost: string;
  /** The name that ssh looks up. */
  readonly host: string;
  readonly command: string;
  readonly userIsOption: boolean;
}

/** Something that makes ssh give up after all files are read. */
export interface LateFault {
  readonly code: ConfigErrorCode;
  readonly from: Provenance | undefined;
  readonly data: Readonly<Record<string, string>>;
}

/** A host whose values are being printed: faults and values without a known default are collected. */
export interface Finish extends ReadHost {
  readonly faults: LateFault[];
  readonly unsourced: string[];
  expander?: Expander;
  /** A list of algorithms came to nothing, where the release stops filling in values instead of giving up. */
  readonly unfinished: boolean;
}

export function effective(
  value: SetValue,
  text: string,
  set: Slot,
  certainty: EffectiveValue['certainty'] = 'certain',
): EffectiveValue {
  return { value: text, certainty, from: value.from, overruled: set.overruled };
}

/** The lines as they were set. */
export function asSet(set: Slot): readonly EffectiveValue[] {
  return set.values.map((value) => effective(value, value.text, set));
}

export function single(set: Slot | undefined, text: string): EffectiveValue | undefined {
  const value = set?.values[0];
  return set && value ? effective(value, text, set) : undefined;
}

/** All entries on one line. */
export function joined(set: Slot, text = set.values.map((value) => value.text).join(' ')): EffectiveValue {
  return effective(set.values[0] as SetValue, text, set);
}

export function hasJump(state: HostState): boolean {
  const jump = textOf(state, 'proxyjump');
  return jump !== undefined && jump !== noJump;
}

/** The host of the last hop: what `%j` stands for. */
export function jumpHostOf(state: HostState): string {
  const jump = textOf(state, 'proxyjump');
  if (jump === undefined || jump === noJump) return '';
  const last = jump.slice(jump.lastIndexOf(',') + 1);
  const host = last.slice(last.lastIndexOf('@') + 1);
  return host.startsWith('[') ? host.slice(1, host.indexOf(']')) : host.replace(/:\d+$/, '');
}

export function expanderOf(finish: Finish): Expander {
  if (finish.expander) return finish.expander;
  const { state, graph, host, originalHost } = finish;
  const alias = textOf(state, 'hostkeyalias');
  const values = {
    host,
    originalHost,
    port: textOf(state, 'port') ?? '22',
    hostKeyAlias: alias === undefined ? undefined : asciiLower(alias),
    jumpHost: jumpHostOf(state),
    localUser: graph.environment.userName,
    remoteUser: undefined,
  };
  const user = remoteUser(finish, createExpander(graph, values));
  finish.expander = createExpander(graph, { ...values, remoteUser: user });
  return finish.expander;
}

/** From 10.0 on User is expanded itself, before all others. */
function remoteUser({ state, graph, userIsOption }: Finish, expander: Expander): string | undefined {
  const user = textOf(state, 'user');
  if (user === undefined) return graph.environment.userName;
  if (!expandsUser(graph, userIsOption)) return user;
  const name = expander.percentAndVariables(user, false);
  return name.kind === 'text' ? name.text : undefined;
}

export function expandsUser({ version }: ConfigGraph, userIsOption: boolean): boolean {
  return atLeast(version, '10.0') && !(userIsOption && atLeast(version, '10.1'));
}

/** Expands each entry; what cannot be known stays as it is written, and what ssh gives up on is noted. */
export function expanded(
  set: Slot,
  finish: Finish,
  change: (expander: Expander, text: string) => Expansion,
): readonly EffectiveValue[] {
  return set.values.map((value) => {
    if (!/[%~$]/.test(value.text)) return effective(value, value.text, set);
    const outcome = change(expanderOf(finish), value.text);
    if (outcome.kind === 'text') return effective(value, outcome.text, set);
    if (outcome.kind === 'unknown') return effective(value, value.text, set, 'depends');
    noteExpansion(outcome, value, finish);
    return effective(value, value.text, set);
  });
}

export function noteExpansion(outcome: Expansion, { from, text }: SetValue, finish: Finish): void {
  if (outcome.kind === 'unset') {
    finish.faults.push({ code: 'invalid-environment-expansion', from, data: { argument: text, name: outcome.name } });
  } else if (outcome.kind === 'malformed') {
    finish.faults.push({ code: 'invalid-token', from, data: { argument: text, name: outcome.part } });
  }
}

export function expandedPaths(set: Slot, finish: Finish): readonly EffectiveValue[] {
  return expanded(set, finish, (expander, text) => expander.path(text));
}

/** The entries of one line, expanded and joined again. */
export function joinedPaths(set: Slot, finish: Finish): EffectiveValue {
  const parts = expandedPaths(set, finish);
  const certainty = parts.some((part) => part.certainty === 'depends') ? 'depends' : 'certain';
  return effective(set.values[0] as SetValue, parts.map(({ value }) => value).join(' '), set, certainty);
}
