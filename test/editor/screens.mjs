// node test/editor/screens.mjs [FOLDER]: drives the workbench as a person would, with pictures into FOLDER, by default
// .cache/screens. Each step that a person would have to see succeed is one result.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensurePrograms } from '../../scripts/ensurePrograms.mjs';
import { startLoopbackServer } from '../../scripts/loopbackServer.mjs';
import { cacheDir, root } from '../../scripts/processes.mjs';
import { copySample } from '../../scripts/sample.mjs';
import { ensureVscode } from '../../scripts/vscodeHost/install.mjs';
import { startTestServer } from '../../scripts/vscodeHost/server.mjs';
import { openBrowser, workbenchAddress } from './host/workbench.mjs';

const shown = (page, text) => page.getByText(text).first().waitFor({ timeout: 20_000 });
const lens = (page, text) => page.locator('.codelens-decoration a', { hasText: text }).first();

async function runCommand(page, title) {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input[type="text"]').first().waitFor();
  await page.keyboard.type(title);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click();
}

async function openFile(page, name) {
  await page.keyboard.press('Control+P');
  await page.locator('.quick-input-widget input[type="text"]').first().waitFor();
  await page.keyboard.type(name);
  await page
    .locator('.quick-input-list .monaco-list-row', { hasText: path.basename(name) })
    .first()
    .click();
}

/** The first word `word` on the first visible line that starts with `line`, ready to be pointed at. */
function wordIn(page, word, line = word) {
  return page.locator('.view-line', { hasText: line }).first().getByText(word, { exact: true }).first();
}

/** One row a step: what a person sees. The file .ssh/config is open at the start. */
const steps = {
  'lenses above the hosts': async (page) => {
    await page.locator('.monaco-editor[role="code"]').first().waitFor();
    await lens(page, 'Effective config').waitFor({ timeout: 60_000 });
  },
  'a hover that names the overruling line': async (page) => {
    await wordIn(page, 'ServerAliveInterval').hover();
    await page.locator('.monaco-hover:not(.hidden)', { hasText: '10-work.conf' }).first().waitFor();
  },
  'the problems of the sample': async (page) => {
    await page.keyboard.press('Escape');
    await runCommand(page, 'Problems: Focus on Problems View');
    await page.locator('.markers-panel .monaco-list-row').first().waitFor({ timeout: 20_000 });
  },
  'the effective configuration beside the file': async (page) => {
    await lens(page, 'Effective config').click();
    await page
      .locator('.view-line', { hasText: /serveraliveinterval/i })
      .first()
      .waitFor();
    await page.waitForTimeout(500);
  },
  'the consent to a keepalive test': async (page, { sshd }) => {
    if (!sshd) return 'no OpenSSH server is installed';
    await runCommand(page, 'View: Close All Editors');
    await openFile(page, '50-loopback.conf');
    await lens(page, 'Test keepalive').click();
    await page.locator('.monaco-dialog-box').first().waitFor();
    return undefined;
  },
  'the report of a keepalive test': async (page, { sshd }) => {
    if (!sshd) return 'no OpenSSH server is installed';
    await page.locator('.monaco-dialog-box .dialog-buttons a').first().click();
    await shown(page, /measured/i);
    return undefined;
  },
};

/** @returns {Promise<{ title: string, state: 'passed' | 'failed' | 'skipped', message?: string }[]>} */
export async function driveAsPerson({ pictures = path.join(cacheDir, 'screens') } = {}) {
  fs.rmSync(pictures, { recursive: true, force: true });
  fs.mkdirSync(pictures, { recursive: true });
  await ensureVscode();
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'ssh-timeouts-screens-'));
  const home = path.join(scratch, 'home');
  fs.mkdirSync(path.join(home, '.ssh'), { recursive: true, mode: 0o700 });
  const folder = copySample(path.join(scratch, 'workspace'));
  const { found } = await ensurePrograms(['ssh', 'sshd']);
  const loopback =
    found.ssh &&
    found.sshd &&
    (await startLoopbackServer({ sshd: found.sshd, folder, keyDir: path.join(scratch, 'keys') }));
  const server = await startTestServer({ dataDir: path.join(scratch, 'data'), env: { HOME: home } });
  const browser = await openBrowser({ viewport: { width: 1100, height: 720 } });
  const { page } = browser;
  const results = [];
  try {
    const file = path.join(folder, '.ssh', 'config');
    await page.goto(workbenchAddress({ port: server.port, folder, extensions: [root], file }));
    for (const [number, [title, step]] of Object.entries(steps).entries()) {
      const picture = path.join(pictures, `${number + 1}-${title.replaceAll(' ', '-')}.png`);
      try {
        const reason = await step(page, { sshd: Boolean(loopback) });
        results.push({ title: reason ? `${title} (${reason})` : title, state: reason ? 'skipped' : 'passed' });
      } catch (error) {
        results.push({ title, state: 'failed', message: `${error.message}\npicture: ${picture}` });
      }
      await page.screenshot({ path: picture });
    }
    return results;
  } finally {
    await browser.close();
    await server.close();
    await loopback?.close();
    fs.rmSync(scratch, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [pictures] = process.argv.slice(2);
  const results = await driveAsPerson(pictures ? { pictures: path.resolve(pictures) } : {});
  for (const { title, state, message = '' } of results) console.log(`${state} ${title} ${message}`);
  process.exitCode = results.some(({ state }) => state === 'failed') ? 1 : 0;
}
