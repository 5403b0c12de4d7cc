import { describe, expect, test } from 'vitest';
import { dumpServer, resolveServer } from '../../server/src/resolve/server/resolveServer.ts';
import { printed, serverGraph } from './serverGraph.ts';

/** What a release prints for a keyword, or the first line that it refuses. */
function look(version: string, config: string, keyword: string): string {
  const effective = resolveServer(serverGraph({ '/etc/ssh/sshd_config': config }, version), {});
  const [error] = effective.errors.filter(({ refused }) => refused);
  if (error) return `refused: ${error.lineIndex + 1} ${error.code}`;
  return (printed(dumpServer(effective)).get(keyword) ?? []).join('\n');
}

/** What comparing generated configurations with sshd -T of upstream's builds has taught. */
describe('found by generated configurations with other releases', () => {
  test('up to 8.6 an empty word ends a list', () => {
    expect(look('8.4', 'AcceptEnv A "" B\n', 'acceptenv')).toBe('refused: 1 extra-arguments');
    expect(look('8.4', 'AcceptEnv A ""\n', 'acceptenv')).toBe('A');
    expect(look('8.4', 'PubkeyAuthOptions ""\n', 'pubkeyauthoptions')).toBe('none');
    expect(look('8.4', 'AllowUsers ""\n', 'allowusers')).toBe('');
    expect(look('8.4', 'DenyGroups a ""\n', 'denygroups')).toBe('a');
    expect(look('8.9', 'AcceptEnv A ""\n', 'acceptenv')).toBe('refused: 1 invalid-environment-name');
  });

  test('a list of ciphers or MACs that begins with a comma is refused since 10.4', () => {
    expect(look('10.5', 'Ciphers +,\n', 'ciphers')).toBe('refused: 1 invalid-ciphers');
    expect(look('10.2', 'MACs ,hmac-sha1\n', 'macs')).toBe('hmac-sha1');
  });

  test('MaxStartups -1 was the same as no line before 9.2', () => {
    expect(look('8.4', 'MaxStartups -1\n', 'maxstartups')).toBe('10:30:100');
    expect(look('9.4', 'MaxStartups -1\n', 'maxstartups')).toBe('refused: 1 invalid-max-startups');
  });

  test('every digest that OpenSSH has may draw fingerprints', () => {
    expect(look('10.5', 'FingerprintHash sha1\n', 'fingerprinthash')).toBe('SHA1');
  });
});
