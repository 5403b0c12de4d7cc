import * as l10n from '@vscode/l10n';
import { nodeFileSystem } from '../files/nodeFileSystem.ts';
import { dumpClient, resolveClient } from '../resolve/client/resolveClient.ts';
import type { ConfigGraph } from '../resolve/configGraph.ts';
import type {
  Assumptions,
  ClientTarget,
  EffectiveConfig,
  LineOrigin,
  Provenance,
  ServerPeer,
} from '../resolve/effectiveConfig.ts';
import { loadConfigGraph } from '../resolve/loadConfigGraph.ts';
import { dumpServer, resolveServer } from '../resolve/server/resolveServer.ts';
import { formatVersion } from '../values/openSshVersion.ts';
import { complaint } from './complaint.ts';
import { parseConnectionSpec } from './connectionSpec.ts';
import { destinationOf } from './destination.ts';
import { type CliIo, exitCode, UsageError } from './io.ts';
import { localGroups } from './localGroups.ts';
import {
  type AssumedVersion,
  assumedVersion,
  clientRoots,
  howAssumed,
  machineEnvironment,
  serverRoots,
} from './machine.ts';
import { type Parsed, parseArguments } from './parseArguments.ts';
import { linePosition, placeOf } from './position.ts';

/** `resolve client HOST` and `resolve server -f FILE`: every effective value, as `ssh -G` and `sshd -T` print them. */
export async function runResolve(args: readonly string[], io: CliIo): Promise<number> {
  const [side, ...rest] = args;
  if (side === 'client') return resolveClientCommand(rest, io);
  if (side === 'server') return resolveServerCommand(rest, io);
  throw new UsageError(l10n.t('write {0} or {1}', 'resolve client HOST', 'resolve server -f FILE'));
}

async function resolveClientCommand(args: readonly string[], io: CliIo): Promise<number> {
  const { values, positionals, tokens } = parseArguments(args, {
    F: { type: 'string', short: 'F' },
    o: { type: 'string', short: 'o', multiple: true },
    l: { type: 'string', short: 'l' },
    p: { type: 'string', short: 'p' },
    P: { type: 'string', short: 'P' },
    openssh: { type: 'string' },
    assume: { type: 'string', multiple: true },
    json: { type: 'boolean' },
  });
  const [destination, ...command] = positionals;
  const inDestination = destinationOf(destination);
  const { version, source } = await assumedVersion(values.openssh);
  const given = targetFlags(tokens, inDestination);
  const target: ClientTarget = {
    ...given,
    // Whole: what stands in it comes after the options.
    host: destination ?? '',
    ...(command.length === 0 ? {} : { command: command.join(' ') }),
    ...(values.o === undefined ? {} : { options: values.o }),
  };
  const graph = await loadConfigGraph({
    dialect: 'client',
    roots: await clientRoots(values.F, io),
    version,
    environment: machineEnvironment(io),
    fileSystem: nodeFileSystem,
    target: { ...inDestination, ...given },
  });
  return print(
    resolveClient(graph, target, assumptions(values.assume ?? [])),
    dumpClient,
    graph,
    values.json,
    source,
    io,
  );
}

async function resolveServerCommand(args: readonly string[], io: CliIo): Promise<number> {
  const { values, positionals } = parseArguments(args, {
    f: { type: 'string', short: 'f' },
    C: { type: 'string', short: 'C', multiple: true },
    o: { type: 'string', short: 'o', multiple: true },
    openssh: { type: 'string' },
    json: { type: 'boolean' },
  });
  if (positionals.length > 0) throw new UsageError(l10n.t('unexpected {0}', positionals.join(' ')));
  if (values.f === undefined) throw new UsageError(l10n.t('{0} is missing', '-f FILE'));
  const { version, source } = await assumedVersion(values.openssh);
  const graph = await loadConfigGraph({
    dialect: 'server',
    roots: await serverRoots(values.f, io),
    version,
    environment: machineEnvironment(io),
    fileSystem: nodeFileSystem,
  });
  const spec = parseConnectionSpec(values.C ?? [], version);
  const groups = spec.user === undefined ? undefined : localGroups(spec.user);
  const peer: ServerPeer = {
    ...spec,
    ...(groups ? { groups } : {}),
    ...(values.o ? { options: values.o } : {}),
  };
  return print(resolveServer(graph, peer), dumpServer, graph, values.json, source, io);
}

/** The options that set the same as a keyword does. */
const flags: Readonly<Record<string, 'user' | 'port' | 'tag'>> = { l: 'user', p: 'port', P: 'tag' };

/** What decides user, port and tag before the files do. Of -l, -p, -P, the same in -o and the destination, the first wins. */
function targetFlags(
  tokens: Parsed['tokens'],
  destination: Pick<ClientTarget, 'user' | 'port'>,
): Pick<ClientTarget, 'user' | 'port' | 'tag'> {
  const taken = new Map<string, string | undefined>();
  const take = (keyword: string | undefined, value: string | undefined): void => {
    if (keyword !== undefined && !taken.has(keyword)) taken.set(keyword, value);
  };
  for (const token of tokens) {
    if (token.kind === 'positional') {
      if (destination.user !== undefined) take('user', destination.user);
      if (destination.port !== undefined) take('port', String(destination.port));
    } else if (token.kind === 'option' && token.value !== undefined) {
      if (token.name === 'p') portOf(token.value);
      if (token.name === 'o') take(/^[\s"]*(\w+)/.exec(token.value)?.[1]?.toLowerCase(), undefined);
      else take(flags[token.name], token.value);
    }
  }
  const [user, port, tag] = [taken.get('user'), taken.get('port'), taken.get('tag')];
  return {
    ...(user === undefined ? {} : { user }),
    ...(port === undefined ? {} : { port: portOf(port) }),
    ...(tag === undefined ? {} : { tag }),
  };
}

function portOf(text: string): number {
  const port = Number(text);
  if (text !== '' && Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new UsageError(l10n.t('{0} takes a port, not {1}', '-p', text));
}

function assumptions(texts: readonly string[]): Assumptions {
  const chosen: { exec?: boolean; localnetwork?: boolean } = {};
  for (const text of texts) {
    const match = /^(exec|localnetwork)=(true|false)$/.exec(text);
    if (!match)
      throw new UsageError(
        l10n.t('{0} takes {1}, not {2}', '--assume', 'exec=true|false, localnetwork=true|false', text),
      );
    chosen[match[1] as 'exec' | 'localnetwork'] = match[2] === 'true';
  }
  return chosen;
}

function print(
  effective: EffectiveConfig,
  dump: (effective: EffectiveConfig) => string,
  graph: ConfigGraph,
  json: boolean | undefined,
  source: AssumedVersion['source'],
  io: CliIo,
): number {
  const release = `OpenSSH ${formatVersion(effective.version)}`;
  io.err(`ssh-timeouts: ${release} (${howAssumed(source)})\n`);
  for (const error of effective.errors) io.err(complaint(graph, error));
  if (effective.errors.some((error) => error.refused)) return exitCode.problem;
  for (const { criterion, line } of effective.undecided) noteUndecided(criterion, line, effective, graph, io);
  if (effective.unsourced.length > 0) {
    io.err(
      `ssh-timeouts: ${l10n.t('no source for the defaults of {0}: {1}', release, effective.unsourced.join(', '))}\n`,
    );
  }
  io.out(json ? `${JSON.stringify(jsonOf(effective, graph), null, 2)}\n` : dump(effective));
  return exitCode.ok;
}

function noteUndecided(
  criterion: string,
  line: LineOrigin,
  effective: EffectiveConfig,
  graph: ConfigGraph,
  io: CliIo,
): void {
  const decided = [...effective.values].filter(([, values]) =>
    values.some(({ alternatives }) => alternatives?.some(({ decidedBy }) => sameLine(decidedBy, line))),
  );
  const keywords = decided.length > 0 ? decided.map(([keyword]) => keyword).join(', ') : l10n.t('nothing printed here');
  const at = linePosition(graph, line.uri, line.span.start);
  const open =
    criterion === 'canonicalizehostname'
      ? l10n.t('no name server is asked, and the host taken to keep its name; it decides: {0}', keywords)
      : l10n.t('{0} is not evaluated and taken as "does not match"; it decides: {1}', `Match ${criterion}`, keywords);
  io.err(`${at}: ${open}\n`);
}

function sameLine(a: LineOrigin, b: LineOrigin): boolean {
  return a.uri === b.uri && a.lineIndex === b.lineIndex;
}

function jsonOf(effective: EffectiveConfig, graph: ConfigGraph): unknown {
  const values = [...effective.values].map(([keyword, entries]) => [
    keyword,
    entries.map(({ value, certainty, from, overruled, alternatives }) => ({
      value,
      certainty,
      from: jsonOrigin(from, graph),
      overruled: overruled.map((line) => jsonOrigin(line, graph)),
      ...(alternatives
        ? {
            alternatives: alternatives.map((each) => ({
              value: each.value,
              from: jsonOrigin(each.from, graph),
              decidedBy: jsonOrigin(each.decidedBy, graph),
            })),
          }
        : {}),
    })),
  ]);
  return { version: 1, openssh: formatVersion(effective.version), values: Object.fromEntries(values) };
}

/** A provenance in the JSON of the contract: lines count from 1. */
export function jsonOrigin(from: Provenance, graph: ConfigGraph): unknown {
  if (from.kind === 'option') return { option: from.text };
  if (from.kind === 'default') {
    const base = { default: true, openssh: formatVersion(from.version) };
    return from.note === undefined ? base : { ...base, note: from.note };
  }
  const { file, line } = placeOf(graph, from.uri, from.span.start);
  return from.block ? { file, line, block: from.block.text } : { file, line };
}
