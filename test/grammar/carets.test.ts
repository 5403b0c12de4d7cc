import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

it('The grammars give each word the scope that the carets under it name', async () => {
  const run = promisify(execFile)('npm', ['run', '--silent', 'test:grammar'], {
    cwd: path.join(import.meta.dirname, '../..'),
    shell: process.platform === 'win32',
  });
  const outcome = await run.then(
    ({ stdout }) => stdout,
    ({ stdout, stderr }) => `failed\n${stdout}${stderr}`,
  );
  expect(outcome).not.toContain('failed');
  expect(outcome.match(/run successfuly/g)).toHaveLength(3);
});
