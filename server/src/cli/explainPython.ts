import fs from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as l10n from '@vscode/l10n';
import { nodeFileSystem, systemReason } from '../files/nodeFileSystem.ts';
import type { Opening } from '../python/pythonModel.ts';
import type { PythonSnapshot } from '../pythonSnapshot.ts';
import { loadConfigGraph } from '../resolve/loadConfigGraph.ts';
import { resolveServer } from '../resolve/server/resolveServer.ts';
import { inputFor } from '../rules/python/pythonPrediction.ts';
import { modelOf } from '../rules/python/pythonRule.ts';
import { type PredictInput, type Prediction, predict } from '../timeouts/model.ts';
import type { SituationId } from '../timeouts/timer.ts';
import { formatLibraryVersion, parseLibraryVersion } from '../values/libraryVersion.ts';
import { formatVersion } from '../values/openSshVersion.ts';
import { createWorkspace } from '../workspace.ts';
import { explainJson } from './explainJson.ts';
import { explainReport } from './explainReport.ts';
import { type CliIo, exitCode, UsageError } from './io.ts';
import { type AssumedVersion, assumedLine, fileUri, machineEnvironment, platform, serverRoots } from './machine.ts';
import { positionIn } from './position.ts';
import { projectSettings } from './projectSettings.ts';

export interface PythonQuestion {
  readonly json: boolean;
  readonly situation: SituationId | undefined;
  /** What lies between the ends, for every connection of the file; else as the settings say. */
  readonly path: string | number | undefined;
  /** The server's file, likewise. */
  readonly server: string | undefined;
  readonly serverVersion: AssumedVersion;
  /** Of paramiko; else as the project says. */
  readonly clientVersion: string | undefined;
  readonly configFile: string | undefined;
  /** Whether a session is open and how often its program prints, for every connection of the file. */
  readonly session: Pick<PredictInput, 'session' | 'outputEvery'>;
}

/** `explain FILE.py`: the same as for a host, for each connection that the program opens. */
export async function explainPython(file: string, question: PythonQuestion, io: CliIo): Promise<number> {
  const snapshot = await read(file, question, io);
  const openings = snapshot ? modelOf(snapshot).openings : [];
  if (!snapshot || openings.length === 0) {
    io.err(`ssh-timeouts explain: ${l10n.t('{0}: no connection of paramiko, Fabric or AsyncSSH was found', file)}\n`);
    return exitCode.ok;
  }
  const version = formatLibraryVersion(snapshot.paramiko.version);
  io.err(`ssh-timeouts: client: paramiko ${version} (${sourceText(snapshot)})\n`);
  io.err(`ssh-timeouts: ${assumedLine('server', question.serverVersion)}\n`);
  const server = await serverOf(question, io);
  const graphs = [...snapshot.graphs, ...snapshot.serverGraphs.values(), ...(server ? [server.graph] : [])];
  const answers = openings.map((opening) => {
    const own = inputFor(snapshot, opening);
    const forced = question.path === undefined ? {} : { path: question.path, pathBecause: undefined };
    const paired = server ? { server: server.config, serverVersion: server.config.version } : {};
    return {
      opening,
      line: positionIn(snapshot.file.text, opening.call.nameSpan.start).line,
      prediction: predict({
        ...own,
        clientPlatform: platform(),
        ...forced,
        ...paired,
        ...question.session,
        situation: question.situation,
      }),
    };
  });
  if (question.json) {
    const connections = answers.map(({ opening, line, prediction }) => {
      const { version: _, ...rest } = explainJson(prediction, graphs) as Record<string, unknown>;
      return { file, line, library: opening.library, host: opening.host ?? null, ...rest };
    });
    io.out(`${JSON.stringify({ version: 1, connections }, null, 2)}\n`);
    return exitCode.ok;
  }
  const { situation } = question;
  const report = ({ opening, line, prediction }: { opening: Opening; line: number; prediction: Prediction }) => {
    const host = `${file}:${line}${opening.host === undefined ? '' : ` -> ${opening.host}`}`;
    return explainReport(prediction, { host, graphs, situation, color: io.color });
  };
  io.out(answers.map(report).join('\n'));
  return exitCode.ok;
}

async function read(file: string, question: PythonQuestion, io: CliIo): Promise<PythonSnapshot | undefined> {
  const uri = fileUri(file, io);
  const text = await fs.readFile(fileURLToPath(uri), 'utf8').catch((error: unknown) => {
    throw new UsageError(`${file}: ${systemReason(error)}`);
  });
  if (question.clientVersion !== undefined && !parseLibraryVersion(question.clientVersion)) {
    throw new UsageError(l10n.t('not a release of paramiko: {0} (such as 2.12, 4.0)', question.clientVersion));
  }
  return createWorkspace({
    fileSystem: nodeFileSystem,
    loadPythonReader: async () => (await import('../python/pythonReader.ts')).pythonReader,
    environment: machineEnvironment(io),
    now: () => performance.now(),
    openDocuments: () => [{ uri, languageId: 'python', version: 1, getText: () => text }],
    clientSettings: async () => ({}),
    folders: () => [],
    projectSettings: projectSettings(question.configFile, io),
    // The same release that `explain HOST` assumes.
    overrides: {
      openssh: { version: formatVersion(question.serverVersion.version) },
      ...(question.clientVersion === undefined ? {} : { paramiko: { version: question.clientVersion } }),
    },
    canTestKeepalive: false,
  }).pythonSnapshot(uri);
}

async function serverOf({ server, serverVersion }: PythonQuestion, io: CliIo) {
  if (server === undefined) return undefined;
  const graph = await loadConfigGraph({
    dialect: 'server',
    roots: await serverRoots(server, io),
    version: serverVersion.version,
    environment: machineEnvironment(io),
    fileSystem: nodeFileSystem,
  });
  return { graph, config: resolveServer(graph, {}) };
}

function sourceText({ paramiko }: PythonSnapshot): string {
  if (paramiko.source === 'setting') return l10n.t('as asked');
  if (paramiko.uri === undefined) return l10n.t('the newest known');
  const name = fileURLToPath(paramiko.uri);
  return paramiko.bounds ? l10n.t('the newest that {0} allows', name) : l10n.t('as {0} says', name);
}
