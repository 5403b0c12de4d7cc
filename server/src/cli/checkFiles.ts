import * as l10n from '@vscode/l10n';
import { assumedVersion } from '../assumedVersion.ts';
import { nodeFileSystem } from '../files/nodeFileSystem.ts';
import { readSettings } from '../readSettings.ts';
import { runRules } from '../rules/allRules.ts';
import { runPythonRules } from '../rules/python/pythonRules.ts';
import type { Finding } from '../rules/rule.ts';
import { runTheseRules } from '../rules/runRules.ts';
import type { Dialect } from '../syntax/configFile.ts';
import { formatLibraryVersion } from '../values/libraryVersion.ts';
import { formatVersion, type OpenSshVersion } from '../values/openSshVersion.ts';
import { createWorkspace, type Workspace } from '../workspace.ts';
import type { CheckedFile } from './checkedFile.ts';
import type { CheckInput } from './checkInputs.ts';
import { dumpRules } from './dumpRules.ts';
import { dumpSnapshot } from './dumpSnapshot.ts';
import { includedErrors } from './includedErrors.ts';
import type { CliIo } from './io.ts';
import { machineEnvironment } from './machine.ts';
import { projectSettings, type SettingsOf } from './projectSettings.ts';
import { relatedInputs } from './relatedInputs.ts';

export interface CheckOptions {
  /** Assumed where the settings do not say another. */
  readonly version: OpenSshVersion;
  /** The command line asked for it: it goes before the settings. */
  readonly versionIsForced: boolean;
  /** Settings of the command line. */
  readonly overrides: object;
  readonly configFile: string | undefined;
}

/** Lints texts that may change between two looks, as the editor would. */
export interface Checker {
  check(): Promise<CheckedFile[]>;
  /** Puts another text in the place of a file's, for the next look. */
  replace(uri: string, text: string): void;
}

const languageIds: Readonly<Record<CheckInput['dialect'], string>> = {
  client: 'ssh_config',
  server: 'sshd_config',
  python: 'python',
};

/** Each text is judged in the configurations it belongs to, which may span several of the inputs. */
export function createChecker(inputs: readonly CheckInput[], io: CliIo, options: CheckOptions): Checker {
  const texts = new Map(inputs.map(({ uri, text }) => [uri, text]));
  const version = formatVersion(options.version);
  const settingsOf = without(options.overrides, projectSettings(options.configFile, io));
  const defaults = { openssh: { version } };
  const overrides = { ...options.overrides, ...(options.versionIsForced ? defaults : {}) };
  const documents = inputs
    .filter(({ isDump }) => !isDump)
    .map(({ uri, dialect }) => ({
      uri,
      languageId: languageIds[dialect],
      version: 1,
      getText: () => texts.get(uri) ?? '',
    }));
  let related: Awaited<ReturnType<typeof relatedInputs>> | undefined;
  /** The documents that have to do with the one that is looked at. */
  let open = documents;
  const workspace = createWorkspace({
    fileSystem: nodeFileSystem,
    loadPythonReader: async () => (await import('../python/pythonReader.ts')).pythonReader,
    environment: machineEnvironment(io),
    now: () => performance.now(),
    openDocuments: () => open,
    clientSettings: async () => defaults,
    folders: () => [],
    projectSettings: settingsOf,
    overrides,
    canTestKeepalive: false,
  });
  const checkOne = async (input: CheckInput): Promise<CheckedFile | undefined> => {
    const { name, uri, dialect, writable } = input;
    const text = texts.get(uri) ?? '';
    const found = isDump(input)
      ? await checkDump(input, settingsOf, defaults, overrides, io)
      : await checkDocument(input, workspace, options, io);
    return found && { name, uri, text, kind: dialect, writable, ...found };
  };
  /** Errors of the files that one of the inputs includes, unless they are told already. */
  const errorsBehind = async (input: CheckInput, told: readonly CheckedFile[]): Promise<CheckedFile[]> => {
    if (input.isDump || input.dialect === 'python') return [];
    const snapshot = await workspace.snapshot(input.uri);
    const skipped = (uri: string): boolean => texts.has(uri) || told.some((file) => file.uri === uri);
    return snapshot ? includedErrors(snapshot, skipped, reportFault(input.name, io)) : [];
  };
  return {
    async check() {
      // A settings file that is wrong ends the run before anything else is looked at.
      for (const { uri } of inputs) await settingsOf(uri);
      related ??= await relatedInputs(inputs, options.version, io);
      const byUri = new Map(documents.map((document) => [document.uri, document]));
      const files: CheckedFile[] = [];
      for (const input of inputs) {
        open = [...related(input.uri)].flatMap((uri) => byUri.get(uri) ?? []);
        const file = await checkOne(input);
        if (file) files.push(file);
        files.push(...(await errorsBehind(input, files)));
      }
      return files;
    },
    replace(uri, text) {
      texts.set(uri, text);
      workspace.documentsChanged();
    },
  };
}

/** Settings without those that the command line says: a `--path` goes before any pattern of a file. */
function without(overrides: object, settingsOf: SettingsOf): SettingsOf {
  return async (uri) => {
    const project = await settingsOf(uri);
    if (!project) return undefined;
    const left = Object.entries(project.settings).filter(([key]) => !(key in overrides));
    return { ...project, settings: Object.fromEntries(left) };
  };
}

type Found = Pick<CheckedFile, 'findings' | 'version' | 'library'>;
type Dump = CheckInput & { readonly dialect: Dialect };

function isDump(input: CheckInput): input is Dump {
  return input.isDump && input.dialect !== 'python';
}

async function checkDocument(
  { name, uri, dialect }: CheckInput,
  workspace: Workspace,
  options: CheckOptions,
  io: CliIo,
): Promise<Found | undefined> {
  if (dialect === 'python') {
    const python = await workspace.pythonSnapshot(uri);
    // It names none of the libraries: there is nothing to say.
    if (!python) return { findings: [], version: options.version };
    const library = `paramiko ${formatLibraryVersion(python.paramiko.version)}`;
    return { findings: runPythonRules(python, reportFault(name, io)), version: python.version, library };
  }
  const snapshot = await workspace.snapshot(uri);
  if (!snapshot) return undefined;
  const findings = runRules(snapshot, reportFault(name, io)).filter((finding) => finding.uri === snapshot.uri);
  return { findings, version: snapshot.version };
}

async function checkDump(
  input: Dump,
  settingsOf: SettingsOf,
  defaults: object,
  overrides: object,
  io: CliIo,
): Promise<Found> {
  const settings = readSettings(defaults, (await settingsOf(input.uri))?.settings, overrides);
  const { version } = assumedVersion(input.dialect, settings, {});
  const snapshot = dumpSnapshot(input, version, settings, machineEnvironment(io));
  const findings = runTheseRules(dumpRules(), snapshot, reportFault(input.name, io));
  return { findings: findings.map(withoutFixes), version };
}

/** A dump is no file that anybody mends. */
function withoutFixes({ fixes: _, ...finding }: Finding): Finding {
  return finding;
}

function reportFault(name: string, io: CliIo): (rule: string, error: unknown) => void {
  return (rule, error) => io.err(`${l10n.t('{0}: rule {1} failed: {2}', name, rule, String(error))}\n`);
}
