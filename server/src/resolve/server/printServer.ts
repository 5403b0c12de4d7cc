import { defaultAlgorithms } from '../../knowledge/algorithmDefaults.ts';
import { availability } from '../../knowledge/availability.ts';
import { printedDefault } from '../../knowledge/defaults.ts';
import { assembleAlgorithms, readAlgorithmList } from '../../values/algorithmList.ts';
import { atLeast, type OpenSshVersion } from '../../values/openSshVersion.ts';
import type { Provenance } from '../effectiveConfig.ts';
import { namesOf, type ServerAlgorithms } from './algorithms.ts';
import { printListenAddresses } from './listenAddresses.ts';
import { directiveOf, type ServerSpec, type SpecName } from './serverSpec.ts';
import { serverSpecs } from './serverSpecs.ts';
import type { DirectiveState, Held, ServerState } from './serverState.ts';

/** One line of `sshd -T` without its keyword. */
export interface PrintedValue {
  readonly value: string;
  readonly from: Provenance;
}

/** Specs in the order in which `version` prints them. 10.3 moved RevokedKeys from the strings to the lists. */
export function printOrder(version: OpenSshVersion): readonly ServerSpec[] {
  return atLeast(version, '10.3') ? serverSpecs : oldOrder;
}

const oldOrder = orderBefore103();

function orderBefore103(): readonly ServerSpec[] {
  const revoked = serverSpecs.filter(({ name }) => name === 'RevokedKeys');
  const others = serverSpecs.filter(({ name }) => name !== 'RevokedKeys');
  const at = others.findIndex(({ name }) => name === 'TrustedUserCAKeys') + 1;
  return [...others.slice(0, at), ...revoked, ...others.slice(at)];
}

/** The keyword that `version` prints, in lower case: two of them had other names before 8.5. */
export function printedKeyword({ name }: ServerSpec, version: OpenSshVersion): string {
  const keyword = name.toLowerCase();
  return atLeast(version, '8.5') ? keyword : (namesBefore85[keyword] ?? keyword);
}

const namesBefore85: Readonly<Record<string, string>> = {
  hostbasedacceptedalgorithms: 'hostbasedacceptedkeytypes',
  pubkeyacceptedalgorithms: 'pubkeyacceptedkeytypes',
};

/** What is printed for a directive; undefined where its default in this version has no source. */
export function printDirective(
  spec: ServerSpec,
  state: ServerState,
  version: OpenSshVersion,
): readonly PrintedValue[] | undefined {
  const own = state.get(spec.name);
  if (neverPrinted.has(spec.name)) return [];
  if (spec.name === 'KbdInteractiveAuthentication' && !own?.fromMatch && !atLeast(version, '8.7')) {
    const challenge = printDirectiveOf('ChallengeResponseAuthentication', state, version);
    // Challenge-response was done by keyboard-interactive, and switched it on.
    if (challenge?.[0]?.value === 'yes') return challenge;
  }
  if (spec.name === 'ListenAddress') return printListenAddresses(state, version);
  if (!own || own.held.length === 0) return defaults(spec, version);
  if (spec.algorithms) return printAlgorithms(spec.algorithms, spec, own, version);
  const first = own.held[0] as Held;
  if (spec.print) {
    const slots = new Map(own.held.map(({ slot, value }) => [slot, value]));
    return [{ value: spec.print(slots, version), from: first.from }];
  }
  return printHeld(spec, own, version);
}

function printDirectiveOf(
  name: SpecName,
  state: ServerState,
  version: OpenSshVersion,
): readonly PrintedValue[] | undefined {
  const spec = serverSpecs.find((each) => each.name === name);
  return spec && printDirective(spec, state, version);
}

/** Read and kept, but not part of the dump. */
const neverPrinted: ReadonlySet<string> = new Set(['RDomain', 'DebianBanner', 'GSSAPICleanupCreds']);

function printHeld(spec: ServerSpec, own: DirectiveState, version: OpenSshVersion): readonly PrintedValue[] {
  const emptied = own.fromMatch && !spec.emptiedInMatch ? undefined : spec.emptiedBy?.(version);
  return own.held.flatMap(({ value, from }) => {
    if (!emptied || value.toLowerCase() !== emptied.word) return [{ value, from }];
    return emptied.printed === undefined ? [] : [{ value: emptied.printed, from }];
  });
}

function defaults(spec: ServerSpec, version: OpenSshVersion): readonly PrintedValue[] | undefined {
  const directive = directiveOf(spec);
  const { kind } = availability(directive, version);
  // Two were there under another name before.
  const hadOtherName = kind === 'not-yet' && printedKeyword(spec, version) !== spec.name.toLowerCase();
  if (kind !== 'known' && kind !== 'deprecated' && !hadOtherName) return [];
  const lines = defaultLines(spec, version);
  return lines?.map((value) => ({ value, from: { kind: 'default', version } as const }));
}

function defaultLines(spec: ServerSpec, version: OpenSshVersion): readonly string[] | undefined {
  const own = spec.defaultLines?.(version);
  if (own) return own;
  // A list from 10.3 on, and an empty one is not printed.
  if (spec.name === 'RevokedKeys') return atLeast(version, '10.3') ? [] : ['none'];
  const algorithms = defaultAlgorithms(spec.name, 'server', version);
  if (algorithms) return [algorithms.join(',')];
  const printed = printedDefault(directiveOf(spec), version);
  if (printed.kind === 'unsourced') return undefined;
  return printed.kind === 'printed' ? printed.lines : [];
}

/**
 * A list filled in and without repetitions. Those that add to or take from the default need it: where it has no source,
 * there is no value either.
 */
function printAlgorithms(
  kind: ServerAlgorithms,
  spec: ServerSpec,
  own: DirectiveState,
  version: OpenSshVersion,
): readonly PrintedValue[] | undefined {
  const first = own.held[0] as Held;
  const list = readAlgorithmList(first.value);
  const byDefault = list.operation === 'replace' ? [] : defaultLines(spec, version)?.[0]?.split(',');
  if (!byDefault) return undefined;
  const result = assembleAlgorithms(list, byDefault, namesOf(kind, version)) ?? [];
  // Taking everything away leaves the list unset, which means the default; in a Match block that is not noticed.
  const names = result.length === 0 && !own.fromMatch ? byDefault : result;
  return [{ value: names.join(','), from: first.from }];
}
