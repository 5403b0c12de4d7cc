import { defaultAlgorithms } from '../../knowledge/algorithmDefaults.ts';
import { printedDefault } from '../../knowledge/defaults.ts';
import { findDirective } from '../../knowledge/directives.ts';
import { atLeast, formatVersion, type OpenSshVersion } from '../../values/openSshVersion.ts';
import type { ConfigGraph } from '../configGraph.ts';
import type { EffectiveValue } from '../effectiveConfig.ts';
import { expandTilde, pathOfUri } from './expansion.ts';
import { printOrder } from './printOrder.ts';

/** The values of a version and a machine as long as no line sets them; shared by all hosts. */
export interface Defaults {
  /** The printed name of each slot, in the order of `ssh -G`. */
  readonly names: ReadonlyMap<string, string>;
  /** By slot. */
  readonly lines: ReadonlyMap<string, readonly EffectiveValue[]>;
  /** The same by printed name. */
  readonly printed: ReadonlyMap<string, readonly EffectiveValue[]>;
  /** Printed names of those that nobody has read from this version. */
  readonly unsourced: readonly string[];
}

const known = new WeakMap<ConfigGraph['environment'], Map<string, Defaults>>();

/** Remembered for the machine and the version. */
export function defaultsOf({ version, environment }: ConfigGraph): Defaults {
  let byVersion = known.get(environment);
  if (!byVersion) {
    byVersion = new Map();
    known.set(environment, byVersion);
  }
  const key = formatVersion(version);
  let defaults = byVersion.get(key);
  if (!defaults) {
    defaults = makeDefaults(version, environment);
    byVersion.set(key, defaults);
  }
  return defaults;
}

/** A value that comes with the version. */
export function defaultValue(value: string, version: OpenSshVersion, note?: string): EffectiveValue {
  const from = note === undefined ? { kind: 'default' as const, version } : { kind: 'default' as const, version, note };
  return { value, certainty: 'certain', from, overruled: [] };
}

function makeDefaults(version: OpenSshVersion, environment: ConfigGraph['environment']): Defaults {
  const system = pathOfUri(environment.systemDirectoryUri) ?? '/etc/ssh';
  const names = new Map<string, string>();
  const bySlot = new Map<string, readonly EffectiveValue[]>();
  const printed = new Map<string, readonly EffectiveValue[]>();
  const unsourced: string[] = [];
  for (const { slot, name } of printOrder(version)) {
    names.set(slot, name);
    const lines = linesOf(slot, version);
    if (lines === 'unsourced') unsourced.push(name);
    if (lines === 'unsourced' || lines === undefined || lines.length === 0) continue;
    const values = lines.map((line) => defaultValue(adapt(slot, line, version, environment, system), version));
    bySlot.set(slot, values);
    printed.set(name, values);
  }
  return { names, lines: bySlot, printed, unsourced };
}

/** Lists without an entry are printed as `none` from 8.7 on, before with their keyword alone. */
const emptyLists = ['canonicaldomains', 'logverbose', 'channeltimeout'];

function linesOf(slot: string, version: OpenSshVersion): readonly string[] | 'unsourced' | undefined {
  if (slot === 'port') return ['22'];
  if (slot === 'rekeylimit') return ['0 0'];
  if (slot === 'updatehostkeys') return [atLeast(version, '8.5') ? 'true' : 'false'];
  if (emptyLists.includes(slot)) return [atLeast(version, '8.7') ? 'none' : ''];
  if (slot === 'revokedhostkeys') return atLeast(version, '10.3') ? ['none'] : undefined;
  if (slot === 'canonicalizepermittedcnames') return atLeast(version, '8.9') ? ['none'] : undefined;
  if (slot === 'challengeresponseauthentication') return ['yes'];
  if (slot === 'pubkeyauthentication') return [atLeast(version, '8.9') ? 'true' : 'yes'];
  if (slot === 'hostbasedacceptedalgorithms' || slot === 'pubkeyacceptedalgorithms') {
    // They had other names before.
    const names = defaultAlgorithms(slot, 'client', version);
    return names ? [names.join(',')] : 'unsourced';
  }
  const directive = findDirective('client', slot);
  const printed = directive ? printedDefault(directive, version) : undefined;
  if (printed?.kind === 'printed') return printed.lines;
  return printed?.kind === 'unsourced' ? 'unsourced' : undefined;
}

function adapt(
  slot: string,
  line: string,
  version: OpenSshVersion,
  environment: ConfigGraph['environment'],
  system: string,
): string {
  if (slot === 'globalknownhostsfile') return line.replaceAll(/(?:SSHDIR|\/etc\/ssh)\//g, `${system}/`);
  if (slot !== 'userknownhostsfile' || !atLeast(version, '8.4')) return line;
  const paths = line.split(' ').map((path) => expandTilde(path, { environment, version }) ?? path);
  return paths.join(' ');
}
