// What a person does with the panels; one row a step, in this order. Each gets the page, the folder and a camera.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { loopbackHost } from '../../scripts/loopbackServer.mjs';
import { sshWord } from '../../scripts/sample.mjs';
import { holdAgainstAxe } from './accessibility.mjs';
import { startForgetfulRelay } from './forgetfulRelay.mjs';
import { lens, openFile, runCommand, shown, wordIn } from './screens.mjs';

/** The frame of the panel that shows what `selector` names. */
async function panelWith(page, selector, seconds = 20) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    for (const frame of page.frames()) {
      // A frame may be replaced while it is looked at.
      if (
        await frame
          .locator(selector)
          .first()
          .isVisible()
          .catch(() => false)
      ) {
        return frame;
      }
    }
    if (Date.now() > end) throw new Error(`no panel with ${selector} within ${seconds} s`);
    await page.waitForTimeout(100);
  }
}

const timeline = (page) => panelWith(page, '#situation');
/** What is on the clipboard, once it is what the pattern describes; after a while whatever is there. */
async function clipboard(page, pattern) {
  const end = Date.now() + 5_000;
  for (;;) {
    const text = await page.evaluate(() => navigator.clipboard.readText());
    if (pattern.test(text) || Date.now() > end) return text;
    await page.waitForTimeout(50);
  }
}

async function assertCopied(page, pattern) {
  assert.match(await clipboard(page, pattern), pattern);
}

const configFile = (folder) => path.join(folder, '.ssh', 'config');
const dirtyTab = (page) => page.locator('.tab.dirty', { hasText: 'config' });

/** Moves the slider of a control by the keyboard, and waits until the page calls that a trial. */
async function slide(frame, id, key) {
  await frame.locator(`[id="control-${id}"]`).focus();
  await frame.locator(`[id="control-${id}"]`).press(key);
  await frame.locator('.pill').waitFor();
}

export const timelineSteps = {
  'the timeline of a host': async ({ page }) => {
    await lens(page, 'Timeline').waitFor({ timeout: 60_000 });
    await lens(page, 'Timeline').click();
    const frame = await panelWith(page, '.frame svg');
    assert.match(await frame.locator('h1').textContent(), /drops? (first|at the same time)|forgets .* first/);
    assert.equal(await frame.locator('.mark.first .badge').count(), 1);
  },
  'no accessibility fault in the timeline': async ({ page, folder, camera }) => {
    await holdAgainstAxe(await timeline(page), folder, (theme) => camera(`timeline ${theme}`));
  },
  'the marks by keyboard alone': async ({ page }) => {
    const frame = await timeline(page);
    await frame.locator('#situation').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    // Past the two instants from which the clocks count.
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const told = await frame.locator('.tip').textContent();
    assert.match(told, /asks whether the (server|client) is there/);
    assert.match(told, /line \d+ of /);
    await page.keyboard.press('Enter');
    const [, line, name] = /line (\d+) of (\S+?)\)/.exec(told);
    await page.locator('.tab.active', { hasText: name }).first().waitFor();
    await page.getByText(`Ln ${line}, Col`).first().waitFor();
  },
  'the same as a table': async ({ page }) => {
    const frame = await timeline(page);
    const marks = await frame.locator('[data-mark]').count();
    assert.equal(await frame.locator('.table tbody tr').count(), marks);
    assert.equal(await frame.locator('.table tbody tr.first').count(), 1);
  },
  'what a slider asks, the server answers': async ({ page }) => {
    const frame = await timeline(page);
    const before = await frame.locator('h1').textContent();
    // The least: no more than one probe before the client gives up.
    await slide(frame, 'clientCount', 'Home');
    await slide(frame, 'clientInterval', 'Home');
    await frame.locator('[id="control-clientInterval"]').press('ArrowRight');
    await frame.locator('h1', { hasText: 'The client drops first' }).waitFor();
    assert.notEqual(await frame.locator('h1').textContent(), before);
  },
  'a reload of the window keeps what was tried': async ({ page }) => {
    const shownText = async () => (await (await timeline(page)).locator('#page').textContent()).slice(0, 200);
    const before = await shownText();
    // In a browser the workbench writes down what is open every five seconds.
    await page.waitForTimeout(7_000);
    // Without the file that the address names: it would be opened in place of what was open.
    const address = new URL(page.url());
    address.searchParams.delete('payload');
    await page.goto(address.href);
    const frame = await panelWith(page, '.pill', 60);
    await frame.locator('h1', { hasText: 'The client drops first' }).waitFor({ timeout: 60_000 });
    assert.equal(await shownText(), before);
  },
  'a panel that was behind another is as it was': async ({ page }) => {
    const before = await (await timeline(page)).locator('h1').textContent();
    await page.locator('.tab', { hasText: 'Timeline' }).first().click();
    await openFile(page, 'fetch_report.py');
    await page.locator('.tab', { hasText: 'Timeline' }).first().click();
    const frame = await panelWith(page, '.pill');
    assert.equal(await frame.locator('h1').textContent(), before);
    await frame.locator('.frame svg.picture').waitFor();
  },
  'the picture as SVG and as Markdown on the clipboard': async ({ page }) => {
    const frame = await timeline(page);
    await frame.getByRole('button', { name: 'Copy as SVG' }).click();
    await frame.getByText('Copied').waitFor();
    await assertCopied(page, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[\s\S]*<\/svg>\n$/);
    await frame.getByRole('button', { name: 'Copy as Markdown' }).click();
    await assertCopied(page, /^### web: The client drops first[\s\S]*\n\| When \| Who \|/);
  },
  'what would be written is shown before': async ({ page, folder }) => {
    const before = fs.readFileSync(configFile(folder), 'utf8');
    const frame = await timeline(page);
    await frame.getByRole('button', { name: 'Apply to File…' }).click();
    await page.locator('.monaco-diff-editor').first().waitFor();
    assert.equal(fs.readFileSync(configFile(folder), 'utf8'), before);
    assert.equal(await dirtyTab(page).count(), 0);
  },
  'what is applied can be undone at once, and is not saved': async ({ page, folder }) => {
    const before = fs.readFileSync(configFile(folder), 'utf8');
    await page.locator('.notification-toast').getByRole('button', { name: 'Apply', exact: true }).click();
    await page.locator('.tab.dirty').first().waitFor();
    await page.locator('.monaco-diff-editor').first().waitFor({ state: 'detached' });
    await page.waitForTimeout(500);
    assert.equal(fs.readFileSync(configFile(folder), 'utf8'), before);
    await page.locator('.tab.dirty').first().click();
    await page.keyboard.press('Control+Z');
    // It is one edit over all files: where there are several, the editor asks whether all of it shall be undone.
    const all = page.locator('.monaco-dialog-box').getByRole('button', { name: /Undo in \d Files/ });
    await all.click({ timeout: 3_000 }).catch(() => {});
    await page.locator('.tab.dirty').first().waitFor({ state: 'detached' });
    assert.equal(fs.readFileSync(configFile(folder), 'utf8'), before);
  },
};

const consent = (page) => page.locator('.monaco-dialog-box').getByRole('button', { name: 'Run Test' }).click();

/** How many round trips the plot says that it shows. */
async function roundTrips(frame) {
  return Number.parseInt(await frame.locator('.plot').getAttribute('aria-label'), 10);
}

const natFile = '60-nat.conf';
const natHost = 'sample-nat';

/** The loopback server once more, behind a path that forgets. Answers the relay. */
async function writeNatHost(folder) {
  const dir = path.join(folder, '.ssh', 'conf.d');
  const text = fs.readFileSync(path.join(dir, '50-loopback.conf'), 'utf8');
  const relay = await startForgetfulRelay(Number(/Port (\d+)/.exec(text)[1]), 3_500);
  const behind = text
    .replace(/^#.*\n/, '')
    .replace(loopbackHost, natHost)
    .replace(/Port \d+/, `Port ${relay.port}`)
    .replace(/ServerAliveInterval \d+/, 'ServerAliveInterval 30');
  fs.writeFileSync(path.join(dir, natFile), behind, { mode: 0o600 });
  return relay;
}

/** These need a server to talk to. */
export const liveSteps = {
  'the result of a keepalive test': async ({ page, camera }) => {
    await runCommand(page, 'View: Close All Editors');
    await openFile(page, '50-loopback.conf');
    await lens(page, 'Test keepalive').click();
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Quick' }).first().click();
    await consent(page);
    const running = await panelWith(page, '.u-over');
    assert.equal(await running.locator('h1').textContent(), 'The test is running');
    assert.match(await running.locator('.sentence').textContent(), /^\d+ of \d+ probes answered/);
    // Point by point, while they come.
    const first = await roundTrips(running);
    await running.waitForFunction((few) => Number.parseInt(document.querySelector('.plot').ariaLabel, 10) > few, first);
    await camera('a test under way');
    await shown(page, /^Probes answered$/, 45);
    const frame = await panelWith(page, '.phases');
    assert.ok((await frame.locator('.u-over').count()) > 0, 'the round trips are drawn');
  },
  'no accessibility fault in the result': async ({ page, folder, camera }) => {
    await holdAgainstAxe(await panelWith(page, '.phases'), folder, (theme) => camera(`result ${theme}`));
  },
  'the result is there again after it was behind another': async ({ page }) => {
    const before = await (await panelWith(page, '.phases')).locator('h1').textContent();
    await page.locator('.tab', { hasText: 'Keepalive' }).first().click();
    await openFile(page, 'fetch_report.py');
    await page.locator('.tab', { hasText: 'Keepalive' }).first().click();
    const frame = await panelWith(page, '.phases');
    assert.equal(await frame.locator('h1').textContent(), before);
    assert.ok((await frame.locator('.u-over').count()) > 0, 'the round trips are drawn');
  },
  'the report on the clipboard': async ({ page }) => {
    const frame = await panelWith(page, '.phases');
    await frame.getByRole('button', { name: 'Copy Report' }).click();
    await assertCopied(page, new RegExp(loopbackHost));
  },
  'the same test once more, in the place of the first': async ({ page }) => {
    const frame = await panelWith(page, '.phases');
    await frame.getByRole('button', { name: 'Run Again' }).click();
    await consent(page);
    await panelWith(page, 'h1:text-is("The test is running")');
    assert.equal(await page.locator('.tab', { hasText: 'Keepalive' }).count(), 1);
    await (await panelWith(page, '.phases', 45)).locator('h1', { hasText: 'answered' }).waitFor();
  },
  'what was measured above the host, and how to forget it': async ({ page }) => {
    await openFile(page, '50-loopback.conf');
    await lens(page, /measured today: RTT \d/).waitFor();
    await runCommand(page, 'Clear Measurements');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: loopbackHost }).first().click();
    await lens(page, /measured today/).waitFor({ state: 'detached' });
  },
  'an idle test finds how long a path remembers': async ({ page, folder }) => {
    const relay = await writeNatHost(folder);
    try {
      await runCommand(page, 'View: Close All Editors');
      await openFile(page, natFile);
      await lens(page, 'Test keepalive').click();
      // Other modes speak of idle connections too.
      await page.locator('.quick-input-list .monaco-list-row').getByText('Idle', { exact: true }).first().click();
      await consent(page);
      const frame = await panelWith(page, '.phases', 90);
      const [, survived, lost] = /Idle for ([\d.]+) s .* idle for ([\d.]+) s/.exec(
        await frame.locator('h1').textContent(),
      );
      assert.ok(survived >= 3 && survived <= 3.5, `${survived} s were survived`);
      assert.ok(lost >= 3.5 && lost <= 4.1, `${lost} s were not`);
    } finally {
      await relay.close();
    }
  },
  'what was found is kept as the path of the host': async ({ page, folder }) => {
    const settings = () => JSON.parse(fs.readFileSync(path.join(folder, '.vscode', 'settings.json'), 'utf8'));
    const frame = await panelWith(page, '.phases');
    await frame.getByRole('button', { name: 'Keep 3 s as This Host’s Path' }).click();
    await page.locator('.notification-toast', { hasText: `keeps 3 for ${natHost}` }).waitFor();
    assert.equal(settings()['sshTimeouts.path'][natHost], 3);
    assert.deepEqual(Object.keys(settings()['sshTimeouts.path'])[0], natHost);
  },
  'advice after a test is applied to the host, and not saved': async ({ page, folder }) => {
    const file = path.join(folder, '.ssh', 'conf.d', natFile);
    const before = fs.readFileSync(file, 'utf8');
    const frame = await panelWith(page, '.phases');
    await frame.getByRole('button', { name: 'Apply to This Host…' }).first().click();
    await page.locator('.monaco-diff-editor').first().waitFor();
    await page.locator('.notification-toast').getByRole('button', { name: 'Apply', exact: true }).click();
    await page.locator('.tab.dirty', { hasText: natFile }).first().waitFor();
    await page.locator('.monaco-diff-editor').first().waitFor({ state: 'detached' });
    await wordIn(page, '1', 'ServerAliveInterval 1').waitFor();
    assert.equal(fs.readFileSync(file, 'utf8'), before);
    await page.locator('.tab.dirty', { hasText: natFile }).first().click();
    await page.keyboard.press('Control+Z');
    await page.locator('.tab.dirty').first().waitFor({ state: 'detached' });
  },
  'why the ssh of a terminal dropped': async ({ page, folder }) => {
    await runCommand(page, 'Terminal: Create New Terminal');
    await page.locator('.terminal-wrapper .xterm-screen').first().waitFor();
    // Until the shell has told the editor of its commands.
    await page.waitForTimeout(3_000);
    const file = sshWord(path.join(folder, '.ssh', 'config'));
    // Ends the server's side of the connection without a word.
    await page.keyboard.type(`ssh -F ${file} ${loopbackHost} 'sleep 2; kill -9 $PPID'\n`);
    await page.waitForTimeout(6_000);
    await openFile(page, '50-loopback.conf');
    await runCommand(page, 'Why Did It Drop?');
    const host = page.locator('.quick-input-list .monaco-list-row', { hasText: loopbackHost }).first();
    await host.waitFor();
    await host.click();
    const session = page.locator('.quick-input-list .monaco-list-row', { hasText: 'closed by remote host' }).first();
    await session.waitFor();
    await session.click();
    await shown(page, /^.*closed by remote host/, 20);
    await panelWith(page, 'h1, h2');
  },
};
