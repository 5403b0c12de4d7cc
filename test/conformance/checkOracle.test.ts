import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { runCheck } from '../../server/src/cli/check.ts';
import { formatVersion } from '../../server/src/values/openSshVersion.ts';
import { runCommand, stubVersion } from '../helpers/cli.ts';
import { generatedConfig } from './generateClientConfig.ts';
import { generatedServer } from './generateServerConfig.ts';
import { sshdPath, sshPath } from './openSshPrograms.ts';
import { openSshdOracle, placedFiles } from './sshdOracle.ts';
import { askSsh, openSshOracle, writeConfig } from './sshOracle.ts';

stubVersion();
const ssh = openSshOracle(sshPath);
const sshd = openSshdOracle(sshdPath);
const count = Number(process.env['COUNT'] ?? 100);
const seed = Number(process.env['SEED'] ?? 20240701);
const timeout = 60_000 + count * 300;

afterAll(() => {
  if (typeof ssh !== 'string') ssh.close();
  if (typeof sshd !== 'string') sshd.close();
});

interface Finding {
  readonly rule: string;
  readonly severity: string;
  readonly file: string;
  readonly line: number;
}

/** Exit code and errors of `check`. */
async function check(file: string, kind: 'client' | 'server', version: string, cwd: string) {
  const args = [file, '--kind', kind, '--openssh', version, '--format', 'json', '--fail-on', 'error'];
  const { code, out } = await runCommand(runCheck, args, { cwd });
  const { findings } = JSON.parse(out) as { findings: readonly Finding[] };
  return { code, errors: findings.filter(({ severity }) => severity === 'error') };
}

describe('check ends with an error exactly where the installed program refuses the file', () => {
  test.skipIf(typeof ssh === 'string')(`ssh, ${count} generated configurations`, { timeout }, async () => {
    if (typeof ssh === 'string') return;
    await fc.assert(
      fc.asyncProperty(generatedConfig(ssh.version), async ({ main, includes }) => {
        const config = { main, includes, host: 'web', options: [] };
        const path = writeConfig(config, ssh.directory);
        const real = askSsh(path, config, ssh.program);
        const own = await check(path, 'client', formatVersion(ssh.version), ssh.directory);
        const told = `${real.stderr}\n${JSON.stringify(own.errors)}`;
        expect(own.code, told).toBe(own.errors.length > 0 ? 1 : 0);
        // What ssh refuses for this host alone, it names no line for, and check speaks of all hosts.
        const isForSome = /env var|Cannot forward agent socket|line \d+: RefuseConnection: /.test(real.stderr);
        if (real.places.length > 0 && real.status !== 0 && !isForSome) {
          expect(own.code, told).toBe(1);
        }
        // IgnoreUnknown under a Host line excuses a keyword for some hosts: each error must be ssh's for another one.
        if (real.status === 0 && own.errors.length > 0) {
          const others = ['elsewhere', 'db', 'deb', 'web1', 'x.example', '10.0.0.1'];
          const answers = others.map((host) => askSsh(path, { ...config, host }, ssh.program));
          const refused = answers.flatMap(({ places }) => places);
          // What ssh finds when all lines have been read, it names no line for.
          const late = answers.some(
            ({ status, stderr }) =>
              status !== 0 &&
              stderr.split('\n').some((line) => !/^$|^Pseudo-terminal|\bline \d+|: terminating, /.test(line)),
          );
          const ours = own.errors
            .filter(({ rule }) => !(late && rule === 'refused-at-start'))
            .map(({ file, line }) => `${file}:${line}`);
          expect(
            ours.filter((place) => !refused.includes(place)),
            told,
          ).toEqual([]);
        }
      }),
      { numRuns: count, seed },
    );
  });

  test.skipIf(typeof sshd === 'string')(`sshd, ${count} generated configurations`, { timeout }, async () => {
    if (typeof sshd === 'string') return;
    await fc.assert(
      fc.asyncProperty(generatedServer(sshd.version), async ({ files }) => {
        const config = { files, peer: { localPort: 22 } };
        const real = sshd.ask(config);
        const root = Object.keys(placedFiles(config, sshd.directory))[0] ?? '';
        const own = await check(root, 'server', formatVersion(sshd.version), sshd.directory);
        const told = `${real.stderr}\n${JSON.stringify(own.errors)}`;
        // Whether a name can be looked up only the machine knows.
        if (/^bad addr or host: [^:]+ \(/m.test(real.stderr)) return;
        expect(own.code, told).toBe(real.accepted ? 0 : 1);
      }),
      { numRuns: count, seed },
    );
  });
});
