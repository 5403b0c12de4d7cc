// The suites of `npm test`, in the order in which they run. Each answers its results:
// `{ title, state: 'passed' | 'failed' | 'skipped', message? }`.
import fs from 'node:fs';
import path from 'node:path';
import { root, run, temporaryFolder } from './processes.mjs';

const module = (...parts) => path.join(root, 'node_modules', ...parts);
const biome = [process.execPath, module('@biomejs', 'biome', 'bin', 'biome')];
const tsc = [process.execPath, module('typescript', 'bin', 'tsc')];
const knip = [process.execPath, module('knip', 'bin', 'knip.js')];
const vitest = [process.execPath, module('vitest', 'vitest.mjs')];

/** Folders of test/ with a suite of their own; `unit` is all the rest. */
const folders = {
  protocol: 'test/protocol/',
  bundles: 'test/bundles/',
  editors: 'test/editors/',
  oracle: 'test/conformance/',
  live: 'test/live/',
};
const notUnit = [...Object.values(folders), 'test/editor/', 'test/bench/', 'test/soak/'].map((name) => `${name}**`);

/**
 * `needs` names programs without which the suite cannot run as a whole; single tests look for themselves. `built` marks
 * suites that read dist/, for which `build` runs first.
 */
export const suites = [
  {
    name: 'lint',
    run: () => commands({ 'style and restricted imports': [...biome, 'check'], 'no unused code': knip }),
  },
  {
    name: 'types',
    run: () =>
      commands({
        'the project type checks': [...tsc, '--noEmit'],
        'the pages of the webviews type check': [...tsc, '--noEmit', '-p', 'client/webview'],
      }),
  },
  { name: 'build', run: () => commands({ 'the project builds and packs': [process.execPath, 'scripts/package.mjs'] }) },
  { name: 'unit', run: () => runVitest(notUnit.flatMap((glob) => ['--exclude', glob])) },
  { name: 'protocol', built: true, run: () => runVitest([folders.protocol]) },
  { name: 'bundles', built: true, run: () => runVitest([folders.bundles]) },
  { name: 'editors', built: true, run: () => runVitest([folders.editors]) },
  { name: 'oracle', run: () => runVitest([folders.oracle]) },
  { name: 'live', built: true, run: () => runVitest([folders.live], 360) },
  { name: 'editor', built: true, run: runEditor, needs: ['chromium'] },
];

/** One test a command. */
async function commands(table) {
  const runs = Object.entries(table).map(async ([title, command]) => ({
    title,
    ...(await run(command, { seconds: 240 })),
  }));
  const ended = await Promise.all(runs);
  return ended.map(({ title, code, output }) =>
    code === 0 ? { title, state: 'passed' } : { title, state: 'failed', message: output.trim() },
  );
}

async function runVitest(args, seconds = 300) {
  const file = path.join(temporaryFolder('results'), 'results.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const env = { ...process.env, NO_COLOR: '1' };
  const { code, output } = await run([...vitest, 'run', ...reporters, ...args], { seconds, env });
  const results = (readJson(file)?.testResults ?? []).flatMap((testFile) => vitestResults(testFile, output));
  return withLooseEnd(results, code, output);
}

function vitestResults({ name, status, message, assertionResults }, output) {
  const tests = assertionResults.map((test) => ({
    title: test.fullName,
    state: test.status === 'passed' || test.status === 'failed' ? test.status : 'skipped',
    message: test.failureMessages?.join('\n'),
  }));
  if (status !== 'failed' || tests.some(({ state }) => state === 'failed')) return tests;
  // The file could not be loaded, or failed outside of a test.
  const file = path.relative(root, name);
  return [...tests, { title: file, state: 'failed', message: message || excerpt(output, `FAIL  ${file}`) }];
}

function excerpt(output, start) {
  const at = output.indexOf(start);
  return output.slice(Math.max(at, 0)).slice(0, 2000);
}

async function runEditor() {
  const file = path.join(temporaryFolder('results'), 'results.json');
  const command = [process.execPath, 'test/editor/run.mjs', '--result', file];
  const { code, output } = await run(command, { seconds: 420 });
  return withLooseEnd(readJson(file)?.results ?? [], code, output);
}

/** A run that failed without a failed test, or that held no test, counts as a failure itself. */
function withLooseEnd(results, code, output) {
  const end = output.trim().slice(-3000);
  if (code !== 0 && !results.some(({ state }) => state === 'failed')) {
    return [...results, { title: 'the run itself', state: 'failed', message: end }];
  }
  return results.length > 0 ? results : [{ title: 'holds tests', state: 'failed', message: end }];
}

function readJson(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined;
}
