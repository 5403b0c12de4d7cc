// Runs a test module inside the extension host of the embedded VS Code.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'node:util';
import { temporaryFolder } from '../../../scripts/processes.mjs';
import { startTestServer } from '../../../scripts/vscodeHost/server.mjs';
import { openBrowser, workbenchAddress } from './workbench.mjs';

const shim = fileURLToPath(new URL('./shim.cjs', import.meta.url));

// The workbench's own log comes together with the extension host's console.
const chatter =
  /^(Resolv(ing|ed) connection token|Creating a socket|Ignoring fetching|Updating additional builtin|ChatSessionStore|Creation of workbench contribution|\[Service Worker\]|Started local extension host|\[(perf|AgentHost|AccountPolicyGate|reconnection-grace-time)\b)/;

/**
 * Runs the exported `run()` of the CommonJS module `tests`. Answers an empty string where it resolved, else what went
 * wrong: it rejected, could not be loaded, took longer than `seconds`, or the page or the extension host died.
 * @param {{
 *   tests: string, folder: string, extensions?: string[], dataDir?: string, home?: string, env?: object,
 *   settings?: object, trust?: boolean, seconds?: number, verbose?: boolean, print?: (line: string) => void
 * }} options `extensions` are folders of extensions under development, by default an empty one, since VS Code runs
 *   no tests without; `home` becomes HOME, by default an empty folder.
 */
export async function runTests(options) {
  const { tests, folder, env, settings, trust, seconds = 180, verbose = false } = options;
  const print = options.print ?? console.log;
  const scratch = temporaryFolder('host');
  const home = options.home ?? path.join(scratch, 'home');
  fs.mkdirSync(home, { recursive: true });
  const outcomeFile = path.join(scratch, 'outcome.json');
  let server;
  let browser;
  let timer;
  try {
    server = await startTestServer({
      dataDir: options.dataDir ?? path.join(scratch, 'data'),
      settings,
      trust,
      driven: true,
      log: verbose ? (text) => process.stderr.write(text) : undefined,
      env: { ...env, HOME: home, EDITOR_TEST_MODULE: path.resolve(tests), EDITOR_TEST_OUTCOME: outcomeFile },
    });
    browser = await openBrowser();
    const { page } = browser;
    const ending = new Promise((resolve) => {
      timer = setTimeout(() => resolve(`no result after ${seconds} s`), seconds * 1000);
      page.on('crash', () => resolve('the page crashed'));
      page.on('close', () => resolve('the page was closed'));
      void page.exposeFunction('codeAutomationExit', (code) => resolve(code === 0 ? '' : `VS Code reported ${code}`));
    });
    await page.exposeFunction('codeAutomationLog', (_level, args) => {
      const text = format(...args);
      if (verbose || !chatter.test(text)) print(text);
    });
    if (verbose) page.on('console', (message) => process.stderr.write(`[page] ${message.text()}\n`));
    const extensions = options.extensions ?? [emptyExtension(scratch)];
    await page.goto(workbenchAddress({ port: server.port, folder, extensions, tests: shim }));
    const problem = await ending;
    const outcome = readOutcome(outcomeFile);
    if (outcome?.error) return outcome.error;
    // VS Code reports success when the extension host dies in mid-suite: only the outcome file proves the end.
    return problem || (outcome?.ok ? '' : 'the extension host ended before the tests did');
  } finally {
    clearTimeout(timer);
    await browser?.close();
    await server?.close();
  }
}

function emptyExtension(scratch) {
  const folder = path.join(scratch, 'empty-extension');
  fs.mkdirSync(folder);
  const manifest = { name: 'editor-tests', publisher: 'ssh-timeouts', version: '0.0.1', engines: { vscode: '*' } };
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}

function readOutcome(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined;
}
