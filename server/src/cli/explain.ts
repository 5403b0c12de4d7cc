import fs from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as l10n from '@vscode/l10n';
import { nodeFileSystem, systemReason } from '../files/nodeFileSystem.ts';
import { drawPicture } from '../picture/drawPicture.ts';
import { pictureOf } from '../picture/pictureOf.ts';
import { svgText } from '../picture/svgNode.ts';
import { jumpChain } from '../resolve/client/jumpChain.ts';
import { resolveClient } from '../resolve/client/resolveClient.ts';
import type { ConfigGraph } from '../resolve/configGraph.ts';
import type { ClientTarget, EffectiveConfig, ServerPeer } from '../resolve/effectiveConfig.ts';
import { loadConfigGraph } from '../resolve/loadConfigGraph.ts';
import { resolveServer } from '../resolve/server/resolveServer.ts';
import { type ClientKindId, clientKinds } from '../timeouts/clientKinds.ts';
import { type PredictInput, predict } from '../timeouts/model.ts';
import { type SituationId, situationIds } from '../timeouts/timer.ts';
import { formatVersion, type OpenSshVersion } from '../values/openSshVersion.ts';
import { pathOption } from './check.ts';
import { complaint } from './complaint.ts';
import { destinationOf } from './destination.ts';
import { explainAdvice } from './explainAdvice.ts';
import { hasOwnReleases, paramikoByName } from './explainClient.ts';
import { explainJson } from './explainJson.ts';
import { explainPython } from './explainPython.ts';
import { explainReport, reason } from './explainReport.ts';
import { sessionInput } from './explainSession.ts';
import { hostSettings } from './hostSettings.ts';
import { type CliIo, exitCode, RefusedError, UsageError } from './io.ts';
import { assumedLine, assumedVersion, clientRoots, machineEnvironment, platform, serverRoots } from './machine.ts';
import { parseArguments } from './parseArguments.ts';

/** `explain HOST`: effective timers with their reasons, the situations, and who disconnects first. */
export async function runExplain(args: readonly string[], io: CliIo): Promise<number> {
  const { values, positionals } = parseArguments(args, {
    F: { type: 'string', short: 'F' },
    server: { type: 'string' },
    path: { type: 'string' },
    config: { type: 'string' },
    situation: { type: 'string' },
    client: { type: 'string' },
    'client-version': { type: 'string' },
    'server-version': { type: 'string' },
    svg: { type: 'string' },
    json: { type: 'boolean' },
    o: { type: 'string', short: 'o', multiple: true },
    N: { type: 'boolean', short: 'N' },
    'output-every': { type: 'string' },
  });
  const [destination, ...more] = positionals;
  if (destination === undefined) throw new UsageError(l10n.t('a host is missing'));
  if (more.length > 0) throw new UsageError(l10n.t('unexpected {0}', more.join(' ')));
  const situation = situationOption(values.situation);
  const asked = clientOption(values.client);
  const askedPath = values.path === undefined ? undefined : pathOption(values.path);
  const session = sessionInput(values);
  const serverVersion = await assumedVersion(values['server-version']);
  if (/\.pyi?$/.test(destination)) {
    refuseOptionsOfSsh(values);
    return explainPython(
      destination,
      {
        json: values.json === true,
        situation,
        path: askedPath,
        server: values.server,
        serverVersion,
        clientVersion: values['client-version'],
        configFile: values.config,
        session,
      },
      io,
    );
  }
  const clientVersion = await assumedVersion(hasOwnReleases(asked) ? undefined : values['client-version']);

  const { host, user: userGiven } = destinationOf(destination);
  const settings = await hostSettings(host, values.config, io);
  const target = {
    host,
    ...(userGiven === undefined ? {} : { user: userGiven }),
    ...(values.o === undefined ? {} : { options: values.o }),
  };
  const clientGraph = await load('client', await clientRoots(values.F, io), clientVersion.version, io, target);
  const client = resolveClient(clientGraph, target);
  refuseFaults(client, clientGraph, io);
  const serverFile =
    values.server ?? (settings.serverUri === undefined ? undefined : fileURLToPath(settings.serverUri));
  const serverGraph =
    serverFile === undefined
      ? undefined
      : await load('server', await serverRoots(serverFile, io), serverVersion.version, io);
  const user = target.user ?? client.values.get('user')?.[0]?.value;
  const server = serverGraph && resolveServer(serverGraph, peerOf(user));
  if (server && serverGraph) refuseFaults(server, serverGraph, io);

  const library = hasOwnReleases(asked) ? paramikoByName(asked, values['client-version'], client) : undefined;
  const input: PredictInput = {
    client,
    server,
    clientVersion: clientVersion.version,
    serverVersion: serverVersion.version,
    clientPlatform: platform(),
    path: askedPath ?? settings.path?.value,
    pathBecause: askedPath === undefined && settings.path ? { kind: 'setting', key: settings.path.key } : undefined,
    clientKind: library?.kind ?? asked,
    hops: jumpChain(clientGraph, client),
    situation,
    ...session,
  };
  const prediction = predict(input);
  const graphs = serverGraph ? [clientGraph, serverGraph] : [clientGraph];
  const advice = situation === undefined ? explainAdvice(input, graphs) : undefined;
  for (const line of [library?.line ?? assumedLine('client', clientVersion), assumedLine('server', serverVersion)]) {
    io.err(`ssh-timeouts: ${line}\n`);
  }
  if (values.svg !== undefined) {
    const text = pictureText({ ...input, situation: situation ?? 'dead-idle' }, graphs);
    await fs.writeFile(path.resolve(io.cwd, values.svg), text).catch((error: unknown) => {
      throw new UsageError(`--svg ${values.svg}: ${systemReason(error)}`);
    });
  }
  io.out(
    values.json
      ? `${JSON.stringify({ ...explainJson(prediction, graphs), advice: advice?.edits ?? [] }, null, 2)}\n`
      : explainReport(prediction, { host, graphs, situation, advice, color: io.color }),
  );
  return exitCode.ok;
}

/** The timeline as an SVG file. */
function pictureText(
  input: PredictInput & { readonly situation: SituationId },
  graphs: readonly ConfigGraph[],
): string {
  const picture = pictureOf(predict(input), {
    situation: input.situation,
    sourceOf: (because) => ({ text: reason(because, { graphs }) }),
    versions: { client: formatVersion(input.clientVersion), server: formatVersion(input.serverVersion) },
  });
  return `${svgText(drawPicture(picture, { width: 1000, standalone: true }))}\n`;
}

/** Of the connection only the user is known; what hangs on the rest is said to. */
function peerOf(user: string | undefined): ServerPeer {
  const unknown = ['host', 'address', 'localAddress', 'localPort', 'rdomain'] as const;
  return user === undefined ? { unknown: [...unknown, 'user'] } : { user, unknown };
}

function load(
  dialect: 'client' | 'server',
  roots: ConfigGraph['roots'],
  version: OpenSshVersion,
  io: CliIo,
  target?: ClientTarget,
): Promise<ConfigGraph> {
  return loadConfigGraph({
    dialect,
    roots,
    version,
    environment: machineEnvironment(io),
    fileSystem: nodeFileSystem,
    ...(target ? { target } : {}),
  });
}

/** Prints what OpenSSH would hold against the files, and stops where it would. */
function refuseFaults(effective: EffectiveConfig, graph: ConfigGraph, io: CliIo): void {
  for (const error of effective.errors) io.err(complaint(graph, error));
  if (effective.errors.some((error) => error.refused)) {
    throw new RefusedError(
      l10n.t('{0} would refuse this configuration', effective.dialect === 'client' ? 'ssh' : 'sshd'),
    );
  }
}

/** A program says by itself which client it is and what it sets; its picture is drawn in the editor. */
function refuseOptionsOfSsh(values: Readonly<Record<string, unknown>>): void {
  const given = Object.entries({ F: '-F', o: '-o', client: '--client', svg: '--svg' })
    .filter(([name]) => values[name] !== undefined)
    .map(([, option]) => option);
  if (given.length > 0) {
    throw new UsageError(l10n.t('{0}: not for a Python program, which sets its connections itself', given.join(', ')));
  }
}

function situationOption(text: string | undefined): SituationId | undefined {
  if (text === undefined) return undefined;
  const id = situationIds.find((known) => known === text);
  if (!id) throw new UsageError(l10n.t('there is no situation {0}; choose one of {1}', text, situationIds.join(', ')));
  return id;
}

function clientOption(text: string | undefined): ClientKindId | undefined {
  if (text === undefined) return undefined;
  const kind = clientKinds.find(({ id }) => id === text);
  if (!kind)
    throw new UsageError(
      l10n.t('there is no client {0}; choose one of {1}', text, clientKinds.map(({ id }) => id).join(', ')),
    );
  return kind.id;
}
