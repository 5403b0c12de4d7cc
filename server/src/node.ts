import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { nodeFileSystem } from './files/nodeFileSystem.ts';
import type { Environment } from './resolve/configGraph.ts';
import type { Runtime } from './runtime.ts';
import { startServer } from './server.ts';
import { type LoadPythonBundle, sharedModule } from './sharedWithPython.ts';

async function readJson(...candidates: readonly string[]): Promise<unknown> {
  for (const candidate of candidates) {
    try {
      return JSON.parse(await readFile(candidate, 'utf8'));
    } catch {
      // The next place, or none: English is built in.
    }
  }
  return undefined;
}

/** The folder of the bundle: texts lie beside it, messages beside it or, in the extension, one level up. */
const folder = __dirname;

const inTexts = (name: string) => path.join(folder, 'texts', name);

const runtime: Runtime = {
  fileSystem: nodeFileSystem,
  environment: thisMachine(),
  loadTexts: (about, language) => readJson(inTexts(`${about}.${language}.json`), inTexts(`${about}.en.json`)),
  loadMessages: async (language) => {
    if (language.startsWith('en')) return undefined;
    const inExtension = path.join(folder, '..', 'l10n', `bundle.l10n.${language}.json`);
    const read = await readJson(inTexts(`messages.${language}.json`), inExtension);
    return read as Readonly<Record<string, string>> | undefined;
  },
  loadPython: async () => {
    const load = require(path.join(folder, 'python.js')) as LoadPythonBundle;
    return load(sharedModule).pythonBundle;
  },
  now: () => performance.now(),
  date: () => Date.now(),
  later: (task, milliseconds) => {
    const timer = setTimeout(task, milliseconds);
    return () => clearTimeout(timer);
  },
  yieldOnce: () => new Promise((resolve) => setImmediate(resolve)),
};

function thisMachine(): Environment {
  const user = userInfo();
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) variables[name] = value;
  return {
    homeUri: pathToFileURL(os.homedir()).toString(),
    ...(user && user.homedir !== os.homedir() ? { accountHomeUri: pathToFileURL(user.homedir).toString() } : {}),
    ...(user ? { userName: user.username } : {}),
    ...(user && user.uid >= 0 ? { uid: user.uid } : {}),
    hostName: os.hostname(),
    variables,
    systemDirectoryUri:
      process.platform === 'win32'
        ? pathToFileURL(path.join(process.env['ProgramData'] ?? 'C:\\ProgramData', 'ssh')).toString()
        : 'file:///etc/ssh',
  };
}

/** A user id without an entry in the user database has no name. */
function userInfo(): os.UserInfo<string> | undefined {
  try {
    return os.userInfo();
  } catch {
    return undefined;
  }
}

startServer(createConnection(ProposedFeatures.all), runtime);
