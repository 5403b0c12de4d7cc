import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSshCommand } from '../../server/src/values/sshCommand.ts';
import { skippedFor } from '../helpers/skipped.ts';
import { sshPath } from './openSshPrograms.ts';

const missing = !existsSync(sshPath);

describe.skipIf(missing)(`an ssh as ProxyCommand${skippedFor(missing && 'OpenSSH is not installed')}`, () => {
  it.each([
    '-p 1 -p 2 jump',
    '-p 1 -o Port=2 jump',
    '-oPort=2 -p1 jump',
    'jump -p 2 -o Port=3',
    '-l a -l b jump',
    '-l a b@jump',
    'b@jump -l a',
    '-o User=c -l a b@jump',
    '-o ServerAliveInterval=5 -o ServerAliveInterval=9 b@c@jump',
  ])('has the settings that ssh takes from %s', (words) => {
    const command = readSshCommand(`ssh ${words} -W %h:%p`);
    const ours = command ? [...command.options.flatMap((option) => ['-o', option]), command.host] : [];
    expect(settingsOf(ours)).toEqual(settingsOf(words.split(' ')));
  });
});

/** What the installed ssh makes of these arguments. */
function settingsOf(words: readonly string[]): readonly string[] {
  const { stdout } = spawnSync(sshPath, ['-F', '/dev/null', '-G', ...words], { encoding: 'utf8', timeout: 10_000 });
  return stdout.split('\n').filter((line) => /^(?:user|hostname|port|serveraliveinterval) /.test(line));
}
