import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { nodeFileSystem } from '../../server/src/files/nodeFileSystem.ts';
import { clientErrors, dumpClient, resolveClient } from '../../server/src/resolve/client/resolveClient.ts';
import type { ConfigGraph } from '../../server/src/resolve/configGraph.ts';
import type { ClientTarget, ConfigError, EffectiveConfig } from '../../server/src/resolve/effectiveConfig.ts';
import { loadConfigGraph } from '../../server/src/resolve/loadConfigGraph.ts';
import { atLeast, type OpenSshVersion } from '../../server/src/values/openSshVersion.ts';
import type { GeneratedConfig } from './generateClientConfig.ts';
import { buildDecides, versionOfProgram } from './openSshPrograms.ts';

/** An ssh, ready to be asked; its files live in a temporary directory. */
export interface SshOracle {
  readonly program: string;
  readonly version: OpenSshVersion;
  readonly directory: string;
  close(): void;
}

/** The oracle, or the reason why there is none on this machine. */
export function openSshOracle(program: string): SshOracle | string {
  if (!existsSync(program)) return `${program} is not installed`;
  const version = versionOfProgram(program);
  if (!version) return `${program} -V does not tell its version`;
  if (!atLeast(version, '8.4')) return `${program} is older than the releases that are known`;
  const directory = mkdtempSync(join(tmpdir(), 'client-oracle-'));
  return { program, version, directory, close: () => rmSync(directory, { recursive: true, force: true }) };
}

/** The program names no line for these: most are found when all files are read. */
const lateCodes = [
  'connection-attempts-zero',
  'fdpass-without-command',
  'fork-without-command',
  'include-too-deep',
  'invalid-token',
  'jump-to-itself',
  'two-remote-commands',
];

const { username, uid, homedir: home } = userInfo();
/** The environment of the program, and what the resolver is told of it. */
const variables = { HOME: home, PATH: process.env['PATH'] ?? '', LC_ALL: 'C' };

/** Writes the files; the path of the main one. */
export function writeConfig({ main, includes }: GeneratedConfig, directory: string): string {
  const here = (text: string): string => text.replaceAll('@INC@', directory);
  for (const [name, text] of Object.entries(includes)) {
    writeFileSync(join(directory, name), here(text), { mode: 0o600 });
  }
  const path = join(directory, 'config');
  writeFileSync(path, here(main), { mode: 0o600 });
  return path;
}

export interface SshAnswer {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** `FILE:LINE` of all messages, in order, each once. */
  readonly places: readonly string[];
}

/** What `ssh -G` says. */
export function askSsh(
  path: string,
  { host, options, user, port, tag, command }: GeneratedConfig,
  program: string,
): SshAnswer {
  const args = ['-G', '-F', path];
  if (user !== undefined) args.push('-l', user);
  if (port !== undefined) args.push('-p', String(port));
  if (tag !== undefined) args.push('-P', tag);
  for (const option of options) args.push('-o', option);
  args.push(host);
  if (command !== undefined) args.push(command);
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', env: variables, timeout: 20_000 });
  const places = stderr.split(/\r?\n/).flatMap((line) => {
    const match = /^(\/\S+?):? line (\d+):? /.exec(line);
    return match ? [`${match[1]}:${match[2]}`] : [];
  });
  return { status, stdout, stderr, places: [...new Set(places)].sort() };
}

export interface OwnAnswer {
  readonly graph: ConfigGraph;
  readonly effective: EffectiveConfig;
  /** What check reports, for all hosts at once. */
  readonly checked: readonly ConfigError[];
  readonly dump: string;
  readonly places: readonly string[];
}

/** What the resolver says. */
export async function resolveOwn(path: string, config: GeneratedConfig, version: OpenSshVersion): Promise<OwnAnswer> {
  const { host, options, user, port, tag, command } = config;
  const target: ClientTarget = {
    host,
    options,
    ...(user === undefined ? {} : { user }),
    ...(port === undefined ? {} : { port }),
    ...(tag === undefined ? {} : { tag }),
    ...(command === undefined ? {} : { command }),
  };
  const graph = await loadConfigGraph({
    dialect: 'client',
    roots: [{ uri: `file://${path}`, role: 'given' }],
    version,
    environment: { homeUri: `file://${home}`, userName: username, uid, hostName: hostname(), variables },
    fileSystem: nodeFileSystem,
    target,
  });
  const effective = resolveClient(graph, target);
  const places = effective.errors
    .filter(
      ({ uri, code }) => uri.startsWith('file://') && code !== 'deprecated-directive' && !lateCodes.includes(code),
    )
    .map(placeOf);
  return {
    graph,
    effective,
    checked: clientErrors(graph),
    dump: dumpClient(effective),
    places: [...new Set(places)].sort(),
  };
}

const perHost: readonly string[] = ['unknown-keyword', 'refuse-connection'];

function placeOf({ uri, lineIndex }: ConfigError): string {
  return `${uri.slice('file://'.length)}:${lineIndex + 1}`;
}

/** With ExitOnForwardFailure a missing agent socket ends ssh, with LogLevel QUIET without a word. */
function needsSocket({ values }: EffectiveConfig): boolean {
  const agent = values.get('forwardagent')?.[0]?.value;
  return agent !== 'yes' && agent !== 'no' && values.get('exitonforwardfailure')?.[0]?.value === 'yes';
}

/** What both say, in a form to be compared; undefined where only the machine can know what ssh does. */
export interface Comparison {
  readonly ours: Readonly<Record<string, unknown>>;
  readonly theirs: Readonly<Record<string, unknown>>;
  readonly told: string;
}

/** Asks both about one configuration. */
export async function compareClient(config: GeneratedConfig, oracle: SshOracle): Promise<Comparison | undefined> {
  const path = writeConfig(config, oracle.directory);
  const real = askSsh(path, config, oracle.program);
  // Whether a socket exists or a name can be looked up is not for the resolver to know.
  if (/Cannot forward agent socket|Could not resolve hostname/.test(real.stderr)) return undefined;
  const own = await resolveOwn(path, config, oracle.version);
  const accepted = real.status === 0;
  if (!accepted && needsSocket(own.effective)) return undefined;
  const refused = own.effective.errors.some((error) => error.refused);
  const told = `${real.stderr}\n${JSON.stringify(own.effective.errors.map(({ code, lineIndex, data }) => [code, lineIndex + 1, data]))}`;
  // Errors that are found after reading name no line; ours do.
  const named = real.places.length > 0 && !real.stderr.includes('env var');
  const unsourced = new Set(own.effective.unsourced);
  const comparable = (line: string): boolean =>
    !unsourced.has(line.slice(0, line.indexOf(' ')).toLowerCase()) && !buildDecides(line, oracle.version);
  const checkedPlaces = own.checked.map(placeOf);
  // `check` reads files alone: an IgnoreUnknown on the command line makes that of the file count for nothing.
  const excusedInFile = config.options.some((option) => /^\s*ignoreunknown/i.test(option))
    ? own.effective.errors.filter(({ code }) => code === 'unknown-keyword').map(placeOf)
    : [];
  const unchecked = real.places.filter((place) => !checkedPlaces.includes(place) && !excusedInFile.includes(place));
  return {
    ours: {
      accepted: !refused,
      ...(named ? { places: own.places } : {}),
      ...(accepted ? { dump: own.dump.split('\n').filter(comparable) } : {}),
      ...(accepted
        ? // IgnoreUnknown and RefuseConnection under a Host line count for some hosts only.
          { checked: own.checked.filter(({ refused, code }) => refused && !perHost.includes(code)) }
        : { unchecked: named ? unchecked : [] }),
    },
    theirs: {
      accepted,
      ...(named ? { places: real.places } : {}),
      ...(accepted ? { dump: real.stdout.split('\n').filter(comparable) } : {}),
      ...(accepted ? { checked: [] } : { unchecked: [] }),
    },
    told,
  };
}
