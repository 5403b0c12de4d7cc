import { describe, expect, test } from 'vitest';
import { resolveClient } from '../../server/src/resolve/client/resolveClient.ts';
import type { ClientTarget } from '../../server/src/resolve/effectiveConfig.ts';
import { clientGraph, knownMachine } from '../helpers/clientGraph.ts';

/**
 * What comparing generated configurations with ssh -G of OpenSSH 9.2p1 (Debian 12) has taught. Each line is what that
 * program prints, or the lines that it refuses.
 */
async function look(config: string, target: Partial<ClientTarget> = {}, ...keywords: string[]): Promise<string> {
  return lookAs('9.2', config, target, ...keywords);
}

async function lookAs(
  version: string,
  config: string,
  target: Partial<ClientTarget> = {},
  ...keywords: string[]
): Promise<string> {
  const { values, errors } = resolveClient(await clientGraph(config, { version }), { host: 'web', ...target });
  const refused = errors.filter((error) => error.refused);
  if (refused.length > 0)
    return `refused: ${refused.map(({ code, lineIndex }) => `${lineIndex + 1} ${code}`).join(', ')}`;
  return keywords
    .flatMap((keyword) => (values.get(keyword) ?? []).map(({ value }) => `${keyword} ${value}`))
    .join('\n');
}

describe('found by generated configurations', () => {
  test('what canonicalisation needs is settled after the first reading', async () => {
    const config = 'Match final all\nCanonicalizeMaxDots 0\nCanonicalizeFallbackLocal no\nServerAliveInterval 5\n';
    expect(await look(config, {}, 'canonicalizemaxdots', 'canonicalizefallbacklocal', 'serveraliveinterval')).toBe(
      'canonicalizemaxdots 1\ncanonicalizefallbacklocal yes\nserveraliveinterval 5',
    );
  });

  test('a HostName that only the second reading meets comes too late', async () => {
    expect(await look('Match final\n HostName late\n', {}, 'hostname')).toBe('hostname web');
  });

  test('a comment behind ProxyJump can name the host none', async () => {
    expect(await look('ProxyJump none # a\n', {}, 'proxyjump')).toBe('proxyjump none');
    expect(await look('ProxyJump none\n', {}, 'proxyjump')).toBe('');
  });

  test('Debian 12 has taken over how 10.3 reads ProxyJump', async () => {
    expect(await look('ProxyJump a,b # c,d\n', {}, 'proxyjump')).toBe('proxyjump a,b');
    expect(await look('ProxyJump none\nProxyCommand nc\n', {}, 'proxycommand')).toBe('proxycommand nc');
    expect(await look('', { options: ['ProxyJump=a;b'] })).toBe('refused: 1 invalid-jump');
  });

  test('a path behind the port of a jump host is refused, and so is a slash', async () => {
    expect(await look('ProxyJump a/22\n')).toBe('refused: 1 invalid-jump');
  });

  test('ClearAllForwardings takes the tunnel away, too', async () => {
    expect(
      await look('Tunnel ethernet\nClearAllForwardings yes\nLocalForward 1 a:1\n', {}, 'tunnel', 'localforward'),
    ).toBe('tunnel false');
  });

  test('forwardings to a socket, or to a host called socks, are listed as dynamic ones', async () => {
    const config = 'LocalForward 8080 /run/s\nLocalForward 99 socks:1\n';
    expect(await look(config, {}, 'dynamicforward', 'localforward')).toBe(
      'dynamicforward 8080\ndynamicforward 99\nlocalforward 8080 /run/s',
    );
  });

  test('one end here with two ends there makes two forwardings, and both are listed as dynamic ones', async () => {
    const config = 'LocalForward /run/a /run/s\nLocalForward /run/a socks:1\nLocalForward /run/a /run/s\n';
    expect(await look(config, {}, 'dynamicforward', 'localforward')).toBe(
      'dynamicforward /run/a\ndynamicforward /run/a\nlocalforward /run/a /run/s',
    );
  });

  test('an address is put into its usual form only within its family', async () => {
    expect(await look('HostName 127.1\n', {}, 'hostname')).toBe('hostname 127.0.0.1');
    expect(await look('HostName 127.1\nAddressFamily inet6\n', {}, 'hostname')).toBe('hostname 127.1');
    expect(await look('HostName ::ffff:127.1\n', {}, 'hostname')).toBe('hostname ::ffff:127.1');
    // An IPv4 address in the dress of IPv6 is one of both families.
    expect(await look('HostName ::ffff:1.2.3.4\nAddressFamily inet\n', {}, 'hostname')).toBe('hostname 1.2.3.4');
  });

  test('a Match line at fault leaves the section before it as it is', async () => {
    const config = 'Host other\nMatch foo bar\n IgnoreUnknown Strange\nHost *\n Strange 1\n';
    expect(await look(config)).toBe('refused: 2 match-unsupported-criterion, 5 unknown-keyword');
    expect(await look(config, { host: 'other' })).toBe('refused: 2 match-unsupported-criterion');
  });

  test('words left over on a Match line are refused, and yet it counts', async () => {
    const config = 'Match host web ==yes\n IgnoreUnknown Strange\n Strange 1\n';
    expect(await look(config)).toBe('refused: 1 extra-arguments');
  });

  test('what stands in the destination comes after the options', async () => {
    expect(await look('', { host: 'me@web', options: ['User=you'] }, 'user')).toBe('user you');
    expect(await look('', { host: 'ssh://me@web:2200', options: ['Port=80'] }, 'user', 'port')).toBe(
      'user me\nport 80',
    );
  });

  test('a list of keys that comes to nothing ends the filling in of values, not ssh', async () => {
    const config =
      'HostbasedAcceptedAlgorithms ,\nControlPath none\nProxyJump none\nCanonicalizePermittedCNAMEs none\n';
    const keywords = [
      'hostbasedacceptedalgorithms',
      'pubkeyacceptedalgorithms',
      'casignaturealgorithms',
      'controlpath',
      'proxyjump',
      'canonicalizepermittedcnames',
    ];
    expect(await look(config, {}, ...keywords)).toBe(
      'controlpath none\nproxyjump none\ncanonicalizepermittedcnames none:',
    );
    expect(await look('HostKeyAlgorithms ,\n')).toBe('refused: 1 invalid-key-types');
  });

  test('a token that HostName does not know ends ssh at the first Match line after it', async () => {
    const config = 'HostName %z\nFoo 1\nMatch all\nBar 2\n';
    expect(await look(config)).toBe('refused: 2 unknown-keyword, 1 invalid-token');
  });

  test('an empty command is printed with its blank', async () => {
    expect(await look('LocalCommand ==\n', {}, 'localcommand')).toBe('localcommand ');
  });

  test('an empty target of PermitRemoteOpen ends ssh at once', async () => {
    expect(await look('PermitRemoteOpen ""\nFoo 1\n')).toBe('refused: 1 invalid-permit-open');
  });

  test('a user name given as an option must be safe for a shell; one in a file need not', async () => {
    expect(await look('', { options: ['User="a;b"'] })).toBe('refused: 1 invalid-user-name');
    expect(await look('User "a;b"\n', {}, 'user')).toBe('user a;b');
  });

  test('SessionType subsystem as an option needs the name of one', async () => {
    expect(await look('', { options: ['SessionType=subsystem'] })).toBe('refused: 1 subsystem-without-name');
    expect(await look('SessionType subsystem\n', {}, 'sessiontype')).toBe('sessiontype subsystem');
  });

  test('ProxyCommand - does not go with ProxyUseFdpass', async () => {
    expect(await look('ProxyCommand -\nProxyUseFdpass yes\n')).toBe('refused: 2 fdpass-without-command');
  });

  test('Debian prints the level QUIET under its old name', async () => {
    expect(await look('LogLevel quiet\n', {}, 'loglevel')).toBe('loglevel SILENT');
  });

  test('what follows the octal digits of a mask is passed over', async () => {
    expect(await look('StreamLocalBindMask 077x\n', {}, 'streamlocalbindmask')).toBe('streamlocalbindmask 077');
  });

  test('there is room for 100 IdentityFile lines; one more is refused, be it a repetition or read a second time', async () => {
    const files = Array.from({ length: 100 }, (_, i) => `IdentityFile ~/k${i}\n`).join('');
    expect(await look(files, {}, 'port')).toBe('port 22');
    expect(await look(`${files}IdentityFile ~/k0\nFoo\n`)).toBe('refused: 101 too-many-entries, 102 missing-argument');
    expect(await look(`${files}Host other\nIdentityFile ~/k100\n`, {}, 'port')).toBe('port 22');
    expect((await look(`${files}Match final all\n`)).split(', ')).toHaveLength(100);
  });

  test('RefuseConnection counts in the second reading, too', async () => {
    const config = 'Match final all\n RefuseConnection no\n';
    const graph = await clientGraph(config, { version: '10.2' });
    expect(resolveClient(graph, { host: 'web' }).errors.map(({ code }) => code)).toEqual(['refuse-connection']);
  });
});

/** The same with upstream's builds of other releases. */
describe('found by generated configurations with other releases', () => {
  test('8.7 to 9.1 pass over the first target of PermitRemoteOpen', async () => {
    const config = 'PermitRemoteOpen a:80 b:443\n';
    expect(await lookAs('8.6', config, {}, 'permitremoteopen')).toBe('permitremoteopen a:80 b:443');
    expect(await lookAs('8.9', config, {}, 'permitremoteopen')).toBe('permitremoteopen b:443');
    expect(await lookAs('9.4', config, {}, 'permitremoteopen')).toBe('permitremoteopen a:80 b:443');
    // Which may be anything, then; but the words are looked at.
    expect(await lookAs('8.9', 'PermitRemoteOpen what ever\n')).toBe('refused: 1 invalid-permit-open');
    expect(await lookAs('8.9', 'PermitRemoteOpen what\n', {}, 'permitremoteopen')).toBe('permitremoteopen any');
    expect(await lookAs('8.9', 'PermitRemoteOpen none a:1\n')).toBe('refused: 1 extra-arguments');
  });

  test('the word none came to CanonicalizePermittedCNAMEs with 8.9', async () => {
    const config = 'CanonicalizePermittedCNAMEs none\n';
    expect(await lookAs('8.8', config)).toBe('refused: 1 invalid-cname-rule');
    expect(await lookAs('8.9', config, {}, 'canonicalizepermittedcnames')).toBe('canonicalizepermittedcnames none');
  });

  test('up to 8.6 an empty word ends a list, and what stands behind it is too much', async () => {
    expect(await lookAs('8.4', 'CanonicalizePermittedCNAMEs == 5\n')).toBe('refused: 1 extra-arguments');
  });

  test('a list of ciphers or MACs that begins with a comma is refused since 10.4', async () => {
    expect(await lookAs('10.2', 'MACs +,\n', {}, 'port')).toBe('port 22');
    expect(await lookAs('10.5', 'MACs +,\n')).toBe('refused: 1 invalid-macs');
    expect(await lookAs('10.5', 'Ciphers ^,\n')).toBe('refused: 1 invalid-ciphers');
    expect(await lookAs('10.5', 'KexAlgorithms +,\n', {}, 'port')).toBe('port 22');
  });

  test('patterns of CASignatureAlgorithms stand for no certificates', async () => {
    expect(await lookAs('10.5', 'CASignatureAlgorithms ecdsa-*\n', {}, 'casignaturealgorithms')).toBe(
      'casignaturealgorithms ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521',
    );
  });

  test('8.4 reads an address of ProxyJump twice, and up to 8.8 a slash stood for a colon', async () => {
    expect(await lookAs('8.4', 'ProxyJump ssh://u@j:22\n', {}, 'proxyjump')).toBe('proxyjump ssh://u@j:22');
    expect(await lookAs('8.4', 'ProxyJump ssh://j\n')).toBe('refused: 1 invalid-jump');
    expect(await lookAs('8.9', 'ProxyJump ssh://u@j:22\n', {}, 'proxyjump')).toBe('proxyjump u@j:22');
    expect(await lookAs('8.4', 'ProxyJump u@10.0.0.0/8\n', {}, 'proxyjump')).toBe('proxyjump u@[10.0.0.0]:8');
    expect(await lookAs('8.9', 'ProxyJump u@10.0.0.0/8\n')).toBe('refused: 1 invalid-jump');
  });

  test('the code point of le was 1 before 8.9', async () => {
    expect(await lookAs('8.4', 'IPQoS 1 4\n', {}, 'ipqos')).toBe('ipqos le reliability');
    expect(await lookAs('8.9', 'IPQoS 1 4\n', {}, 'ipqos')).toBe('ipqos 0x01 le');
  });

  test('SKeyAuthentication is taken and does nothing up to 8.6', async () => {
    expect(await lookAs('8.4', 'SKeyAuthentication off\n', {}, 'kbdinteractiveauthentication')).toBe(
      'kbdinteractiveauthentication yes',
    );
    expect(await lookAs('8.9', 'SKeyAuthentication off\n')).toBe('refused: 1 unsupported-option');
  });

  test('up to 8.6 the last IPQoS line wins', async () => {
    const config = 'IPQoS ef cs1\nIPQoS lowdelay\n';
    expect(await lookAs('8.4', config, {}, 'ipqos')).toBe('ipqos lowdelay lowdelay');
    expect(await lookAs('8.7', config, {}, 'ipqos')).toBe('ipqos ef cs1');
  });

  test('up to 8.6 nobody looks behind an empty word of known hosts files', async () => {
    expect(await lookAs('8.4', 'UserKnownHostsFile == 5\n', {}, 'port')).toBe('port 22');
    expect(await lookAs('8.4', 'SendEnv == 5\n')).toBe('refused: 1 extra-arguments');
  });

  test('up to 8.6 a command needs at least the separator', async () => {
    expect(await lookAs('8.4', 'ProxyCommand\n')).toBe('refused: 1 missing-argument');
    expect(await lookAs('8.4', 'ProxyCommand=\n', {}, 'port')).toBe('port 22');
  });

  test('what is too much after RefuseConnection is refused for every host', async () => {
    expect(await lookAs('10.5', 'Host nope\nRefuseConnection x y\n')).toBe('refused: 2 extra-arguments');
    expect(await lookAs('10.5', 'Host nope\nRefuseConnection x\n', {}, 'port')).toBe('port 22');
  });

  test('but where it applies, the refusal comes first and nothing is read after it', async () => {
    expect(await lookAs('10.5', 'RefuseConnection x y\nFoo 1\n')).toBe('refused: 1 refuse-connection');
  });

  test('an address may be hexadecimal', async () => {
    expect(await lookAs('10.5', '', { host: '0x7f.1' }, 'hostname')).toBe('hostname 127.0.0.1');
  });
});

test('paths go by the home of the user database, Includes by $HOME', async () => {
  const environment = { ...knownMachine, accountHomeUri: 'file:///account' };
  const config = 'ControlPath ~/c-%d\nInclude ~/x.conf\nInclude %d/y.conf\n';
  const files = { '/home/me/x.conf': 'Port 23\n', '/account/y.conf': 'Compression yes\n' };
  const graph = await clientGraph(config, { environment, files, version: '10.5' });
  const { values } = resolveClient(graph, { host: 'web' });
  const value = (keyword: string) => values.get(keyword)?.[0]?.value;
  expect(value('controlpath')).toBe('/account/c-/account');
  expect(value('userknownhostsfile')).toBe('/account/.ssh/known_hosts /account/.ssh/known_hosts2');
  expect(value('port')).toBe('23');
  expect(value('compression')).toBe('yes');
});

test('IgnoreUnknown counts although its line has words too many', async () => {
  expect(await lookAs('10.5', 'IgnoreUnknown a b\na 1\n')).toBe('refused: 1 extra-arguments');
  expect(await lookAs('10.5', 'IgnoreUnknown a b\nb 1\n')).toBe('refused: 1 extra-arguments, 2 unknown-keyword');
});

test('until 9.3 a certificate type among the signatures of certificates ends the filling in of values', async () => {
  const config = 'CASignatureAlgorithms rsa-sha2-512-cert-v01@openssh.com\n';
  expect(await lookAs('8.9', config, {}, 'casignaturealgorithms', 'serveraliveinterval')).toBe('serveraliveinterval 0');
  expect(await lookAs('8.4', `Host other\n${config}`, {}, 'serveraliveinterval')).toBe('serveraliveinterval 0');
  expect(await lookAs('9.4', `Host other\n${config}`)).toBe('refused: 2 invalid-key-types');
});

test('a lifetime of keys that an int cannot hold was negative in 8.4, and none', async () => {
  expect(await lookAs('8.4', 'AddKeysToAgent 2147483648\n', {}, 'addkeystoagent')).toBe('addkeystoagent true');
  expect(await lookAs('8.9', 'AddKeysToAgent 2147483648\n')).toBe('refused: 1 unsupported-option');
});

test('the own name behind a tilde stands for the own home, and up to 8.6 needs a slash for it', async () => {
  const me = knownMachine.userName;
  expect(await lookAs('9.9', `ControlPath ~${me}/x\n`, {}, 'controlpath')).toMatch(/^controlpath \/.*[^~]\/x$/);
  expect(await lookAs('8.4', 'ControlPath ~~\n', {}, 'controlpath')).toMatch(/^controlpath \/.*\/~$/);
});

test('up to 8.6 the last TunnelDevice won', async () => {
  const config = 'TunnelDevice 0:1\nTunnelDevice any:any\n';
  expect(await lookAs('8.4', config, {}, 'tunneldevice')).toBe('tunneldevice any:any');
  expect(await lookAs('8.9', config, {}, 'tunneldevice')).toBe('tunneldevice 0:1');
});
