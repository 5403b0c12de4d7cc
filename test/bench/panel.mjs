// How long the timeline panel takes to open, and to follow a slider, in the embedded VS Code in a real browser, beside a
// panel of nothing, which is what the editor itself takes. Run by npm run bench -- panel, on the bundles of that build.
import fs from 'node:fs';
import path from 'node:path';
import { root, temporaryFolder } from '../../scripts/processes.mjs';
import { copySample } from '../../scripts/sample.mjs';
import { ensureVscode } from '../../scripts/vscodeHost/install.mjs';
import { startTestServer } from '../../scripts/vscodeHost/server.mjs';
import { openBrowser, workbenchAddress } from '../editor/host/workbench.mjs';

const windows = 3;
const steps = 30;

/** An extension whose lens opens a panel with an empty picture. */
function writeEmptyPanel(dir) {
  fs.mkdirSync(dir, { recursive: true });
  const manifest = {
    name: 'empty-panel',
    publisher: 'bench',
    version: '0.0.0',
    engines: { vscode: '^1.91.0' },
    main: './main.js',
    activationEvents: ['onStartupFinished'],
  };
  fs.writeFileSync(path.join(dir, 'package.json'), JSON.stringify(manifest));
  fs.writeFileSync(
    path.join(dir, 'main.js'),
    `const { commands, languages, window, CodeLens, Range, ViewColumn } = require('vscode');
exports.activate = () => {
  commands.registerCommand('bench.emptyPanel', () => {
    const panel = window.createWebviewPanel('empty', 'Empty', ViewColumn.Beside, { enableScripts: true });
    panel.webview.html = '<!DOCTYPE html><html><body><div class="frame"><svg></svg></div></body></html>';
  });
  const lens = new CodeLens(new Range(0, 0, 0, 0), { title: 'Empty panel', command: 'bench.emptyPanel' });
  languages.registerCodeLensProvider({ pattern: '**/*' }, { provideCodeLenses: () => [lens] });
};
`,
  );
  return dir;
}

/** In every frame: when the mouse went down in the workbench, when our document came and when its picture stood there. */
function watch() {
  if (window === window.top) {
    addEventListener('pointerdown', () => Object.assign(window, { pressedAt: Date.now() }), true);
    return;
  }
  // The editor opens the document anew and writes our page into it.
  const { open } = Document.prototype;
  Document.prototype.open = function (...args) {
    window.pageAt = Date.now();
    return open.apply(this, args);
  };
  const look = () => {
    if (!document.querySelector('.frame svg')) return void setTimeout(look, 2);
    requestAnimationFrame(() => setTimeout(() => Object.assign(window, { paintedAt: Date.now() })));
  };
  look();
}

/** Milliseconds from a key on a slider to the new picture, each. */
async function followSlider(count) {
  const slider = document.querySelector('input[type="range"]');
  const frame = document.querySelector('.frame');
  const times = [];
  for (let i = 0; i < count; i++) {
    const drawn = new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(resolve));
      });
      observer.observe(frame, { childList: true });
    });
    const start = performance.now();
    slider.value = String(3 + (i % 8));
    slider.dispatchEvent(new Event('input'));
    await drawn;
    times.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  return times;
}

async function frameWithPicture(page) {
  for (;;) {
    for (const frame of page.frames()) {
      if (await frame.evaluate(() => window.paintedAt !== undefined).catch(() => false)) return frame;
    }
    await page.waitForTimeout(20);
  }
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const row = (name, values) =>
  console.log(
    `  ${name.padEnd(58)} ${`${Math.round(median(values))} ms`.padStart(8)}   least ${Math.round(Math.min(...values))} ms`,
  );

await ensureVscode();
const scratch = temporaryFolder('bench-panel');
const folder = copySample(path.join(scratch, 'workspace'));
const server = await startTestServer({ dataDir: path.join(scratch, 'data'), driven: true });
const addressWith = (extension) =>
  workbenchAddress({
    port: server.port,
    folder,
    file: path.join(folder, '.ssh', 'config'),
    extensions: [extension],
  });
const emptyPanel = writeEmptyPanel(path.join(scratch, 'empty-panel'));
const opened = [];
const empty = [];
let slider = [];

/** In a browser of its own: where one has shown webviews before, its service worker holds the editor up for a second. */
async function measureWindow(extension, words, into, last = false) {
  const browser = await openBrowser({ viewport: { width: 1400, height: 1000 } });
  try {
    const { page } = browser;
    await page.context().addInitScript(watch);
    await page.goto(addressWith(extension));
    const lens = page.locator('.codelens-decoration a', { hasText: words }).first();
    await lens.waitFor({ timeout: 60_000 });
    await page.waitForTimeout(3_000);
    await lens.click();
    const frame = await frameWithPicture(page);
    const pressedAt = await page.evaluate(() => window.pressedAt);
    const { pageAt, paintedAt } = await frame.evaluate(() => ({ pageAt: window.pageAt, paintedAt: window.paintedAt }));
    into.push({ whole: paintedAt - pressedAt, editor: pageAt - pressedAt, own: paintedAt - pageAt });
    if (last) slider = await frame.evaluate(followSlider, steps);
  } finally {
    await browser.close();
  }
}

try {
  for (let i = 1; i <= windows; i++) {
    await measureWindow(emptyPanel, 'Empty panel', empty);
    await measureWindow(root, 'Timeline', opened, i === windows);
  }
  row(
    'an empty panel: from the click to what it shows',
    empty.map(({ whole }) => whole),
  );
  row(
    '  of it the editor, until it loads the page',
    empty.map(({ editor }) => editor),
  );
  row(
    'timeline panel: from the click to the picture',
    opened.map(({ whole }) => whole),
  );
  row(
    '  of it the editor, until it loads our page',
    opened.map(({ editor }) => editor),
  );
  row(
    '  of it our page, until its picture is painted',
    opened.map(({ own }) => own),
  );
  row('a slider: from the key to the new picture', slider);
} finally {
  await server.close();
}
