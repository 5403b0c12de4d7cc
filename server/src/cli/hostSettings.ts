import { nodeFileSystem } from '../files/nodeFileSystem.ts';
import { readSettings } from '../readSettings.ts';
import { addressOfPath } from '../uris.ts';
import { matchHostPatterns } from '../values/patternList.ts';
import { type CliIo, UsageError } from './io.ts';
import { fileUri, machineEnvironment } from './machine.ts';

/** What a settings file says of one host. */
export interface HostSettings {
  /** What lies before it, with the setting's name. */
  readonly path?: { readonly value: string | number; readonly key: string };
  /** URI of the sshd_config it is paired with. */
  readonly serverUri?: string;
}

const fileName = '.ssh-timeouts.json';

/** Reads `--config FILE`, else the nearest `.ssh-timeouts.json` from the working directory upwards. */
export async function hostSettings(host: string, file: string | undefined, io: CliIo): Promise<HostSettings> {
  const uri = file === undefined ? await nearest(fileUri('.', io)) : fileUri(file, io);
  if (uri === undefined) return {};
  const read = await nodeFileSystem.readText(uri);
  if (!('text' in read)) throw new UsageError(`${file ?? fileName}: ${read.unreadable}`);
  const settings = readSettings(parse(read.text, file ?? fileName));
  const fits = ([pattern]: [string, unknown]) => matchHostPatterns(host, pattern.split(/[\s,]+/));
  const path = Object.entries(settings.path).find(fits);
  const server = Object.entries(settings.servers).find(fits);
  const base = uri.slice(0, uri.lastIndexOf('/'));
  const serverUri = server && addressOfPath(server[1], base, machineEnvironment(io).homeUri);
  return {
    ...(path ? { path: { value: path[1], key: `path["${path[0]}"]` } } : {}),
    ...(serverUri ? { serverUri } : {}),
  };
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${name}: ${error instanceof Error ? error.message : error}`);
  }
}

async function nearest(directory: string): Promise<string | undefined> {
  for (let at = directory; at.startsWith('file:///'); at = at.slice(0, at.lastIndexOf('/'))) {
    const uri = `${at}/${fileName}`;
    if ((await nodeFileSystem.stat(uri)).kind === 'file') return uri;
  }
  return undefined;
}
