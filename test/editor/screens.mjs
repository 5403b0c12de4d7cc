// Drives the workbench as a person would: each step is one result and leaves a picture of what a person then sees.
import path from 'node:path';
import { loopbackHost } from '../../scripts/loopbackServer.mjs';
import { root } from '../../scripts/processes.mjs';
import { attempt, onStage } from './stage.mjs';

/** Waits for text anywhere, also inside webviews. */
export async function shown(page, text, seconds) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    for (const frame of page.frames()) {
      // A frame may be replaced while it is looked at.
      const visible = await frame
        .getByText(text)
        .first()
        .isVisible()
        .catch(() => false);
      if (visible) return;
    }
    if (Date.now() > end) throw new Error(`not shown within ${seconds} s: ${text}`);
    await page.waitForTimeout(200);
  }
}

export const lens = (page, text) => page.locator('.codelens-decoration a', { hasText: text }).first();

export async function runCommand(page, title) {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input[type="text"]').first().waitFor();
  await page.keyboard.type(title);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click();
}

export async function openFile(page, name) {
  const input = page.locator('.quick-input-widget input[type="text"]').first();
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: path.basename(name) }).first();
  // A page that takes the focus a moment after its tab was clicked closes the list again.
  for (let left = 2; ; left -= 1) {
    try {
      await page.keyboard.press('Control+P');
      await input.waitFor({ timeout: 10_000 });
      await input.fill(name);
      return await row.click({ timeout: 10_000 });
    } catch (error) {
      if (left === 0) throw error;
      await page.keyboard.press('Escape');
    }
  }
}

/** The first word `word` on the first visible line that starts with `line`, ready to be pointed at. */
export function wordIn(page, word, line = word) {
  return page.locator('.view-line', { hasText: line }).first().getByText(word, { exact: true }).first();
}

/** One row a step: what a person sees. The file .ssh/config is open at the start. */
const steps = {
  'lenses above the hosts': async (page) => {
    await page.locator('.monaco-editor[role="code"]').first().waitFor();
    await lens(page, 'Effective config').waitFor({ timeout: 60_000 });
  },
  'a hover that names the overruling line': async (page) => {
    const hover = page.locator('.monaco-hover:not(.hidden)', { hasText: '10-work.conf' }).first();
    // Lenses and hints that arrive in the meantime move the word away from under the pointer.
    for (let left = 3; ; left -= 1) {
      await page.mouse.move(5, 5);
      await wordIn(page, 'ServerAliveInterval').hover();
      const isThere = hover.waitFor({ timeout: 8_000 });
      if (left === 0) return await isThere;
      if (
        await isThere.then(
          () => true,
          () => false,
        )
      )
        return;
    }
  },
  'the problems of the sample': async (page) => {
    await page.keyboard.press('Escape');
    await runCommand(page, 'Problems: Focus on Problems View');
    await page.locator('.markers-panel .monaco-list-row').first().waitFor({ timeout: 20_000 });
  },
  'the effective configuration beside the file': async (page) => {
    // The words above the first host reach beyond the window.
    const above = page.locator('.codelens-decoration', { hasText: 'dead server noticed in 15 s' });
    await above.getByText('Effective config').click();
    await page
      .locator('.view-line', { hasText: /serveraliveinterval/i })
      .first()
      .waitFor();
    await page.waitForTimeout(500);
  },
  'the consent to a keepalive test': async (page) => {
    await runCommand(page, 'View: Close All Editors');
    await runCommand(page, 'View: Hide Panel');
    await openFile(page, '50-loopback.conf');
    await lens(page, 'Test keepalive').click();
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Quick' }).first().click();
    await page.locator('.monaco-dialog-box', { hasText: loopbackHost }).waitFor();
  },
  'the report of a keepalive test': async (page) => {
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Run Test' }).click();
    await shown(page, /^Probes answered$/, 45);
  },
};

/** Steps that need the loopback server, and a machine where the extension can start ssh. */
const keepaliveSteps = ['the consent to a keepalive test', 'the report of a keepalive test'];

/**
 * Answers a result a step, for the packaged extension. `settings` are the editor's; without `canStartSsh` the keepalive
 * test is left out, as where the extension runs in the browser.
 */
export async function driveAsPerson({ pictures, vsix, settings, canStartSsh = true }) {
  const viewport = { width: 1100, height: 720 };
  return onStage({ name: 'screens', pictures, vsix, settings, viewport, canStartSsh }, async (stage) => {
    const { page, address, hasLoopback } = stage;
    await page.goto(address);
    const results = [];
    for (const [title, step] of Object.entries(steps)) {
      if (keepaliveSteps.includes(title) && !canStartSsh) continue;
      if (keepaliveSteps.includes(title) && !hasLoopback) {
        results.push({ title: `${title} (OpenSSH is not installed)`, state: 'skipped' });
        continue;
      }
      const picture = path.join(pictures, `${results.length + 1}-${title.replaceAll(' ', '-')}.png`);
      const { state, message } = await attempt(() => step(page));
      const told = message === undefined ? {} : { message: `${message}\npicture: ${path.relative(root, picture)}` };
      results.push({ title, state, ...told });
      await page.screenshot({ path: picture });
    }
    return results;
  });
}
