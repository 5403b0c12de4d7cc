// node test/editor/run.mjs [RUN...] [--result FILE]: the extension in the embedded VS Code, as each of the runs below.
// The runs person and person-web leave pictures in .cache/screens and .cache/screens-web.
import fs from 'node:fs';
import path from 'node:path';
import { cacheDir, root, temporaryFolder } from '../../scripts/processes.mjs';
import { copySample } from '../../scripts/sample.mjs';
import { ensureVscode } from '../../scripts/vscodeHost/install.mjs';
import { installExtension } from '../../scripts/vscodeHost/server.mjs';
import { bundleSuite } from './bundleSuite.mjs';
import { testHarness } from './harness.mjs';
import { runTests } from './host/runTests.mjs';
import { drivePanels } from './panels.mjs';
import { driveAsPerson } from './screens.mjs';

const vsix = path.join(root, 'dist', 'ssh-timeouts.vsix');

const inBrowser = { 'remote.extensionKind': { 'ssh-timeouts.ssh-timeouts': ['web'] } };

/** One row a run: what is loaded how, and which suites apply. */
const runs = {
  harness: { own: testHarness },
  development: { files: ['activation', 'features', 'editing'], extensions: [root] },
  // What ships is what is tested.
  packaged: { files: ['activation', 'features', 'editing', 'resilience'], packaged: true },
  // Packaged too, as the suite would follow a development extension into the web extension host, where it has no files.
  web: {
    files: ['activation', 'features', 'editing'],
    packaged: true,
    settings: inBrowser,
  },
  restricted: { files: ['activation', 'restricted'], extensions: [root], trust: true },
  person: { own: () => driveAsPerson({ pictures: path.join(cacheDir, 'screens'), vsix }) },
  'person-web': {
    own: () =>
      driveAsPerson({ pictures: path.join(cacheDir, 'screens-web'), vsix, settings: inBrowser, canStartSsh: false }),
  },
  panels: { own: () => drivePanels({ pictures: path.join(cacheDir, 'screens-panels'), vsix }) },
};

async function runOne(name, tests) {
  const { own, files, extensions, packaged, settings, trust } = runs[name];
  if (own) return prefixed(name, await own());
  const scratch = temporaryFolder('editor');
  const resultFile = path.join(scratch, 'result.json');
  const dataDir = path.join(scratch, 'data');
  if (packaged) await installExtension({ dataDir, vsix });
  const problem = await runTests({
    tests,
    folder: copySample(path.join(scratch, 'workspace')),
    home: emptyHome(scratch),
    extensions,
    dataDir,
    settings,
    trust,
    env: { EDITOR_TEST_FILES: files.join(','), EDITOR_TEST_RESULT: resultFile, EDITOR_TEST_RUN: name },
    verbose: Boolean(process.env.EDITOR_TEST_VERBOSE),
  });
  const results = fs.existsSync(resultFile) ? JSON.parse(fs.readFileSync(resultFile, 'utf8')).results : [];
  const explained = results.some(({ state }) => state === 'failed');
  if (problem && !explained) results.push({ title: 'the run itself', state: 'failed', message: problem });
  return prefixed(name, results);
}

const prefixed = (name, results) => results.map((result) => ({ ...result, title: `${name}: ${result.title}` }));

/** A home without a trace of the person who runs the tests. */
function emptyHome(scratch) {
  const home = path.join(scratch, 'home');
  fs.mkdirSync(path.join(home, '.ssh'), { recursive: true, mode: 0o700 });
  return home;
}

const args = process.argv.slice(2);
const at = args.indexOf('--result');
const [, resultFile] = at < 0 ? [] : args.splice(at, 2);
const unknown = args.filter((name) => !runs[name]);
if (unknown.length > 0) {
  console.error(`no such run: ${unknown.join(' ')}; there are ${Object.keys(runs).join(' ')}`);
  process.exit(2);
}
await ensureVscode();
const tests = await bundleSuite();
const results = [];
for (const name of args.length > 0 ? args : Object.keys(runs)) {
  console.log(`\n== ${name}`);
  const ended = await runOne(name, tests);
  console.log(`${ended.filter(({ state }) => state === 'passed').length} of ${ended.length} passed`);
  results.push(...ended);
}
if (resultFile) fs.writeFileSync(resultFile, JSON.stringify({ results }, null, 2));
const failed = results.filter(({ state }) => state === 'failed');
for (const { title, message } of failed) console.error(`\nFAILED ${title}\n${message}`);
process.exitCode = failed.length > 0 ? 1 : 0;
