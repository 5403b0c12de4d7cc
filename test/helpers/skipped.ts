import { hasSshd } from './sshd.ts';

/**
 * The end of the title of a test that is skipped for the first of these reasons; empty where none holds. Whoever runs
 * the tests is shown nothing but the titles of those that were skipped.
 */
export function skippedFor(...reasons: readonly (string | false | undefined)[]): string {
  const reason = reasons.find(Boolean);
  return reason ? ` (${reason})` : '';
}

/** For tests that need an ssh and an sshd. */
export const withoutSshd = skippedFor(!hasSshd() && 'OpenSSH is not installed');
