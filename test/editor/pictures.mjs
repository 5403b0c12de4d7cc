// node test/editor/pictures.mjs, after npm run package: the pictures of the README and the walkthrough, taken in the
// embedded VS Code from the packaged extension on the sample. Needs ImageMagick, which makes them small and one move.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loopbackHost, startLoopbackServer } from '../../scripts/loopbackServer.mjs';
import { cacheDir, findProgram, root, runOrFail, temporaryFolder } from '../../scripts/processes.mjs';
import { copySample } from '../../scripts/sample.mjs';
import { ensureVscode } from '../../scripts/vscodeHost/install.mjs';
import { installExtension, startTestServer } from '../../scripts/vscodeHost/server.mjs';
import { openBrowser, workbenchAddress } from './host/workbench.mjs';
import { lens, openFile, runCommand, shown, wordIn } from './screens.mjs';

/** Only what the walkthrough shows is packed into the extension. */
const targets = { readme: path.join(root, 'docs', 'images'), walkthrough: path.join(root, 'media', 'walkthrough') };
const size = { width: 960, height: 600 };

/** Nothing but what the picture is about. */
const settings = {
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.activityBar.location': 'hidden',
  'workbench.statusBar.visible': false,
  'workbench.layoutControl.enabled': false,
  'breadcrumbs.enabled': false,
  'editor.minimap.enabled': false,
  'editor.lineHeight': 20,
  'editor.scrollbar.horizontal': 'hidden',
  'editor.renderLineHighlight': 'none',
  'editor.occurrencesHighlight': 'off',
  'editor.cursorBlinking': 'solid',
  'editor.hover.delay': 50,
};

/** The sample as somebody's home: its Includes are relative to ~/.ssh, as in life. */
function layOutHome(home) {
  fs.cpSync(path.join(root, 'sample'), home, { recursive: true });
  for (const entry of fs.readdirSync(home, { recursive: true, withFileTypes: true })) {
    fs.chmodSync(path.join(entry.parentPath ?? entry.path, entry.name), entry.isDirectory() ? 0o700 : 0o600);
  }
}

const away = (page) => page.mouse.move(size.width - 5, size.height - 5);

/** One row a picture, in the order in which they are taken: what is done before it. */
const pictures = {
  lens: async (page) => {
    await page.locator('.monaco-editor[role="code"]').first().waitFor();
    await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
    await lens(page, 'Effective config').waitFor({ timeout: 60_000 });
    await away(page);
    await page.waitForTimeout(1500);
  },
  hover: async (page) => {
    await wordIn(page, 'ServerAliveInterval').hover();
    await page.locator('.monaco-hover:not(.hidden)', { hasText: '10-work.conf' }).first().waitFor();
    await page.waitForTimeout(500);
  },
  effective: async (page) => {
    await page.keyboard.press('Escape');
    await away(page);
    await lens(page, 'Effective config').click();
    await page
      .locator('.view-line', { hasText: /serveraliveinterval/i })
      .first()
      .waitFor();
    // The view takes the focus when it is there, and would close the list of commands.
    await page.waitForTimeout(1500);
    await runCommand(page, 'View: Maximize Editor Group');
    await away(page);
    await page.waitForTimeout(800);
  },
  timeline: async (page) => {
    await runCommand(page, 'View: Close All Editors');
    await openFile(page, '.ssh/config');
    await lens(page, 'Timeline').waitFor({ timeout: 30_000 });
    await lens(page, 'Timeline').click();
    await shown(page, /What happens/, 30);
    await runCommand(page, 'View: Maximize Editor Group');
    await away(page);
    await page.waitForTimeout(1500);
  },
  // In a window of its own, see `takePictures`.
  keepalive: async (page) => {
    await page.locator('.monaco-editor[role="code"]').first().waitFor();
    await lens(page, 'Test keepalive').waitFor({ timeout: 30_000 });
    await lens(page, 'Test keepalive').click();
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Quick' }).first().click();
    await page.locator('.monaco-dialog-box', { hasText: loopbackHost }).waitFor();
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Run Test' }).click();
    await shown(page, /^Probes answered$/, 60);
    // Keys would end in the report, had it the focus: its neighbour goes instead.
    await runCommand(page, 'View: Close Editor');
    await away(page);
    await page.waitForTimeout(1000);
  },
};

/** The pictures that follow each other in the one that moves, and for how many hundredths of a second. */
const tour = [
  ['lens', 250],
  ['hover', 450],
  ['effective', 350],
  ['timeline', 450],
  ['keepalive', 400],
];

/** Still pictures: where each goes, and which part of the screen it shows, in pixels of the picture. */
const stills = [
  { from: 'hover', to: ['readme', 'hover'], crop: '1740x1070+0+0', colours: 128 },
  { from: 'timeline', to: ['readme', 'timeline'], crop: '1920x1200+0+0', colours: 128 },
  { from: 'keepalive', to: ['readme', 'keepalive'], crop: '1440x1200+480+0', colours: 128 },
  { from: 'hover', to: ['walkthrough', 'open'], crop: '1740x1070+0+0', colours: 16 },
  { from: 'timeline', to: ['walkthrough', 'read'], crop: '1920x1070+0+0', colours: 16 },
  { from: 'keepalive', to: ['walkthrough', 'test'], crop: '1440x1100+480+0', colours: 16 },
  { from: 'lens', to: ['walkthrough', 'pair'], crop: '1920x430+0+0', colours: 16 },
];

async function takePictures(folder) {
  const scratch = temporaryFolder('pictures');
  // A short path, since one picture shows it.
  const home = path.join(os.tmpdir(), 'home');
  fs.mkdirSync(home);
  process.once('exit', () => fs.rmSync(home, { recursive: true, force: true }));
  layOutHome(home);
  const dataDir = path.join(scratch, 'data');
  await ensureVscode();
  await installExtension({ dataDir, vsix: path.join(root, 'dist', 'ssh-timeouts.vsix') });
  const sshd = findProgram('sshd', ['/usr/sbin']);
  if (!sshd) throw new Error('OpenSSH’s server is needed for the picture of the keepalive test');
  // The real ssh takes ~ from the user database, whatever HOME says: its configuration lies outside of the home.
  const elsewhere = copySample(path.join(scratch, 'workspace'));
  const loopback = await startLoopbackServer({ sshd, folder: elsewhere, keyDir: path.join(scratch, 'keys') });
  const server = await startTestServer({ dataDir, settings, env: { HOME: home } });
  const browser = await openBrowser({ viewport: size, deviceScaleFactor: 2 });
  try {
    const { page } = browser;
    const show = (folder, ...file) =>
      page.goto(workbenchAddress({ port: server.port, folder, file: path.join(folder, '.ssh', ...file) }));
    await show(home, 'config');
    for (const [name, prepare] of Object.entries(pictures)) {
      console.log(name);
      if (name === 'keepalive') await show(elsewhere, 'conf.d', '50-loopback.conf');
      try {
        await prepare(page);
      } finally {
        await page.screenshot({ path: path.join(folder, `${name}.png`) });
      }
    }
  } finally {
    await browser.close();
    await server.close();
    await loopback.close();
  }
}

const convert = findProgram('magick') ?? findProgram('convert');
if (!convert) throw new Error('ImageMagick is needed (apt-get install imagemagick)');
const raw = path.join(cacheDir, 'pictures');
fs.mkdirSync(raw, { recursive: true });
await takePictures(raw);
for (const { from, to, crop, colours } of stills) {
  const [use, name] = to;
  fs.mkdirSync(targets[use], { recursive: true });
  const shrink = ['-crop', crop, '+repage', '-strip', '+dither', '-colors', String(colours)];
  await runOrFail([
    convert,
    path.join(raw, `${from}.png`),
    ...shrink,
    `png8:${path.join(targets[use], `${name}.png`)}`,
  ]);
}
const frames = tour.flatMap(([name, time]) => ['-delay', String(time), path.join(raw, `${name}.png`)]);
const layers = ['-resize', `${size.width}x`, '+dither', '-colors', '96', '-layers', 'optimize', '-loop', '0'];
await runOrFail([convert, ...frames, ...layers, path.join(targets.readme, 'tour.gif')]);
for (const folder of Object.values(targets)) {
  for (const name of fs.readdirSync(folder).sort()) {
    console.log(
      `${path.join(path.relative(root, folder), name)}: ${Math.ceil(fs.statSync(path.join(folder, name)).size / 1024)} KB`,
    );
  }
}
