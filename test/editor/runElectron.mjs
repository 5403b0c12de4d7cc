// node test/editor/runElectron.mjs [--result FILE]: the suite by way of @vscode/test-electron, on the embedded VS Code,
// or with VSCODE_DESKTOP=1 on the desktop VS Code that test-electron downloads.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTests } from '@vscode/test-electron';
import { root, temporaryFolder } from '../../scripts/processes.mjs';
import { copySample } from '../../scripts/sample.mjs';
import { ensureVscode } from '../../scripts/vscodeHost/install.mjs';
import { bundleSuite } from './bundleSuite.mjs';

const desktop = Boolean(process.env.VSCODE_DESKTOP);
const scratch = temporaryFolder('electron');
const at = process.argv.indexOf('--result');
const resultFile = at < 0 ? path.join(scratch, 'result.json') : path.resolve(process.argv[at + 1]);
const home = path.join(scratch, 'home');
fs.mkdirSync(path.join(home, '.ssh'), { recursive: true, mode: 0o700 });
try {
  if (!desktop) await ensureVscode();
  await runTests({
    ...(desktop ? {} : { vscodeExecutablePath: fileURLToPath(new URL('./codeStandIn.mjs', import.meta.url)) }),
    extensionDevelopmentPath: root,
    extensionTestsPath: await bundleSuite(),
    launchArgs: [copySample(path.join(scratch, 'workspace')), '--disable-workspace-trust', '--disable-extensions'],
    extensionTestsEnv: {
      HOME: home,
      EDITOR_TEST_FILES: 'activation,features',
      EDITOR_TEST_RUN: desktop ? 'desktop' : 'electron',
      EDITOR_TEST_RESULT: resultFile,
    },
  });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
