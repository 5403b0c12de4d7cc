import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { nodeFileSystem } from '../../../server/src/files/nodeFileSystem.ts';
import { badPermissions } from '../../../server/src/resolve/badPermissions.ts';
import { sshPath, versionOfProgram } from '../../conformance/openSshPrograms.ts';
import { testEnvironment } from '../../helpers/editor.ts';
import { skippedFor } from '../../helpers/skipped.ts';

const version = versionOfProgram(sshPath);
const folder = fs.mkdtempSync(join(os.tmpdir(), 'permissions-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const skipped = skippedFor(version === undefined && 'OpenSSH is not installed');

describe.skipIf(skipped !== '')(`the permissions of a file, as the installed ssh sees them${skipped}`, () => {
  const main = join(folder, 'main');
  const included = join(folder, 'included');

  it.each([0o600, 0o644, 0o755, 0o602, 0o606, 0o622, 0o666, 0o777])('mode %o', async (mode) => {
    fs.writeFileSync(main, `Include ${included}\n`);
    fs.writeFileSync(included, 'Port 2\n');
    fs.chmodSync(included, mode);
    const { stderr } = spawnSync(sshPath, ['-F', main, '-G', 'web'], { encoding: 'utf8', timeout: 10_000 });
    const environment = { ...testEnvironment, uid: process.getuid?.() ?? 0 };
    const vendor = version?.vendor ?? 'upstream';
    const seen = badPermissions(await nodeFileSystem.stat(pathToFileURL(included).href), {
      environment,
      version: { vendor },
    });
    expect(seen !== undefined).toBe(stderr.includes('Bad owner or permissions on'));
  });

  it('which -F does not ask for', () => {
    fs.writeFileSync(main, 'Port 2\n');
    fs.chmodSync(main, 0o666);
    expect(spawnSync(sshPath, ['-F', main, '-G', 'web'], { encoding: 'utf8', timeout: 10_000 }).stdout).toContain(
      '\nport 2\n',
    );
  });
});
