import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runExplain } from '../../../server/src/cli/explain.ts';
import { UsageError } from '../../../server/src/cli/io.ts';
import { runResolve } from '../../../server/src/cli/resolve.ts';
import { runCommand, scratchDirectory, stubVersion } from '../../helpers/cli.ts';
import { skippedFor } from '../../helpers/skipped.ts';
import { sshProgram } from '../../helpers/sshd.ts';

stubVersion();
const { dir, write } = scratchDirectory();
const config = write('config', 'Host web', '  HostName web.example.org', '  User from-file', '  Port 2200');
const resolve = (...args: string[]) => runCommand(runResolve, ['client', '-F', config, ...args], { cwd: dir });

/** The lines that a destination and its flags decide. */
const decided = (dump: string): readonly string[] => dump.match(/^(host|user|hostname|port) .*$/gm) ?? [];

const noSsh = !fs.existsSync(sshProgram) && 'no ssh is installed';

describe('resolve client, as the installed ssh -G', () => {
  it
    .skipIf(noSsh)
    .each([
      [['web']],
      [['me@web']],
      [['me@corp@web']],
      [['ssh://web']],
      [['ssh://me@web:2222']],
      [['ssh://u%40v@web']],
      [['me@web', '-l', 'you']],
      [['-l', 'you', 'me@web']],
      [['me@web', '-o', 'User=x']],
      [['ssh://web:25', '-p', '24']],
      [['-o', 'User=x', 'me@web']],
      [['-o', 'User=x', '-l', 'y', 'web']],
      [['-l', 'y', '-o', 'User=x', 'web']],
      [['-l', 'a', '-l', 'b', 'web']],
      [['-o', 'port 23', '-p', '24', 'web']],
      [['-p', '24', '-o', 'Port=23', 'web']],
      [['-p', '24', 'ssh://web:25']],
    ])(`%j decides host, user and port alike${skippedFor(noSsh)}`, async (args) => {
    const { stdout } = spawnSync(sshProgram, ['-G', '-F', config, ...args], { encoding: 'utf8' });
    const theirs = decided(stdout);
    expect(theirs).toHaveLength(4);
    expect(decided((await resolve(...args)).out)).toEqual(theirs);
  });
});

describe('a destination', () => {
  it.each(['', '@web', 'me@', 'ssh://', 'ssh:///web', 'ssh://web/x', 'ssh://web:99999'])(
    '%j, for which ssh prints its usage or has no host, is wrong usage',
    async (destination) => {
      await expect(resolve(destination)).rejects.toBeInstanceOf(UsageError);
      const explain = runCommand(runExplain, ['-F', config, destination], { cwd: dir });
      await expect(explain).rejects.toBeInstanceOf(UsageError);
    },
  );

  it('that ssh refuses is told without a place', async () => {
    const { code, err } = await resolve('we b', '--openssh', '9.9');
    expect(code).toBe(1);
    expect(err.split('\n')[1]).toBe('"we b" is not a host name that ssh accepts.');
  });

  it('that is an address is explained as its host', async () => {
    const args = ['-F', config, 'ssh://me@web:22', '--client-version', '9.9', '--server-version', '9.9'];
    expect((await runCommand(runExplain, args, { cwd: dir })).out).toMatch(/^web$/m);
  });
});
