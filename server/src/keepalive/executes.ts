import type { ConfigGraph } from '../resolve/configGraph.ts';
import type { ClientTarget, EffectiveConfig, EffectiveValue, Provenance } from '../resolve/effectiveConfig.ts';
import type { DirectiveLine } from '../syntax/configFile.ts';
import { readJumpSpec } from '../values/jumpSpec.ts';
import { single } from './wayIn.ts';

/** One program or library that a configuration makes ssh run on this machine. */
export interface Execution {
  readonly directive:
    | 'Match exec'
    | 'ProxyCommand'
    | 'ProxyJump'
    | 'KnownHostsCommand'
    | 'PKCS11Provider'
    | 'SecurityKeyProvider'
    | 'LocalCommand';
  /** As the configuration has it, tokens not expanded. */
  readonly command: string;
  /**
   * `yes`: it runs in every test. `maybe`: only ssh itself can tell, as it depends on what other commands answer.
   * `no`: the configuration names it, and the test's own options keep it from running.
   */
  readonly runs: 'yes' | 'maybe' | 'no';
  /** Where it stands; absent for a compiled default or an option. The line counts from 0. */
  readonly uri?: string;
  readonly lineIndex?: number;
  /** The jump host whose ssh runs it; absent for the connection itself. */
  readonly hop?: string;
}

/** Resolves the same configuration for another host: a jump host's ssh reads it too. */
export type Resolve = (target: ClientTarget) => EffectiveConfig;

const deepestJump = 8;

/**
 * Everything on this machine that a test of `target` executes besides ssh itself, for the user's consent. Where in
 * doubt it is listed: a Match exec in a file that might not be reached after all is better named once too often.
 */
export function executions(graph: ConfigGraph, target: ClientTarget, resolve: Resolve): readonly Execution[] {
  return distinct([...matchExecs(graph), ...connection(graph, target, resolve, undefined, 0)]);
}

/** Cannot be turned off by any option, and runs as soon as ssh reads the file. */
function matchExecs(graph: ConfigGraph): readonly Execution[] {
  const roots = new Set(graph.roots.map(({ uri }) => uri));
  return [...graph.files].flatMap(([uri, state]) => {
    if (state.kind !== 'loaded') return [];
    return state.file.lines.flatMap((line, lineIndex) => {
      if (line.kind !== 'directive' || line.keyword.value.toLowerCase() !== 'match') return [];
      return execCriteria(line).map(({ command, first }): Execution => {
        // Criteria are tried from the left, and an Include may stand in a block that does not apply.
        const runs = first && roots.has(uri) ? 'yes' : 'maybe';
        return { directive: 'Match exec', command, runs, uri, lineIndex };
      });
    });
  });
}

function execCriteria(line: DirectiveLine): readonly { readonly command: string; readonly first: boolean }[] {
  return line.args.flatMap(({ value }, index) => {
    const joined = /^!?exec=(.*)$/is.exec(value);
    if (joined) return [{ command: joined[1] ?? '', first: index === 0 }];
    if (!/^!?exec$/i.test(value)) return [];
    return [{ command: line.args[index + 1]?.value ?? '', first: index === 0 }];
  });
}

/** What one ssh runs: the outer one, with the test's options, or a jump host's, which knows nothing of them. */
function connection(
  graph: ConfigGraph,
  target: ClientTarget,
  resolve: Resolve,
  hop: string | undefined,
  depth: number,
): readonly Execution[] {
  const effective = resolve(target);
  const found: Execution[] = [];
  const add = (directive: Execution['directive'], keyword: string, runs: Execution['runs'] = 'yes') => {
    for (const each of possible(effective, keyword)) {
      if (each.value === '' || /^none$/i.test(each.value)) continue;
      found.push({
        directive,
        command: each.value,
        runs: runs === 'yes' && each.maybe ? 'maybe' : runs,
        ...placeOf(each.from),
        ...(hop === undefined ? {} : { hop }),
      });
    }
  };
  add('ProxyCommand', 'proxycommand');
  add('KnownHostsCommand', 'knownhostscommand');
  add('PKCS11Provider', 'pkcs11provider');
  // Loaded only when a security key is used; `internal` and `$SSH_SK_PROVIDER` are compiled defaults.
  if (single(effective, 'securitykeyprovider')?.from.kind === 'line') {
    add('SecurityKeyProvider', 'securitykeyprovider', 'maybe');
  }
  const localCommand = /^(?:yes|true)$/i.test(single(effective, 'permitlocalcommand')?.value ?? '');
  if (localCommand) add('LocalCommand', 'localcommand', hop === undefined ? 'no' : 'yes');
  add('ProxyJump', 'proxyjump');
  return depth >= deepestJump ? found : [...found, ...jumps(graph, effective, resolve, depth)];
}

function jumps(graph: ConfigGraph, effective: EffectiveConfig, resolve: Resolve, depth: number): readonly Execution[] {
  return possible(effective, 'proxyjump').flatMap(({ value }) => {
    if (value === '' || /^none$/i.test(value)) return [];
    const spec = readJumpSpec(value);
    if (!spec.ok) return [];
    return spec.value.flatMap((next, index) => {
      const commands = connection(graph, next, resolve, next.host, depth + 1);
      // Only the first of several hops finds its own way; for the others -J says it.
      const ownWay = (each: Execution) => each.directive === 'ProxyCommand' || each.directive === 'ProxyJump';
      return index === 0 ? commands : commands.filter((each) => !ownWay(each) || each.hop !== next.host);
    });
  });
}

/** The value in effect and those that would follow if an undecided Match applied. */
function possible(
  effective: EffectiveConfig,
  keyword: string,
): readonly { readonly value: string; readonly from: Provenance; readonly maybe: boolean }[] {
  return (effective.values.get(keyword) ?? []).flatMap((entry: EffectiveValue) => [
    { value: entry.value, from: entry.from, maybe: entry.certainty === 'depends' },
    ...(entry.alternatives ?? []).map(({ value, from }) => ({ value, from, maybe: true })),
  ]);
}

function placeOf(from: Provenance): { readonly uri?: string; readonly lineIndex?: number } {
  return from.kind === 'line' ? { uri: from.uri, lineIndex: from.lineIndex } : {};
}

function distinct(all: readonly Execution[]): readonly Execution[] {
  const seen = new Map<string, Execution>();
  for (const each of all) {
    const key = JSON.stringify([each.directive, each.command, each.uri, each.lineIndex, each.hop]);
    if (!seen.has(key)) seen.set(key, each);
  }
  return [...seen.values()];
}

/**
 * What a remembered consent is for: the same text as long as the same things run from the same lines.
 * Not a hash, so that this stays free of any machinery; the caller makes one.
 */
export function consentText(host: string, argv: readonly string[], all: readonly Execution[]): string {
  const running = all.filter(({ runs }) => runs !== 'no');
  const lines = running.map(({ directive, command, uri, lineIndex, hop }) => [directive, command, uri, lineIndex, hop]);
  return JSON.stringify([host, argv, lines]);
}
