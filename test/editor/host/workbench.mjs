// Opens the workbench of the embedded VS Code in a real browser.
import path from 'node:path';
import { chromium } from 'playwright-core';
import { temporaryFolder } from '../../../scripts/processes.mjs';
import { ensureBrowser } from '../../../scripts/vscodeHost/install.mjs';

const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
];

/** The workbench's address: a folder, a file to show, extensions under development, a module to run as their test. */
export function workbenchAddress({ port, folder, file, extensions = [], tests }) {
  const remote = (local) => `vscode-remote://127.0.0.1:${port}${path.resolve(local)}`;
  const payload = [
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
    ...extensions.map((extension) => ['extensionDevelopmentPath', remote(extension)]),
    ...(tests ? [['extensionTestsPath', remote(tests)]] : []),
    ...(file ? [['openFile', remote(file)]] : []),
  ];
  const query = new URLSearchParams(folder ? { folder: path.resolve(folder) } : { ew: 'true' });
  query.set('payload', JSON.stringify(payload));
  return `http://127.0.0.1:${port}/?${query}`;
}

/** A fresh browser with one empty page; whatever it asks of other machines is refused and listed in `refused`. */
export async function openBrowser({ viewport = { width: 1280, height: 800 }, deviceScaleFactor = 1 } = {}) {
  const context = await chromium.launchPersistentContext(temporaryFolder('browser'), {
    ...(await ensureBrowser()),
    headless: true,
    args: chromiumArguments,
    viewport,
    deviceScaleFactor,
    // Hovers would be caught half faded in.
    reducedMotion: 'reduce',
  });
  const refused = new Set();
  await context.route(
    (url) => url.hostname !== '127.0.0.1' && url.protocol.startsWith('http'),
    (route) => {
      refused.add(route.request().url());
      return route.abort();
    },
  );
  return {
    page: context.pages()[0] ?? (await context.newPage()),
    refused,
    close: () => context.close(),
  };
}
