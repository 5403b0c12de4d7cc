import { assembleAlgorithms, readAlgorithmList } from '../../values/algorithmList.ts';
import { atLeast } from '../../values/openSshVersion.ts';
import { asciiLower } from '../../values/patternList.ts';
import { type AlgorithmKind, supportedAlgorithms } from '../algorithmNames.ts';
import type { EffectiveValue } from '../effectiveConfig.ts';
import { defaultsOf } from './defaults.ts';
import { noJump } from './forwardReaders.ts';
import { type SetValue, type Slot, textOf } from './hostState.ts';
import {
  asSet,
  effective,
  expanded,
  expandedPaths,
  type Finish,
  joined,
  joinedPaths,
  type ReadHost,
  single,
} from './readHost.ts';

const algorithmKinds: Readonly<Record<string, AlgorithmKind>> = {
  ciphers: 'cipher',
  macs: 'mac',
  kexalgorithms: 'kex',
  hostkeyalgorithms: 'key',
  hostbasedacceptedalgorithms: 'key',
  pubkeyacceptedalgorithms: 'key',
  casignaturealgorithms: 'key',
};

const clearedByNone = [
  'localcommand',
  'remotecommand',
  'proxycommand',
  'controlpath',
  'pkcs11provider',
  'securitykeyprovider',
  'knownhostscommand',
];

/** What is printed of a value that lines have set. */
export function setValues(slot: string, set: Slot, finish: Finish): readonly EffectiveValue[] | undefined {
  const { version } = finish.graph;
  const text = set.values[0]?.text ?? '';
  const isNone = text.toLowerCase() === 'none';
  if (clearedByNone.includes(slot) && isNone && !finish.unfinished) return undefined;
  const kind = algorithmKinds[slot];
  if (kind) return algorithmValue(slot, kind, set, finish);
  switch (slot) {
    case 'proxyjump':
      if (text !== noJump) return asSet(set);
      return finish.unfinished ? [joined(set, 'none')] : undefined;
    case 'hostkeyalias':
      return [single(set, asciiLower(text))].flatMap((value) => value ?? []);
    case 'remotecommand':
      return expanded(set, finish, (expander, value) => expander.percent(value));
    case 'controlpath':
      return expandedPaths(set, finish);
    case 'identityagent':
      return atLeast(version, '8.4') ? expandedPaths(set, finish) : asSet(set);
    case 'versionaddendum':
      return expanded(set, finish, (expander, value) => expander.percentAndVariables(value));
    case 'setenv':
      return atLeast(version, '10.0') ? setEnvValues(set, finish) : asSet(set);
    case 'revokedhostkeys':
      return revokedKeys(set, isNone, finish);
    case 'userknownhostsfile':
      return knownHosts(set, isNone, finish);
    case 'globalknownhostsfile':
      return isNone && atLeast(version, '8.5') ? [joined(set, noFiles(finish))] : [joined(set)];
    case 'canonicaldomains':
    case 'permitremoteopen':
    case 'channeltimeout':
    case 'logverbose':
      return [joined(set)];
    default:
      return asSet(set);
  }
}

/** From 8.7 on an empty list is printed as `none`. */
function noFiles({ graph }: Finish): string {
  return atLeast(graph.version, '8.7') ? 'none' : '';
}

function knownHosts(set: Slot, isNone: boolean, finish: Finish): readonly EffectiveValue[] {
  const { version } = finish.graph;
  if (!atLeast(version, '8.4')) return [joined(set)];
  return isNone && atLeast(version, '8.5') ? [joined(set, noFiles(finish))] : [joinedPaths(set, finish)];
}

function revokedKeys(set: Slot, isNone: boolean, finish: Finish): readonly EffectiveValue[] | undefined {
  const { version } = finish.graph;
  if (atLeast(version, '10.3')) return isNone ? [joined(set, 'none')] : [joinedPaths(set, finish)];
  if (isNone && !finish.unfinished) return undefined;
  return atLeast(version, '9.4') ? expandedPaths(set, finish) : asSet(set);
}

function setEnvValues(set: Slot, finish: Finish): readonly EffectiveValue[] {
  return expanded(set, finish, (expander, text) => {
    const equals = text.indexOf('=') + 1;
    const value = expander.percentAndVariables(text.slice(equals));
    return value.kind === 'text' ? { kind: 'text', text: text.slice(0, equals) + value.text } : value;
  });
}

/** Lists are put together in this order; that of host keys comes last, when all is printed. */
const assembled = [
  'ciphers',
  'macs',
  'kexalgorithms',
  'hostbasedacceptedalgorithms',
  'pubkeyacceptedalgorithms',
  'casignaturealgorithms',
];

/**
 * The lists that are left out because one of them comes to nothing: 8.5 to 10.3 stop there with filling in values and go
 * on all the same. Empty in other releases, and where all is well.
 */
export function abandonedLists(read: ReadHost): readonly string[] {
  const { version } = read.graph;
  if (!atLeast(version, '8.5') || atLeast(version, '10.4')) return [];
  const first = assembled.findIndex((slot) => assemble(slot, read) === 'nothing');
  return first < 0 ? [] : assembled.slice(first);
}

/** The names that a list comes to; `unsourced` where that takes a default that nobody has read. */
function assemble(slot: string, { state, graph }: ReadHost): readonly string[] | 'nothing' | 'unsourced' | undefined {
  const text = textOf(state, slot);
  const kind = algorithmKinds[slot];
  if (text === undefined || kind === undefined) return undefined;
  const list = readAlgorithmList(text);
  const usual = defaultsOf(graph).lines.get(slot);
  if (list.operation !== 'replace' && usual === undefined) return 'unsourced';
  const defaults = usual?.[0]?.value.split(',') ?? [];
  const all = supportedAlgorithms(kind, graph.version);
  // No certificate signs another.
  const supported = slot === 'casignaturealgorithms' ? all.filter((name) => !name.includes('-cert-')) : all;
  return assembleAlgorithms(list, defaults, supported) ?? 'nothing';
}

const faultCodes = {
  cipher: 'invalid-ciphers',
  mac: 'invalid-macs',
  kex: 'invalid-kex-algorithms',
  key: 'invalid-key-types',
} as const;

function algorithmValue(
  slot: string,
  kind: AlgorithmKind,
  set: Slot,
  finish: Finish,
): readonly EffectiveValue[] | undefined {
  const value = set.values[0] as SetValue;
  const names = assemble(slot, finish);
  if (names === 'unsourced') {
    finish.unsourced.push(slot);
    return undefined;
  }
  if (Array.isArray(names)) return [effective(value, names.join(','), set)];
  finish.faults.push({ code: faultCodes[kind], from: value.from, data: { argument: value.text } });
  return asSet(set);
}
