import { isLiteralPattern, matchPatternList } from '../../values/patternList.ts';
import type { LineOrigin, Provenance } from '../effectiveConfig.ts';
import { isNumeric } from './finalHost.ts';
import { type HostState, textOf } from './hostState.ts';
import { hasJump } from './readHost.ts';

/** A name that a name server could give a host. */
export interface CanonicalName {
  readonly name: string;
  /** Made from a pattern: the real one is not known, and the name itself must not be shown. */
  readonly isSample: boolean;
}

/** Names that only a look-up could tell, and the line that asks for it, where it stands in a file. */
export interface OpenNames {
  readonly names: readonly CanonicalName[];
  readonly line: LineOrigin | undefined;
}

/**
 * What CanonicalizeHostname could make of a host after the first reading; undefined where ssh asks no name server or
 * where no answer changes the name. It stays as it is in all other cases, but for a failing look-up that ends ssh.
 */
export function openNames(state: HostState, host: string): OpenNames | undefined {
  const mode = textOf(state, 'canonicalizehostname') ?? 'false';
  if (mode === 'false' || host === '' || isNumeric(host)) return undefined;
  const proxied = hasJump(state) || (textOf(state, 'proxycommand') ?? 'none').toLowerCase() !== 'none';
  if (proxied && mode !== 'always') return undefined;
  const found = new Map<string, CanonicalName>();
  const add = (name: string, isSample: boolean): void => {
    if (name !== host && !found.has(name)) found.set(name, { name, isSample });
  };
  const qualified = qualifiedNames(state, host);
  for (const name of qualified) add(name, false);
  for (const source of [...qualified, host]) {
    for (const { text } of state.slots.get('canonicalizepermittedcnames')?.values ?? []) {
      for (const { name, isSample } of aliasTargets(text, source)) add(name, isSample);
    }
  }
  return found.size === 0 ? undefined : { names: [...found.values()], line: askingLine(state) };
}

/** The name with each of the domains behind it, unless it has too many dots already. */
function qualifiedNames(state: HostState, host: string): readonly string[] {
  if (host.endsWith('.')) return [host.slice(0, -1)];
  const dots = host.split('.').length - 1;
  if (dots > Number(textOf(state, 'canonicalizemaxdots') ?? '1')) return [];
  const domains = state.slots.get('canonicaldomains')?.values.map(({ text }) => text) ?? [];
  const end = domains.findIndex((domain) => domain.toLowerCase() === 'none');
  return (end < 0 ? domains : domains.slice(0, end)).map((domain) => `${host}.${domain}`);
}

/** The names that a rule of CanonicalizePermittedCNAMEs lets an alias lead to. */
function aliasTargets(rule: string, source: string): readonly CanonicalName[] {
  const colon = rule.indexOf(':');
  if (colon < 0 || matchPatternList(source, rule.slice(0, colon), true) !== 'matched') return [];
  const patterns = rule.slice(colon + 1).split(',');
  return patterns
    .filter((pattern) => pattern !== '' && !pattern.startsWith('!'))
    .map((pattern) =>
      isLiteralPattern(pattern)
        ? { name: pattern, isSample: false }
        : { name: pattern.replaceAll('*', source.split('.', 1)[0] ?? '').replaceAll('?', 'x'), isSample: true },
    );
}

function askingLine(state: HostState): LineOrigin | undefined {
  const slots = ['canonicalizehostname', 'canonicaldomains', 'canonicalizepermittedcnames'];
  const origins = slots.map((slot): Provenance | undefined => state.slots.get(slot)?.values[0]?.from);
  return origins.find((from) => from?.kind === 'line');
}
