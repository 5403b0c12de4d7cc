import { assembleAlgorithms, readAlgorithmList } from '../../values/algorithmList.ts';
import type { Expansion } from '../../values/environment.ts';
import { atLeast } from '../../values/openSshVersion.ts';
import { asciiLower } from '../../values/patternList.ts';
import { type AlgorithmKind, supportedAlgorithms } from '../algorithmNames.ts';
import type { ConfigErrorCode } from '../configErrorCode.ts';
import type { ConfigGraph } from '../configGraph.ts';
import type { EffectiveValue, Provenance } from '../effectiveConfig.ts';
import { type Defaults, defaultsOf, defaultValue } from './defaults.ts';
import { createExpander, type Expander } from './expansion.ts';
import { isSafeUser, noJump } from './forwardReaders.ts';
import { type HostState, type SetValue, type Slot, textOf } from './hostState.ts';
import { printOrder } from './printOrder.ts';

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

export interface FinishedHost {
  readonly values: ReadonlyMap<string, readonly EffectiveValue[]>;
  readonly unsourced: readonly string[];
  readonly faults: readonly LateFault[];
}

interface Finish extends ReadHost {
  readonly defaults: Defaults;
  readonly faults: LateFault[];
  readonly unsourced: string[];
  expander?: Expander;
}

/** Fills in defaults, expands what ssh expands, and puts all in the order of `ssh -G`. */
export function finishHost(read: ReadHost): FinishedHost {
  const finish: Finish = { ...read, defaults: defaultsOf(read.graph), faults: [], unsourced: [] };
  const values = new Map<string, readonly EffectiveValue[]>();
  const { slots } = read.state;
  for (const { slot, name } of printOrder(read.graph.version)) {
    const usual = slots.has(slot) || derived.has(slot) ? 'unsourced' : finish.defaults(slot);
    const lines = usual === 'unsourced' ? valuesOf(slot, finish) : usual;
    if (lines !== undefined && lines.length > 0) values.set(name, lines);
  }
  return { values, unsourced: finish.unsourced, faults: finish.faults };
}

/** Values that others move, or that are made from several. */
const derived: ReadonlySet<string> = new Set([
  'host',
  'hostname',
  'user',
  'port',
  'forwardagent',
  'rekeylimit',
  'updatehostkeys',
  'tunnel',
  'proxyusefdpass',
  'serveraliveinterval',
  'dynamicforward',
  'localforward',
  'remoteforward',
]);

function valuesOf(slot: string, finish: Finish): readonly EffectiveValue[] | undefined {
  const { state, graph } = finish;
  const { version } = graph;
  const set = state.slots.get(slot);
  switch (slot) {
    case 'host':
      return [defaultValue(finish.originalHost, version, 'host')];
    case 'hostname':
      return [single(set, finish.host) ?? defaultValue(finish.host, version, 'host')];
    case 'user':
      return userValue(set, finish);
    case 'port':
      return set?.values[0] ? asSet(set) : [defaultValue('22', version)];
    case 'forwardagent': {
      const path = state.slots.get('forwardagent.path');
      if (path?.values[0]) return expandedPaths(path, finish);
      break;
    }
    case 'rekeylimit':
      return rekeyValue(set, finish);
    case 'updatehostkeys':
      return updateHostKeys(set, finish);
    case 'tunnel':
      if (textOf(state, 'clearallforwardings') === 'yes')
        return [defaultValue('false', version, 'clearallforwardings')];
      break;
    case 'proxyusefdpass':
      if (hasJump(state)) return [defaultValue('no', version, 'proxyjump')];
      break;
    case 'serveraliveinterval':
      // Debian's builds probe in batch mode.
      if (!set?.values[0] && version.vendor === 'debian' && textOf(state, 'batchmode') === 'yes') {
        return [defaultValue('300', version, 'batchmode')];
      }
      break;
    case 'dynamicforward':
    case 'localforward':
    case 'remoteforward':
      return forwards(set, finish);
    case 'sendenv':
    case 'certificatefile':
      return set ? asSet(set) : undefined;
    case 'identityfile':
      if (set?.values[0]) return asSet(set);
      break;
    case 'canonicalizepermittedcnames':
      if (set?.values[0]) return [cnames(set)];
      break;
    case 'proxycommand':
      if (hasJump(state)) return undefined;
      break;
  }
  if (set?.values[0]) return setValues(slot, set, finish);
  const fallback = finish.defaults(slot);
  if (fallback === 'unsourced') {
    finish.unsourced.push(slot);
    return undefined;
  }
  return fallback;
}

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

function setValues(slot: string, set: Slot, finish: Finish): readonly EffectiveValue[] | undefined {
  const { version } = finish.graph;
  const text = set.values[0]?.text ?? '';
  const isNone = text.toLowerCase() === 'none';
  if (clearedByNone.includes(slot) && isNone) return undefined;
  const kind = algorithmKinds[slot];
  if (kind) return algorithmValue(slot, kind, set, finish);
  switch (slot) {
    case 'proxyjump':
      return text === noJump ? undefined : asSet(set);
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

function effective(
  value: SetValue,
  text: string,
  set: Slot,
  certainty: EffectiveValue['certainty'] = 'certain',
): EffectiveValue {
  return { value: text, certainty, from: value.from, overruled: set.overruled };
}

/** The lines as they were set. */
function asSet(set: Slot): readonly EffectiveValue[] {
  return set.values.map((value) => effective(value, value.text, set));
}

function single(set: Slot | undefined, text: string): EffectiveValue | undefined {
  const value = set?.values[0];
  return set && value ? effective(value, text, set) : undefined;
}

/** All entries on one line. */
function joined(set: Slot, text = set.values.map((value) => value.text).join(' ')): EffectiveValue {
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

function expanderOf(finish: Finish): Expander {
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

function expandsUser({ version }: ConfigGraph, userIsOption: boolean): boolean {
  return atLeast(version, '10.0') && !(userIsOption && atLeast(version, '10.1'));
}

/** Expands each entry; what cannot be known stays as it is written, and what ssh gives up on is noted. */
function expanded(
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

function noteExpansion(outcome: Expansion, { from, text }: SetValue, finish: Finish): void {
  if (outcome.kind === 'unset') {
    finish.faults.push({ code: 'invalid-environment-expansion', from, data: { argument: text, name: outcome.name } });
  } else if (outcome.kind === 'malformed') {
    finish.faults.push({ code: 'invalid-token', from, data: { argument: text, name: outcome.part } });
  }
}

function expandedPaths(set: Slot, finish: Finish): readonly EffectiveValue[] {
  return expanded(set, finish, (expander, text) => expander.path(text));
}

/** The entries of one line, expanded and joined again. */
function joinedPaths(set: Slot, finish: Finish): EffectiveValue {
  const parts = expandedPaths(set, finish);
  const certainty = parts.some((part) => part.certainty === 'depends') ? 'depends' : 'certain';
  return effective(set.values[0] as SetValue, parts.map(({ value }) => value).join(' '), set, certainty);
}

function knownHosts(set: Slot, isNone: boolean, finish: Finish): readonly EffectiveValue[] {
  const { version } = finish.graph;
  if (!atLeast(version, '8.4')) return [joined(set)];
  return isNone && atLeast(version, '8.5') ? [joined(set, noFiles(finish))] : [joinedPaths(set, finish)];
}

function revokedKeys(set: Slot, isNone: boolean, finish: Finish): readonly EffectiveValue[] | undefined {
  const { version } = finish.graph;
  if (atLeast(version, '10.3')) return isNone ? [joined(set, 'none')] : [joinedPaths(set, finish)];
  if (isNone) return undefined;
  return atLeast(version, '9.4') ? expandedPaths(set, finish) : asSet(set);
}

function setEnvValues(set: Slot, finish: Finish): readonly EffectiveValue[] {
  return expanded(set, finish, (expander, text) => {
    const equals = text.indexOf('=') + 1;
    const value = expander.percentAndVariables(text.slice(equals));
    return value.kind === 'text' ? { kind: 'text', text: text.slice(0, equals) + value.text } : value;
  });
}

function userValue(set: Slot | undefined, finish: Finish): readonly EffectiveValue[] | undefined {
  const { graph, userIsOption } = finish;
  const { userName } = graph.environment;
  if (!set?.values[0])
    return userName === undefined ? undefined : [defaultValue(userName, graph.version, 'local user')];
  if (!expandsUser(graph, userIsOption)) return asSet(set);
  const values = expanded(set, finish, (expander, text) => expander.percentAndVariables(text, false));
  const name = values[0]?.value ?? '';
  if (name !== set.values[0].text && !isSafeUser(name, graph.version)) {
    finish.faults.push({ code: 'invalid-user-name', from: set.values[0].from, data: { argument: name } });
  }
  return values;
}

function rekeyValue(set: Slot | undefined, { state, graph }: Finish): readonly EffectiveValue[] {
  const interval = state.slots.get('rekeylimit.interval');
  const bytes = set?.values[0];
  const seconds = interval?.values[0];
  const text = `${bytes?.text ?? '0'} ${seconds?.text ?? '0'}`;
  const from = bytes?.from ?? seconds?.from;
  if (!from) return [defaultValue(text, graph.version)];
  const overruled = [...new Set([...(set?.overruled ?? []), ...(interval?.overruled ?? [])])];
  return [{ value: text, certainty: 'certain', from, overruled }];
}

/** Its default depends on others, and `ask` gives way where there is nobody to ask. */
function updateHostKeys(set: Slot | undefined, finish: Finish): readonly EffectiveValue[] {
  const { state, graph, command } = finish;
  const { version } = graph;
  if (set?.values[0]) {
    if (set.values[0].text !== 'ask') return asSet(set);
    const persists = (textOf(state, 'controlpersist') ?? 'no') !== 'no';
    const path = textOf(state, 'controlpath');
    const remote = textOf(state, 'remotecommand');
    const hasRemote = remote !== undefined && remote.toLowerCase() !== 'none';
    const quiet = ['QUIET', 'SILENT', 'FATAL', 'ERROR'].includes(textOf(state, 'loglevel') ?? 'INFO');
    const mute = command !== '' || hasRemote || textOf(state, 'requesttty') === 'false' || quiet;
    const shared = persists && path !== undefined && path.toLowerCase() !== 'none';
    return [joined(set, shared || mute ? 'false' : 'ask')];
  }
  if (!atLeast(version, '8.5')) return [defaultValue('false', version)];
  const dns = textOf(state, 'verifyhostkeydns') ?? 'false';
  const files = state.slots.get('userknownhostsfile')?.values.map(({ text }) => text) ?? [];
  const usual = files.length === 0 || (files.length === 1 && files[0] === '~/.ssh/known_hosts');
  return [defaultValue(dns === 'false' && usual ? 'true' : 'false', version)];
}

function cnames(set: Slot): EffectiveValue {
  return joined(set);
}

/** Ends of a forwarding, as its reader joins them; paths are marked. */
function forwards(set: Slot | undefined, finish: Finish): readonly EffectiveValue[] | undefined {
  if (!set || textOf(finish.state, 'clearallforwardings') === 'yes') return undefined;
  const expands = atLeast(finish.graph.version, '8.4');
  return set.values.map((value) => {
    const ends = value.text.split('\u0000').map((end) => {
      if (!end.startsWith('\u0001')) return end;
      const path = end.slice(1);
      if (!expands || !path.includes('%')) return path;
      const outcome = expanderOf(finish).percent(path);
      if (outcome.kind === 'text') return outcome.text;
      noteExpansion(outcome, value, finish);
      return path;
    });
    return effective(value, ends.join(' '), set);
  });
}

function algorithmValue(
  slot: string,
  kind: AlgorithmKind,
  set: Slot,
  finish: Finish,
): readonly EffectiveValue[] | undefined {
  const value = set.values[0] as SetValue;
  const list = readAlgorithmList(value.text);
  const usual = finish.defaults(slot);
  if (list.operation !== 'replace' && !Array.isArray(usual)) {
    finish.unsourced.push(slot);
    return undefined;
  }
  const defaults = Array.isArray(usual) ? ((usual[0] as EffectiveValue | undefined)?.value.split(',') ?? []) : [];
  const names = assembleAlgorithms(list, defaults, supportedAlgorithms(kind, finish.graph.version));
  if (names) return [effective(value, names.join(','), set)];
  const code = {
    cipher: 'invalid-ciphers',
    mac: 'invalid-macs',
    kex: 'invalid-kex-algorithms',
    key: 'invalid-key-types',
  } as const;
  finish.faults.push({ code: code[kind], from: value.from, data: { argument: value.text } });
  return asSet(set);
}
