// Drives the panels of the packaged extension as a person would: each step is one result and leaves pictures.
import fs from 'node:fs';
import path from 'node:path';
import { ensurePrograms } from '../../scripts/ensurePrograms.mjs';
import { startLoopbackServer } from '../../scripts/loopbackServer.mjs';
import { root, temporaryFolder } from '../../scripts/processes.mjs';
import { copySample } from '../../scripts/sample.mjs';
import { installExtension, startTestServer } from '../../scripts/vscodeHost/server.mjs';
import { openBrowser, workbenchAddress } from './host/workbench.mjs';
import { liveSteps, timelineSteps } from './panelSteps.mjs';

/** Answers a result a step. */
export async function drivePanels({ pictures, vsix }) {
  fs.rmSync(pictures, { recursive: true, force: true });
  fs.mkdirSync(pictures, { recursive: true });
  const scratch = temporaryFolder('panels');
  const folder = copySample(path.join(scratch, 'workspace'));
  const home = path.join(scratch, 'home');
  fs.mkdirSync(path.join(home, '.ssh'), { recursive: true, mode: 0o700 });
  const dataDir = path.join(scratch, 'data');
  let loopback;
  let server;
  let browser;
  try {
    await installExtension({ dataDir, vsix });
    const { found } = await ensurePrograms(['ssh', 'sshd']);
    if (found.ssh && found.sshd) {
      loopback = await startLoopbackServer({ sshd: found.sshd, folder, keyDir: path.join(scratch, 'keys') });
    }
    // In a browser VS Code saves by itself where nobody says otherwise.
    server = await startTestServer({ dataDir, settings: { 'files.autoSave': 'off' }, env: { HOME: home } });
    browser = await openBrowser({ viewport: { width: 1400, height: 1000 } });
    const { page } = browser;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const refused = refusalsOf(page);
    await page.goto(workbenchAddress({ port: server.port, folder, file: path.join(folder, '.ssh', 'config') }));
    const results = [];
    const camera = (name) => page.screenshot({ path: path.join(pictures, `${name.replaceAll(' ', '-')}.png`) });
    for (const [title, step] of Object.entries({ ...timelineSteps, ...liveSteps })) {
      if (title in liveSteps && !loopback) {
        results.push({ title: `${title} (OpenSSH is not installed)`, state: 'skipped' });
        continue;
      }
      const name = `${results.length + 1} ${title}`;
      results.push({ title, ...(await attempt(() => step({ page, folder, camera }))) });
      await camera(name);
    }
    results.push({
      title: 'the pages ask for nothing that their policy refuses',
      ...(await attempt(() => {
        if (refused.length > 0) throw new Error(refused.join('\n'));
      })),
    });
    return results.map((result) => ({
      ...result,
      ...(result.message ? { message: `${result.message}\npictures: ${path.relative(root, pictures)}` } : {}),
    }));
  } finally {
    await browser?.close();
    await server?.close();
    await loopback?.close();
  }
}

/** What the content security policy of our own pages refuses. */
function refusalsOf(page) {
  const refused = [];
  page.on('console', (message) => {
    const ours = message.location().url.includes('fake.html') || message.text().includes('nonce-');
    if (ours && /Content Security Policy/.test(message.text())) refused.push(message.text());
  });
  return refused;
}

async function attempt(step) {
  try {
    await step();
    return { state: 'passed' };
  } catch (error) {
    return { state: 'failed', message: error.message };
  }
}
