import { describe, expect, test } from 'vitest';
import { dumpServer, resolveServer, serverErrors } from '../../server/src/resolve/server/resolveServer.ts';
import { printed, serverGraph } from './serverGraph.ts';

/** What a release prints for a keyword, or the first line that it refuses. */
function look(version: string, config: string, keyword: string, user?: string): string {
  const graph = serverGraph({ '/etc/ssh/sshd_config': config }, version);
  const effective = resolveServer(graph, user === undefined ? {} : { user });
  const [error] = effective.errors.filter(({ refused }) => refused);
  if (error) return `refused: ${error.lineIndex + 1} ${error.code}`;
  return (printed(dumpServer(effective)).get(keyword) ?? []).join('\n');
}

/** The lines that check finds fault with: all of them, and those for which sshd does not start. */
function faults(version: string, config: string): { all: number[]; refused: number[] } {
  const errors = serverErrors(serverGraph({ '/etc/ssh/sshd_config': config }, version));
  const lines = (some: typeof errors): number[] => some.map(({ lineIndex }) => lineIndex + 1);
  return { all: lines(errors), refused: lines(errors.filter(({ refused }) => refused)) };
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

  test('before 9.2 MaxStartups took a number that an int turns into -1 for no line', () => {
    expect(look('8.9', 'MaxStartups 4294967295\n', 'maxstartups')).toBe('10:30:100');
    expect(look('9.2', 'MaxStartups 4294967295\n', 'maxstartups')).toBe('refused: 1 invalid-max-startups');
  });

  test('up to 8.6 ForceCommand and VersionAddendum need something behind the separator, too', () => {
    expect(look('8.4', 'ForceCommand\n', 'forcecommand')).toBe('refused: 1 missing-argument');
    expect(look('8.4', 'ForceCommand =\n', 'forcecommand')).toBe('refused: 1 missing-argument');
    expect(look('8.4', 'VersionAddendum =\n', 'versionaddendum')).toBe('refused: 1 missing-argument');
  });

  test('up to 8.6 a command with no absolute path is refused only where its line applies', () => {
    for (const name of ['AuthorizedKeysCommand', 'AuthorizedPrincipalsCommand']) {
      const config = `Match User bob\n${name} x\n`;
      expect(look('8.4', config, 'port', 'root')).toBe('22');
      expect(look('8.4', config, 'port', 'bob')).toBe('refused: 2 command-not-absolute');
      expect(look('8.9', config, 'port', 'root')).toBe('refused: 2 command-not-absolute');
      expect(look('8.4', `${name} x\n`, 'port')).toBe('refused: 1 command-not-absolute');
      expect(faults('8.4', config)).toEqual({ all: [2], refused: [] });
    }
  });

  test('nothing is wrong with a line that is passed over, as one before it has set the same', () => {
    expect(look('8.4', 'AuthorizedKeysCommand none\nAuthorizedKeysCommand x\n', 'port')).toBe('22');
    expect(look('8.9', 'AuthorizedKeysCommand none\nAuthorizedKeysCommand x\n', 'port')).toBe(
      'refused: 2 command-not-absolute',
    );
    expect(look('10.2', 'Subsystem sftp /x\nSubsystem sftp\n', 'port')).toBe('22');
    expect(look('10.5', 'Subsystem sftp /x\nSubsystem sftp\n', 'port')).toBe('refused: 2 missing-argument');
  });

  test('up to 9.6 any behind other methods is refused only where its line applies', () => {
    for (const methods of ['any any', 'publickey any']) {
      const config = `Match User bob\nAuthenticationMethods ${methods}\n`;
      expect(look('9.4', config, 'port', 'root')).toBe('22');
      expect(look('9.4', config, 'port', 'bob')).toBe('refused: 2 any-not-alone');
      expect(look('9.9', config, 'port', 'root')).toBe('refused: 2 any-not-alone');
    }
    const config = 'Match User bob\nAuthenticationMethods any publickey\n';
    expect(look('9.4', config, 'port', 'root')).toBe('refused: 2 any-not-alone');
  });

  test('up to 8.6 nothing is read in AuthenticationMethods once there are methods', () => {
    const config = 'AuthenticationMethods publickey\nMatch User root\nAuthenticationMethods any\n';
    expect(look('8.4', config, 'authenticationmethods', 'root')).toBe('any');
    expect(look('8.9', config, 'authenticationmethods', 'root')).toBe('refused: 3 any-not-alone');
  });

  test('up to 9.6 none may end the list of ChannelTimeout', () => {
    expect(look('9.4', 'ChannelTimeout a=1 none\n', 'channeltimeout')).toBe('a=1 none');
    expect(look('9.4', 'ChannelTimeout none none\n', 'channeltimeout')).toBe('refused: 1 none-not-alone');
    expect(look('9.9', 'ChannelTimeout a=1 none\n', 'channeltimeout')).toBe('refused: 1 none-not-alone');
  });

  test('from 9.5 to 10.2 a Subsystem without a command is refused only where its line applies', () => {
    const config = 'Match User bob\nSubsystem sftp\n';
    expect(look('10.2', config, 'port', 'root')).toBe('22');
    expect(look('10.2', config, 'port', 'bob')).toBe('refused: 2 missing-argument');
    expect(look('10.5', config, 'port', 'root')).toBe('refused: 2 missing-argument');
    expect(look('10.2', 'Subsystem sftp\n', 'port')).toBe('refused: 1 missing-argument');
  });

  test('a list of algorithms that comes to nothing is refused only where it is in effect', () => {
    for (const line of ['CASignatureAlgorithms ,', 'HostbasedAcceptedKeyTypes *,!ssh-rsa', 'HostKeyAlgorithms ,']) {
      expect(look('8.4', `${line}\n`, 'port')).toBe('refused: 1 invalid-key-types');
      const keyword = line.split(' ')[0];
      expect(look('8.4', `${keyword} ssh-ed25519\n${line}\n`, 'port')).toBe('22');
    }
    const config = 'Match User bob\nPubkeyAcceptedAlgorithms *,!ssh-rsa\n';
    expect(look('10.5', config, 'port', 'root')).toBe('22');
    expect(look('10.5', config, 'port', 'bob')).toBe('refused: 2 invalid-key-types');
    expect(faults('10.5', config)).toEqual({ all: [2], refused: [] });
  });

  test('the home of root is known, as root runs sshd', () => {
    expect(look('9.9', 'Banner ~root/x\n', 'banner')).toBe('/root/x');
    expect(look('9.9', 'Banner ~root\n', 'banner')).toBe('/root/');
    expect(look('8.4', 'Banner ~root/x\n', 'banner')).toBe('/root/x');
  });

  test('up to 8.6 a name behind the tilde needs a slash to be one of a user', () => {
    expect(look('8.4', 'TrustedUserCAKeys ~~\n', 'trustedusercakeys')).toBe('/root/~');
    expect(look('8.4', 'Banner ~root\n', 'banner')).toBe('/root/root');
    expect(look('8.4', 'Banner ~//x\n', 'banner')).toBe('/root//x');
    expect(look('8.9', 'Banner ~//x\n', 'banner')).toBe('/root/x');
  });

  test('up to 8.6 nothing behind an empty word is looked at', () => {
    expect(look('8.4', 'AuthorizedKeysFile == 5\n', 'authorizedkeysfile')).toBe(
      '.ssh/authorized_keys .ssh/authorized_keys2',
    );
    expect(look('8.4', 'SetEnv ""\n', 'port')).toBe('22');
  });

  test('DSAAuthentication stands for PubkeyAuthentication, but not in Match blocks', () => {
    for (const version of ['8.4', '9.6', '10.5']) {
      expect(look(version, 'DSAAuthentication no\n', 'pubkeyauthentication')).toBe('no');
      expect(look(version, 'Match User bob\nDSAAuthentication no\n', 'port')).toBe('refused: 2 not-allowed-in-match');
    }
  });

  test('10.4 alone keeps PAMServiceName out of Match blocks, and knows GssAuthentication', () => {
    const config = 'Match User bob\nPAMServiceName x\n';
    expect(look('10.3', config, 'port')).toBe('22');
    expect(look('10.4', config, 'port')).toBe('refused: 2 not-allowed-in-match');
    expect(look('10.5', config, 'port')).toBe('22');
    expect(look('10.4', 'Match User bob\nGssAuthentication no\n', 'port')).toBe('22');
  });

  test('no address can be looked up without a name', () => {
    expect(look('10.5', 'ListenAddress :22\n', 'port')).toBe('refused: 1 invalid-listen-address');
  });

  test('every digest that OpenSSH has may draw fingerprints', () => {
    expect(look('10.5', 'FingerprintHash sha1\n', 'fingerprinthash')).toBe('SHA1');
  });
});
