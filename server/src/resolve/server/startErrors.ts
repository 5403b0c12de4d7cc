import { authenticationMethods } from '../../values/authMethods.ts';
import { inFamily, readIpAddress } from '../../values/ipAddress.ts';
import { readListenAddress } from '../../values/listenAddress.ts';
import type { ConfigErrorCode } from '../configErrorCode.ts';
import type { ConfigGraph } from '../configGraph.ts';
import type { ConfigError, Provenance } from '../effectiveConfig.ts';
import { uselessList } from './algorithms.ts';
import { printDirective } from './printServer.ts';
import { serverSpecs } from './serverSpecs.ts';
import type { ServerState } from './serverState.ts';

/** What sshd holds against lines that are each right in themselves: found when all is read. */
export function startErrors(graph: ConfigGraph, globals: ServerState): readonly ConfigError[] {
  return [
    ...unusableAddresses(graph, globals),
    ...commandWithoutUser(graph, globals),
    ...unsatisfiableMethods(graph, globals),
    ...uselessLists(graph, globals),
  ];
}

/** Lists of algorithms in effect that come to nothing. */
export function uselessLists(graph: ConfigGraph, state: ServerState): readonly ConfigError[] {
  return serverSpecs.flatMap(({ name, algorithms }) => {
    const held = algorithms && state.get(name)?.held[0];
    const wrong = held && uselessList(algorithms, held.value, graph.version);
    return wrong ? errorAt(graph, held.from, wrong.code, { argument: wrong.argument }) : [];
  });
}

/** A fault of a whole line. */
export function errorAt(
  graph: ConfigGraph,
  from: Provenance,
  code: ConfigErrorCode,
  data: Record<string, string>,
): ConfigError[] {
  if (from.kind !== 'line') return [];
  const state = graph.files.get(from.uri);
  const line = state?.kind === 'loaded' ? state.file.lines[from.lineIndex] : undefined;
  const keyword = line?.kind === 'directive' ? line.keyword.value : '';
  return [
    { uri: from.uri, lineIndex: from.lineIndex, span: from.span, code, data: { keyword, ...data }, refused: true },
  ];
}

/** Addresses that cannot be listened on. Names are not judged: only the server's machine can look them up. */
function unusableAddresses(graph: ConfigGraph, globals: ServerState): readonly ConfigError[] {
  const family = globals.get('AddressFamily')?.held[0]?.value ?? 'any';
  return (globals.get('ListenAddress')?.held ?? []).flatMap(({ value, from }) => {
    const spec = readListenAddress(value.split(' ')[0] ?? '');
    if (!spec.ok) return [];
    const { host } = spec.value;
    const address = readIpAddress(host);
    // No name holds a colon, and an empty one cannot be looked up.
    if (!address)
      return host === '' || host.includes(':')
        ? errorAt(graph, from, 'invalid-listen-address', { argument: host })
        : [];
    if (inFamily(address, family)) return [];
    return errorAt(graph, from, 'listen-address-family', { argument: value, family });
  });
}

function commandWithoutUser(graph: ConfigGraph, globals: ServerState): readonly ConfigError[] {
  return (['AuthorizedKeysCommand', 'AuthorizedPrincipalsCommand'] as const).flatMap((name) => {
    const command = globals.get(name)?.held[0];
    if (!command || command.value.toLowerCase() === 'none') return [];
    if ((globals.get(`${name}User`)?.held.length ?? 0) > 0) return [];
    return errorAt(graph, command.from, 'command-without-user', { missing: `${name}User` });
  });
}

/** None of the lists holds only methods that are switched on. */
function unsatisfiableMethods(graph: ConfigGraph, globals: ServerState): readonly ConfigError[] {
  const held = globals.get('AuthenticationMethods')?.held[0];
  if (!held || held.value === 'any') return [];
  const isOn = (directive: string | undefined): boolean => {
    if (directive === undefined) return true;
    const spec = serverSpecs.find(({ name }) => name.toLowerCase() === directive);
    const printed = spec ? printDirective(spec, globals, graph.version)?.[0]?.value : undefined;
    return printed === 'yes';
  };
  const satisfiable = held.value
    .split(' ')
    .some((list) => list.split(',').every((method) => isOn(authenticationMethods[method.replace(/:.*$/, '')])));
  return satisfiable ? [] : errorAt(graph, held.from, 'authentication-methods-unsatisfiable', { argument: held.value });
}
