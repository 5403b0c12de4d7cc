// What a person's editor needs to be driven: the packaged extension in an editor, on the sample, in a real browser.
import fs from 'node:fs';
import path from 'node:path';
import { ensurePrograms } from '../../scripts/ensurePrograms.mjs';
import { startLoopbackServer } from '../../scripts/loopbackServer.mjs';
import { temporaryFolder } from '../../scripts/processes.mjs';
import { copySample } from '../../scripts/sample.mjs';
import { installExtension, startTestServer } from '../../scripts/vscodeHost/server.mjs';
import { openBrowser, workbenchAddress } from './host/workbench.mjs';

/**
 * Calls `drive` with a page that is yet to go to `address`, where the sample's configuration is open in the workspace
 * `folder`; answers what it answers, and ends everything. `hasLoopback` tells whether the sample's loopback host is
 * there: not without OpenSSH, and not without `canStartSsh`. `pictures` is an empty folder then.
 */
export async function onStage({ name, pictures, vsix, settings, viewport, canStartSsh = true }, drive) {
  fs.rmSync(pictures, { recursive: true, force: true });
  fs.mkdirSync(pictures, { recursive: true });
  const scratch = temporaryFolder(name);
  const folder = copySample(path.join(scratch, 'workspace'));
  const home = path.join(scratch, 'home');
  fs.mkdirSync(path.join(home, '.ssh'), { recursive: true, mode: 0o700 });
  const dataDir = path.join(scratch, 'data');
  let loopback;
  let server;
  let browser;
  try {
    await installExtension({ dataDir, vsix });
    const { found } = await ensurePrograms(canStartSsh ? ['ssh', 'sshd'] : []);
    if (found.ssh && found.sshd) {
      loopback = await startLoopbackServer({ sshd: found.sshd, folder, keyDir: path.join(scratch, 'keys') });
    }
    server = await startTestServer({ dataDir, settings, env: { HOME: home } });
    browser = await openBrowser({ viewport });
    const address = workbenchAddress({ port: server.port, folder, file: path.join(folder, '.ssh', 'config') });
    return await drive({ page: browser.page, address, folder, hasLoopback: loopback !== undefined });
  } finally {
    await browser?.close();
    await server?.close();
    await loopback?.close();
  }
}

/** The state of a step, and why it failed. */
export async function attempt(step) {
  try {
    await step();
    return { state: 'passed' };
  } catch (error) {
    return { state: 'failed', message: error.message };
  }
}
