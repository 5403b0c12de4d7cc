import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type OpenSshVersion, versionFromBanner } from '../../server/src/values/openSshVersion.ts';

/** The programs to compare with. Any builds will do: their versions are asked of them. */
export const sshPath = process.env['SSH_TIMEOUTS_TEST_SSH'] ?? '/usr/bin/ssh';
export const sshdPath = process.env['SSH_TIMEOUTS_TEST_SSHD'] ?? '/usr/sbin/sshd';

/**
 * The version of an ssh or an sshd. sshd does not name its vendor, and before 9.3 not even its version without
 * complaint: the ssh that was installed with it does. A build that names no vendor is taken for upstream's.
 */
export function versionOfProgram(program: string): OpenSshVersion | undefined {
  const sibling = join(dirname(program), '../bin/ssh');
  const asked = spawnSync(existsSync(sibling) ? sibling : program, ['-V'], { encoding: 'utf8', timeout: 10_000 });
  const version = asked.error ? undefined : versionFromBanner(asked.stderr);
  if (!version) return undefined;
  const { vendorUnknown: _, ...known } = version;
  return known;
}

/** Whether a line of a dump tells how the program was built rather than what its version does. */
export function buildDecides(line: string, { vendor, major, minor }: OpenSshVersion): boolean {
  // Debian 12's build has been read to the letter.
  if (vendor === 'debian' && major === 9 && minor === 2) return false;
  // A security key needs a library that not every build has.
  if (/^securitykeyprovider (internal|\$SSH_SK_PROVIDER)$/i.test(line)) return true;
  return /^(usepam|pamservicename|sshdsessionpath|sshdauthpath|xauthlocation|pidfile|kerberos\w*|gssapi\w*) /i.test(
    line,
  );
}
