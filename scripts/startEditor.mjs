import fs from 'node:fs';
import path from 'node:path';
import { ensureDependencies } from './ensureDependencies.mjs';
import { ensurePrograms } from './ensurePrograms.mjs';
import { loopbackHost, startLoopbackServer } from './loopbackServer.mjs';
import { cacheDir, findProgram, root, runOrFail, startGroup } from './processes.mjs';
import { copySample } from './sample.mjs';
import { ensureVscode } from './vscodeHost/install.mjs';
import { installExtension, startPersonalServer } from './vscodeHost/server.mjs';

const usage = 'npm start [-- [--browser] [FOLDER]]';
const startDir = path.join(cacheDir, 'start');

export async function start(args) {
  const { browser, folder } = readArguments(args);
  try {
    await ensureDependencies();
    console.log('Building the extension ...');
    await runOrFail([process.execPath, 'esbuild.mjs']);
    const workspace = folder ?? (await prepareSample());
    const code = browser ? undefined : findProgram('code');
    await (code ? openDesktop(code, workspace) : openEmbedded(workspace));
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}

function readArguments(args) {
  const folders = args.filter((arg) => !arg.startsWith('-'));
  const unknown = args.filter((arg) => arg.startsWith('-') && arg !== '--browser');
  if (unknown.length > 0 || folders.length > 1) return exitWithUsage(`cannot use: ${args.join(' ')}`);
  const [folder] = folders.map((name) => path.resolve(process.env.INIT_CWD ?? process.cwd(), name));
  if (folder && !fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    return exitWithUsage(`not a folder: ${folder}`);
  }
  return { browser: args.includes('--browser'), folder };
}

function exitWithUsage(problem) {
  console.error(`${problem}\nusage: ${usage}`);
  process.exit(2);
}

async function prepareSample() {
  const folder = copySample(path.join(startDir, 'sample'));
  const { found, missing } = await ensurePrograms(['ssh', 'sshd'], 'sample');
  for (const { message } of missing) console.log(message);
  if (!found.sshd) return folder;
  try {
    const { port } = await startLoopbackServer({ sshd: found.sshd, folder, keyDir: path.join(startDir, 'keys') });
    console.log(`A real sshd listens on 127.0.0.1:${port}; the sample calls it ${loopbackHost}.`);
  } catch (error) {
    console.log(`The loopback server did not start, so the sample goes without ${loopbackHost}: ${error.message}`);
  }
  return folder;
}

async function openDesktop(code, workspace) {
  const ownData = ['--user-data-dir', path.join(startDir, 'desktop')];
  // Electron's sandbox does not start for root.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const extension = `--extensionDevelopmentPath=${root}`;
  const child = startGroup([code, ...ownData, ...asRoot, extension, '--new-window', '--wait', workspace], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  console.log(`VS Code opens ${workspace}. Close its window or press Ctrl-C here to end.`);
  const status = await new Promise((resolve, reject) => {
    child.once('exit', resolve);
    child.once('error', reject);
  });
  process.exit(status ?? 0);
}

async function openEmbedded(workspace) {
  await ensureVscode();
  await runOrFail([process.execPath, 'scripts/package.mjs', '--vsix']);
  const dataDir = path.join(startDir, 'embedded');
  fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  await installExtension({ dataDir, vsix: path.join(root, 'dist', 'ssh-timeouts.vsix') });
  const server = await startPersonalServer({ dataDir, folder: workspace });
  console.log(`\nVS Code with SSH Timeouts, on ${workspace}:\n\n  ${server.address}\n`);
  console.log('Open this address in a browser; its token keeps others out. Ctrl-C ends everything.');
  process.exit(await server.ended);
}
