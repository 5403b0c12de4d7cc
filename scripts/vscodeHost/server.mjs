// Runs the embedded VS Code: for tests (temporary data, no token, reachable by the test alone for seconds)
// and for a person (a secret token, workspace trust on).
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { startGroup, stopGroup } from '../processes.mjs';
import { vscodeDir } from './install.mjs';

const quietSettings = {
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'chat.disableAIFeatures': true,
  'typescript.disableAutomaticTypeAcquisition': true,
  'json.schemaDownload.enable': false,
  'npm.fetchOnlinePackageInfo': false,
  // Else VS Code announces the ports of the tests' own servers.
  'remote.autoForwardPorts': false,
};

const testSettings = {
  ...quietSettings,
  'workbench.startupEditor': 'none',
  'workbench.reduceMotion': 'on',
  'editor.hover.delay': 100,
  'git.enabled': false,
  'window.menuBarVisibility': 'classic',
  'window.commandCenter': false,
  'security.workspace.trust.startupPrompt': 'never',
};

const entry = path.join(vscodeDir, 'out', 'server-main.js');

/** Removed from the environment: what a surrounding editor or npm run would make the server believe of itself. */
function serverEnvironment(more) {
  const own = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$|npm_)/.test(name));
  return { ...Object.fromEntries(own), EXTENSIONS_GALLERY: '{}', ...more };
}

function writeSettings(dataDir, settings) {
  const file = path.join(dataDir, 'data', 'User', 'settings.json');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  if (!fs.existsSync(file)) fs.writeFileSync(file, `${JSON.stringify(settings, null, 2)}\n`);
}

async function start({ dataDir, args, env, log }) {
  const child = startGroup(
    [
      process.execPath,
      entry,
      ...['--host', '127.0.0.1', '--port', '0', '--server-data-dir', dataDir],
      ...['--accept-server-license-terms', '--disable-telemetry'],
      ...args,
    ],
    { env: serverEnvironment(env) },
  );
  let output = '';
  const port = await new Promise((resolve, reject) => {
    const fail = (reason) => reject(new Error(`the embedded VS Code ${reason}\n${output}`));
    const timer = setTimeout(() => fail('did not start within 60 s'), 60_000);
    const sink = (text) => {
      output += text;
      log?.(text);
      const listening = /agent listening on (\d+)/.exec(output);
      if (listening) {
        clearTimeout(timer);
        resolve(Number(listening[1]));
      }
    };
    child.stdout.setEncoding('utf8').on('data', sink);
    child.stderr.setEncoding('utf8').on('data', sink);
    child.on('error', (error) => fail(`could not be started: ${error.message}`));
    child.on('exit', (code) => fail(`ended early (${code})`));
  });
  return { port, dataDir, ended: new Promise((resolve) => child.once('exit', resolve)), close: () => stopGroup(child) };
}

/**
 * For tests. `settings` are added to the quiet ones; `trust` leaves workspace trust on, so that the folder is restricted;
 * `driven` lets the address name extensions under development and a test module, but then VS Code shows no dialogs.
 * @param {{
 *   dataDir: string, settings?: object, env?: object, trust?: boolean, driven?: boolean, log?: (text: string) => void
 * }} options
 */
export async function startTestServer({ dataDir, settings = {}, env = {}, trust = false, driven = false, log }) {
  writeSettings(dataDir, { ...testSettings, 'security.workspace.trust.enabled': trust, ...settings });
  return start({
    dataDir,
    env,
    log,
    args: [
      '--without-connection-token',
      ...(driven ? ['--enable-smoke-test-driver'] : []),
      ...(trust ? [] : ['--disable-workspace-trust']),
    ],
  });
}

/** For a person: `address` holds the token, without which the server answers nobody. */
export async function startPersonalServer({ dataDir, folder, settings = {}, log }) {
  const own = {
    'workbench.startupEditor': 'readme',
    // The sample lies within a clone, about which Git would ask.
    'git.openRepositoryInParentFolders': 'never',
  };
  writeSettings(dataDir, { ...quietSettings, ...own, ...settings });
  const token = randomBytes(24).toString('hex');
  // In a file, since other users of the machine can read the arguments of a process.
  const tokenFile = path.join(dataDir, 'connection-token');
  fs.writeFileSync(tokenFile, token, { mode: 0o600 });
  const server = await start({
    dataDir,
    log,
    args: ['--connection-token-file', tokenFile, '--default-folder', folder],
  });
  return { ...server, address: `http://127.0.0.1:${server.port}/?tkn=${token}` };
}

/** Installs a packaged extension into the data folder of a server that will be started later. */
export async function installExtension({ dataDir, vsix }) {
  await promisify(execFile)(
    process.execPath,
    [entry, '--server-data-dir', dataDir, '--accept-server-license-terms', '--install-extension', vsix, '--force'],
    { env: serverEnvironment() },
  );
}
