// Installs a real VS Code (server and web workbench) and, where none is there, a browser, out of npm packages alone:
// nothing is compiled and no install script runs. Pinned by checksum, kept in an ignored folder.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { findChromium } from '../ensurePrograms.mjs';
import { npmCommand, root, runOrFail } from '../processes.mjs';

const hostDir = path.join(root, '.vscode-host');
/** Folder of VS Code's server; its entry is out/server-main.js. */
export const vscodeDir = path.join(hostDir, 'package', 'lib', 'vscode');
const browserDir = path.join(hostDir, 'browser');

const vscode = {
  name: 'code-server',
  // VS Code 1.100.3, the newest of these packages that runs on Node 20.
  version: '4.100.3',
  sha512: 'q/Fh2DOxCRNhC/WiG/6sAhSKnj7ZACTVBaeeZ+rWjol//0FCbl/qg1ln5ecZ99jYcfqMxZZAyWcN+YBIo0DgpA==',
  // Releases with ready-made binaries instead of the ones that VS Code's own list would download or compile.
  prebuilt: ['@vscode/ripgrep@1.18.0', 'node-pty@1.2.0-beta.15'],
};

const browser = {
  name: '@sparticuz/chromium',
  version: '153.0.0',
  sha512: 'jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA==',
};

/** Installs VS Code unless this version is there. Throws where npm cannot deliver it. */
export async function ensureVscode() {
  const stamp = path.join(hostDir, `installed-${vscode.version}`);
  if (fs.existsSync(stamp)) return vscodeDir;
  console.log('Installing the embedded VS Code (about 200 MB on disk) ...');
  fs.rmSync(hostDir, { recursive: true, force: true });
  await unpack(vscode, hostDir);
  removeSourceMaps(path.join(vscodeDir, 'out'));
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await runOrFail(npmCommand('install', '--omit=dev', '--legacy-peer-deps', ...quiet, ...vscode.prebuilt), {
    cwd: vscodeDir,
    env: cleanEnvironment(),
  });
  replaceNativeModules(path.join(vscodeDir, 'node_modules'));
  fs.writeFileSync(stamp, '');
  return vscodeDir;
}

/**
 * A browser for playwright: the installed one, else a headless Chromium out of an npm package (Linux on x64 only).
 * Answers playwright's launch options; throws where there is none.
 */
export async function ensureBrowser() {
  const installed = findChromium();
  if (installed) return { executablePath: installed };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('no Chromium or Chrome is installed; name one with CHROMIUM_PATH');
  }
  const executablePath = path.join(browserDir, 'chromium');
  const stamp = path.join(browserDir, `installed-${browser.version}`);
  if (!fs.existsSync(stamp)) {
    console.log('Installing a headless Chromium (about 200 MB on disk) ...');
    fs.rmSync(browserDir, { recursive: true, force: true });
    await unpack(browser, browserDir);
    const packed = path.join(browserDir, 'package', 'bin');
    const inflate = (name, file) =>
      fs.writeFileSync(file, zlib.brotliDecompressSync(fs.readFileSync(path.join(packed, name))), { mode: 0o755 });
    inflate('chromium.br', executablePath);
    for (const name of ['al2023', 'fonts']) {
      const archive = path.join(browserDir, `${name}.tar`);
      inflate(`${name}.tar.br`, archive);
      await runOrFail(['tar', '-xf', archive, '-C', browserDir]);
      fs.rmSync(archive);
    }
    fs.rmSync(path.join(browserDir, 'package'), { recursive: true });
    fs.writeFileSync(stamp, '');
  }
  const fonts = fs.existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: path.join(browserDir, 'fonts') };
  return { executablePath, env: { ...process.env, LD_LIBRARY_PATH: path.join(browserDir, 'lib'), ...fonts } };
}

/** Leaves the package under `folder`/package. */
async function unpack({ name, version, sha512 }, folder) {
  fs.mkdirSync(folder, { recursive: true });
  const options = ['--ignore-scripts', '--json', '--loglevel=error', '--pack-destination', folder];
  await runOrFail(npmCommand('pack', `${name}@${version}`, ...options), { cwd: folder, env: cleanEnvironment() });
  const archive = fs.readdirSync(folder).find((file) => file.endsWith('.tgz'));
  if (!archive) throw new Error(`npm pack left no archive of ${name}@${version}`);
  const file = path.join(folder, archive);
  const actual = createHash('sha512').update(fs.readFileSync(file)).digest('base64');
  if (actual !== sha512) throw new Error(`${name}@${version} is not the pinned package: its sha512 is ${actual}`);
  await runOrFail(['tar', '-xzf', archive], { cwd: folder });
  fs.rmSync(file);
}

/** Without what a running npm script says of this project, which would make npm work here instead of in its folder. */
function cleanEnvironment() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle|config_(local_)?prefix)/.test(name)),
  );
}

function removeSourceMaps(folder) {
  for (const entry of fs.readdirSync(folder, { recursive: true })) {
    if (entry.endsWith('.map')) fs.rmSync(path.join(folder, entry));
  }
}

/** Two modules are native and would have to be compiled; VS Code needs no more of them than this. */
function replaceNativeModules(modules) {
  for (const name of ['native-watchdog', '@vscode/native-watchdog']) {
    const folder = path.join(modules, name);
    if (fs.existsSync(folder)) fs.copyFileSync(replacement('watchdog.cjs'), path.join(folder, 'index.js'));
  }
  fs.copyFileSync(replacement('spdlog.cjs'), path.join(modules, '@vscode', 'spdlog', 'index.js'));
}

const replacement = (name) => path.join(root, 'scripts', 'vscodeHost', 'replacements', name);
