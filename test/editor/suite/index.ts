import fs from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import * as vscode from 'vscode';

interface TestResult {
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly message?: string;
}

/**
 * What VS Code calls in its extension host. EDITOR_TEST_FILES names the suites to run, parted by commas;
 * EDITOR_TEST_RESULT the file that receives the results.
 */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, color: false, reporter: 'spec' });
  for (const name of (process.env['EDITOR_TEST_FILES'] ?? '').split(',')) {
    mocha.addFile(path.join(__dirname, `${name}.test.cjs`));
  }
  const results: TestResult[] = [];
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('pass', (test) => results.push({ title: test.fullTitle(), state: 'passed' }));
    runner.on('pending', (test) => results.push({ title: test.fullTitle(), state: 'skipped' }));
    runner.on('fail', (test, error) => {
      results.push({ title: test.fullTitle(), state: 'failed', message: String(error?.stack ?? error) });
    });
  });
  const file = process.env['EDITOR_TEST_RESULT'];
  if (file) fs.writeFileSync(file, JSON.stringify({ vscode: vscode.version, node: process.version, results }, null, 2));
  if (failures > 0) throw new Error(`${failures} of ${results.length} editor tests failed`);
}
