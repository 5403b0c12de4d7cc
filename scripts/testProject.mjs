import { ensureDependencies } from './ensureDependencies.mjs';
import { ensurePrograms, programs } from './ensurePrograms.mjs';
import { ask } from './processes.mjs';
import { suites } from './testSuites.mjs';
import { ensureBrowser, ensureVscode } from './vscodeHost/install.mjs';

/** Prints progress, failures, a table, and as the very last line `N passed, N failed, N skipped`. */
export async function test(names) {
  const unknown = names.filter((name) => !suites.some((suite) => suite.name === name));
  if (unknown.length > 0) {
    console.error(`no such suite: ${unknown.join(' ')}; there are ${suites.map(({ name }) => name).join(' ')}`);
    process.exit(2);
  }
  const named = suites.filter(({ name }) => names.length === 0 || names.includes(name));
  const chosen = suites.filter(
    (suite) => named.includes(suite) || (suite.name === 'build' && named.some(({ built }) => built)),
  );
  const missing = await prepare(chosen);
  const rows = [];
  for (const suite of chosen) {
    const broken = suite.built && rows.some(({ name, results }) => name === 'build' && count(results, 'failed') > 0);
    const reasons = missing.filter(({ name }) => suite.needs?.includes(name)).map(({ message }) => message);
    const [reason] = broken ? ['The project does not build.'] : reasons;
    rows.push(reason ? skipSuite(suite, reason) : await runSuite(suite));
  }
  printTable(rows);
  printSkipped(rows);
  for (const { message } of missing) console.log(message);
  const sum = (state) => rows.reduce((total, { results }) => total + count(results, state), 0);
  process.exitCode = sum('failed') > 0 ? 1 : 0;
  console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
}

/** Installs what the chosen suites need; answers what could not be had. */
async function prepare(chosen) {
  try {
    await ensureDependencies();
  } catch (error) {
    console.error(error.message);
    console.log('0 passed, 1 failed, 0 skipped');
    process.exit(1);
  }
  const editor = chosen.some(({ name }) => name === 'editor');
  const truth = chosen.some(({ name }) => ['unit', 'protocol', 'oracle', 'live', 'editor'].includes(name));
  const names = [
    ...(truth ? ['ssh', 'sshd', 'paramiko'] : []),
    ...(chosen.some(({ name }) => name === 'live') ? ['dropbear'] : []),
    ...(chosen.some(({ name }) => name === 'editors') ? ['neovim', 'emacs'] : []),
    ...(editor ? ['chromium'] : []),
  ];
  const { found, missing } = await ensurePrograms(names);
  if (found.ssh) process.env.SSH_TIMEOUTS_TEST_SSH = found.ssh;
  if (found.sshd) process.env.SSH_TIMEOUTS_TEST_SSHD = found.sshd;
  if (found.paramiko) process.env.SSH_TIMEOUTS_TEST_PYTHON = found.paramiko;
  if (found.dropbear) process.env.SSH_TIMEOUTS_TEST_DROPBEAR = found.dropbear;
  if (found.neovim) process.env.SSH_TIMEOUTS_TEST_NVIM = found.neovim;
  if (found.emacs) process.env.SSH_TIMEOUTS_TEST_EMACS = found.emacs;
  console.log(`Node ${process.versions.node}; ${found.ssh ? ask([found.ssh, '-V']) : 'no ssh'}`);
  return editor ? [...missing.filter(({ name }) => name !== 'chromium'), ...(await prepareEditor())] : missing;
}

async function prepareEditor() {
  try {
    await ensureVscode();
    await ensureBrowser();
    return [];
  } catch (error) {
    const message = `The embedded VS Code cannot run: ${error.message}. Left out for it: ${programs.chromium.without.tests}.`;
    return [{ name: 'chromium', message }];
  }
}

function skipSuite(suite, reason) {
  console.log(`${suite.name.padEnd(10)} skipped: ${reason}`);
  return { ...suite, seconds: 0, results: [{ title: `the whole suite: ${reason}`, state: 'skipped' }] };
}

async function runSuite(suite) {
  const start = performance.now();
  const results = await suite.run();
  const seconds = (performance.now() - start) / 1000;
  console.log(`${suite.name.padEnd(10)} ${words(results)} (${seconds.toFixed(1)} s)`);
  for (const { title, message } of results.filter(({ state }) => state === 'failed')) {
    console.log(`\nFAILED ${suite.name}: ${title}\n${indent(message ?? '')}\n`);
  }
  return { ...suite, seconds, results };
}

const count = (results, state) => results.filter((result) => result.state === state).length;
const words = (results) =>
  ['passed', 'failed', 'skipped'].map((state) => `${count(results, state)} ${state}`).join(', ');
const indent = (text) => text.replace(/^/gm, '    ').slice(0, 6000);

function printTable(rows) {
  console.log(`\n${'suite'.padEnd(10)}   passed   failed  skipped  seconds`);
  for (const { name, results, seconds } of rows) {
    const cells = ['passed', 'failed', 'skipped'].map((state) => String(count(results, state)).padStart(9));
    console.log(`${name.padEnd(10)}${cells.join('')}${seconds.toFixed(1).padStart(9)}`);
  }
}

/** At most this many titles a suite: a missing program skips dozens at once. */
const skippedTitles = 8;

function printSkipped(rows) {
  const lines = rows.flatMap(({ name, results }) => {
    const titles = results.filter(({ state }) => state === 'skipped').map(({ title }) => `  ${name}: ${title}`);
    const more = titles.length - skippedTitles;
    return more > 0 ? [...titles.slice(0, skippedTitles), `  ${name}: and ${more} more`] : titles;
  });
  if (lines.length > 0) console.log(`\nSkipped:\n${lines.join('\n')}\n`);
}
