import { fileURLToPath } from 'node:url';
import * as l10n from '@vscode/l10n';
import { nodeFileSystem } from '../files/nodeFileSystem.ts';
import { complianceProfiles, findComplianceProfile } from '../knowledge/complianceProfiles.ts';
import { findPathProfile, pathProfiles } from '../knowledge/pathProfiles.ts';
import { ruleList } from '../rules/ruleList.ts';
import { defaultSettings } from '../settings.ts';
import { folderOf, joinUri } from '../uris.ts';
import { type CliIo, UsageError } from './io.ts';
import { fileUri } from './machine.ts';

/** What a settings file says, and the folder that its relative paths count from. */
export interface ProjectSettings {
  readonly settings: object;
  readonly base: string;
}

/** The settings that hold for a document. */
export type SettingsOf = (documentUri: string) => Promise<ProjectSettings | undefined>;

const fileName = '.ssh-timeouts.json';

/**
 * The settings files: `--config FILE` for every document, else the nearest `.ssh-timeouts.json` from the document
 * upwards. Each is read once. One that says nothing sensible is a usage error; a key that means nothing is only noted.
 */
export function projectSettings(configFile: string | undefined, io: CliIo): SettingsOf {
  const read = new Map<string, Promise<ProjectSettings>>();
  const readOnce = (uri: string, name: string) => {
    const known = read.get(uri) ?? readSettingsFile(uri, name, io);
    read.set(uri, known);
    return known;
  };
  return async (documentUri) => {
    if (configFile !== undefined) return readOnce(fileUri(configFile, io), `--config ${configFile}`);
    for (let folder = folderOf(documentUri); folder !== undefined; folder = folderOf(folder)) {
      const uri = joinUri(folder, fileName);
      if ((await nodeFileSystem.stat(uri)).kind === 'file') return readOnce(uri, fileURLToPath(uri));
    }
    return undefined;
  };
}

async function readSettingsFile(uri: string, name: string, io: CliIo): Promise<ProjectSettings> {
  const read = await nodeFileSystem.readText(uri);
  if ('unreadable' in read) throw new UsageError(`${name}: ${read.unreadable}`);
  const settings = parse(read.text, name);
  for (const problem of unknownIds(settings)) throw new UsageError(`${name}: ${problem}`);
  for (const key of unknownKeys(settings)) {
    io.err(`${l10n.t('{0}: {1} has no meaning here and is ignored', name, key)}\n`);
  }
  return { settings, base: folderOf(uri) ?? uri };
}

function parse(text: string, name: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch (error) {
    throw new UsageError(`${name}: ${error instanceof Error ? error.message : error}`);
  }
  throw new UsageError(l10n.t('{0}: must hold one JSON object', name));
}

function unknownIds(settings: Readonly<Record<string, unknown>>): string[] {
  const compliance = Array.isArray(settings['compliance']) ? settings['compliance'].map(String) : [];
  const paths = Object.values(objectOf(settings['path'])).filter((value) => typeof value === 'string');
  return [
    ...compliance.filter((id) => !findComplianceProfile(id)).map(noSuchProfile),
    ...paths.filter((id) => !findPathProfile(id)).map(noSuchPath),
  ];
}

export function noSuchProfile(id: string): string {
  const known = complianceProfiles.map((profile) => profile.id).join(', ');
  return l10n.t('there is no compliance profile {0}; choose from {1}', id, known);
}

export function noSuchPath(id: string): string {
  const known = pathProfiles.map((profile) => profile.id).join(', ');
  return l10n.t('there is no path {0}; give seconds or one of {1}', id, known);
}

/** Keys that only the editor's own settings have are none of our business. */
const editorKeys = new Set([
  '$schema',
  'ssh',
  'ssh.path',
  'trace',
  'trace.server',
  'openssh.version',
  'paramiko.version',
]);

function unknownKeys(settings: Readonly<Record<string, unknown>>): string[] {
  const rules = Object.entries(objectOf(settings['rules']));
  const severities = new Set<unknown>(['off', 'hint', 'info', 'warning', 'error']);
  return [
    ...Object.keys(settings).filter((key) => !(key in defaultSettings) && !editorKeys.has(key)),
    ...rules.filter(([id]) => !ruleList.some((rule) => rule.id === id)).map(([id]) => `rules.${id}`),
    ...rules
      .filter(([, value]) => !severities.has(value))
      .map(([id, value]) => `rules.${id}: ${JSON.stringify(value)}`),
  ];
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
