import { describe, expect, test } from 'vitest';
import type { EffectiveConfig, Provenance, ServerPeer } from '../../../server/src/resolve/effectiveConfig.ts';
import { dumpServer, resolveServer, serverErrors } from '../../../server/src/resolve/server/resolveServer.ts';
import { serverGraph } from '../../conformance/serverGraph.ts';

const root = '/etc/ssh/sshd_config';

function resolve(
  text: string,
  peer: ServerPeer = {},
  version = '10.5',
  more: Record<string, string> = {},
): EffectiveConfig {
  return resolveServer(serverGraph({ [root]: text, ...more }, version), peer);
}

/** `5 <- line 1 (overrules 2, 3)`: a value with its source, lines counted from 1. */
function told(effective: EffectiveConfig, keyword: string): string[] {
  return (effective.values.get(keyword) ?? []).map(({ value, from, overruled, certainty }) => {
    const losers = overruled.map(({ lineIndex }) => lineIndex + 1).join(', ');
    return `${value} <- ${place(from)}${losers ? ` (overrules ${losers})` : ''}${certainty === 'depends' ? ' depends' : ''}`;
  });
}

function place(from: Provenance): string {
  if (from.kind === 'line') return `line ${from.lineIndex + 1}${from.block ? ` in ${from.block.text}` : ''}`;
  return from.kind === 'option' ? from.text : 'default';
}

function codes(text: string, version = '10.5', more: Record<string, string> = {}): string[] {
  const graph = serverGraph({ [root]: text, ...more }, version);
  return serverErrors(graph).map(({ uri, lineIndex, code, span, refused }) => {
    const state = graph.files.get(uri);
    const words = state?.kind === 'loaded' ? state.file.text.slice(span.start, span.end) : '';
    return `${uri === `file://${root}` ? '' : `${uri.replace('file://', '')}:`}${lineIndex + 1} ${code} <${words}>${refused ? '' : ' noted'}`;
  });
}

describe('which line decides', () => {
  test('the first value of the global part, with the lines that lose', () => {
    const effective = resolve('ClientAliveInterval 5\nClientAliveInterval 6\nClientAliveInterval 7\n');
    expect(told(effective, 'clientaliveinterval')).toEqual(['5 <- line 1 (overrules 2, 3)']);
  });

  test('a default names no line', () => {
    expect(told(resolve(''), 'clientalivecountmax')).toEqual(['3 <- default']);
  });

  test('a Match block that applies goes before the global part, the first of several before the others', () => {
    const text = 'MaxSessions 1\nMatch User a\n MaxSessions 2\nMatch User a,b\n MaxSessions 3\n';
    expect(told(resolve(text, { user: 'a' }), 'maxsessions')).toEqual(['2 <- line 3 in Match User a (overrules 1, 5)']);
    expect(told(resolve(text, { user: 'b' }), 'maxsessions')).toEqual(['3 <- line 5 in Match User a,b (overrules 1)']);
    expect(told(resolve(text, { user: 'c' }), 'maxsessions')).toEqual(['1 <- line 1']);
  });

  test('lists add up in the global part, and a Match block replaces the whole list', () => {
    const text = 'AllowUsers a\nAllowUsers b c\nMatch User x\n AllowUsers d\nMatch Address 10.0.0.0/8\n AllowUsers e\n';
    expect(told(resolve(text), 'allowusers')).toEqual(['a <- line 1', 'b <- line 2', 'c <- line 2']);
    const peer = { user: 'x', address: '10.1.2.3' };
    expect(told(resolve(text, peer), 'allowusers')).toEqual([
      'd <- line 4 in Match User x (overrules 1, 2)',
      'e <- line 6 in Match Address 10.0.0.0/8 (overrules 1, 2)',
    ]);
  });

  test('an option of the command line goes before the file', () => {
    const effective = resolve('LoginGraceTime 5\n', { options: ['LoginGraceTime=9'] });
    expect(told(effective, 'logingracetime')).toEqual(['9 <- -o LoginGraceTime=9 (overrules 1)']);
  });

  test('size and time of RekeyLimit come from different lines', () => {
    const text = 'RekeyLimit 1G 2h\nMatch all\n RekeyLimit 2G\n';
    expect(told(resolve(text), 'rekeylimit')).toEqual(['2147483648 7200 <- line 3 in Match all']);
  });

  test('FingerprintHash and StreamLocalBindMask: the last line wins', () => {
    const effective = resolve(
      'FingerprintHash md5\nFingerprintHash sha256\nStreamLocalBindMask 0111\nStreamLocalBindMask 0155\n',
    );
    expect(told(effective, 'fingerprinthash')).toEqual(['SHA256 <- line 2 (overrules 1)']);
    expect(told(effective, 'streamlocalbindmask')).toEqual(['0155 <- line 4 (overrules 3)']);
  });

  test('UnusedConnectionTimeout none overrules an earlier value', () => {
    const effective = resolve('UnusedConnectionTimeout 5m\nUnusedConnectionTimeout none\nUnusedConnectionTimeout 9\n');
    expect(told(effective, 'unusedconnectiontimeout')).toEqual(['none <- line 2 (overrules 1, 3)']);
  });

  test('IPQoS: the last line won until 10.2', () => {
    const text = 'IPQoS af21\nIPQoS cs1\n';
    expect(told(resolve(text, {}, '10.2'), 'ipqos')).toEqual(['cs1 cs1 <- line 2 (overrules 1)']);
    expect(told(resolve(text, {}, '10.3'), 'ipqos')).toEqual(['af21 af21 <- line 1 (overrules 2)']);
  });

  test('until 9.3 AuthorizedPrincipalsCommand looked at AuthorizedKeysCommand', () => {
    const text = 'AuthorizedKeysCommand /k\nAuthorizedPrincipalsCommand /p\n';
    expect(told(resolve(text, {}, '9.3'), 'authorizedprincipalscommand')).toEqual(['none <- default (overrules 2)']);
    expect(told(resolve(text, {}, '9.4'), 'authorizedprincipalscommand')).toEqual(['/p <- line 2']);
  });

  test('MaxStartups with one number: 10.1 and 10.2 keep the default start', () => {
    expect(
      ['10.0', '10.1', '10.2', '10.3'].map(
        (version) => told(resolve('MaxStartups 5\n', {}, version), 'maxstartups')[0],
      ),
    ).toEqual(['5:30:5 <- line 1', '10:30:5 <- line 1', '10:30:5 <- line 1', '5:30:5 <- line 1']);
  });
});

describe('what a Match block changes only in the dump', () => {
  const text = 'ChannelTimeout session:*=1h\nMatch User a\n ChannelTimeout session:*=5m\n RekeyLimit 1G\n';

  test('before 10.5 the global ChannelTimeout and RekeyLimit run', () => {
    const values = resolve(text, { user: 'a' }, '10.4').values;
    expect(values.get('channeltimeout')?.[0]).toMatchObject({
      value: 'session:*=5m',
      applied: { value: 'session:*=1h' },
    });
    expect(values.get('rekeylimit')?.[0]).toMatchObject({
      value: '1073741824 0',
      applied: { value: '0 0', from: { kind: 'default' } },
    });
  });

  test('from 10.5 on they do what they say', () => {
    expect(resolve(text, { user: 'a' }).values.get('channeltimeout')?.[0]?.applied).toBeUndefined();
  });

  test('under Match all they count on start, and run in every version', () => {
    const values = resolve('Match all\nChannelTimeout session:*=5m\n', {}, '9.4').values;
    expect(values.get('channeltimeout')?.[0]).toMatchObject({ value: 'session:*=5m' });
    expect(values.get('channeltimeout')?.[0]?.applied).toBeUndefined();
  });
});

describe('Match all', () => {
  test('holds on start, so that global directives may stand in it', () => {
    expect(codes('Match all\nPort 2222\n')).toEqual([]);
    expect(told(resolve('Match all\nPort 2222\n'), 'port')).toEqual(['2222 <- line 2 in Match all']);
  });

  test('its patterns of PermitUserEnvironment go before the global ones until 10.3', () => {
    const text = 'PermitUserEnvironment A\nMatch all\nPermitUserEnvironment B\n';
    expect(told(resolve(text, {}, '10.3'), 'permituserenvironment')).toEqual([
      'B <- line 3 in Match all (overrules 1)',
    ]);
    expect(told(resolve(text, {}, '10.4'), 'permituserenvironment')).toEqual(['A <- line 1 (overrules 3)']);
  });

  test('does not help a block in a file that another block includes', () => {
    const more = { '/x.conf': 'Match all\nPort 1\n' };
    expect(codes('Match User a\nInclude /x.conf\n', '10.5', more)).toEqual(['/x.conf:2 not-allowed-in-match <Port>']);
  });
});

describe('Includes', () => {
  const more = {
    '/etc/ssh/sshd_config.d/a.conf': 'Match User a\n MaxSessions 2\n',
    '/etc/ssh/sshd_config.d/b.conf': 'MaxSessions 3\n',
  };

  test('a Match block of an included file ends with that file', () => {
    const text = 'Include sshd_config.d/*.conf\nMaxSessions 1\n';
    expect(told(resolve(text, {}, '10.5', more), 'maxsessions')).toEqual(['3 <- line 1 (overrules 2)']);
  });

  test('a block in an included file needs the block around the Include, too', () => {
    const text = 'Match Address 10.0.0.0/8\n Include sshd_config.d/a.conf\n';
    expect(told(resolve(text, { user: 'a', address: '10.1.1.1' }, '10.5', more), 'maxsessions')[0]).toMatch(/^2 /);
    expect(told(resolve(text, { user: 'a', address: '11.1.1.1' }, '10.5', more), 'maxsessions')).toEqual([
      '10 <- default',
    ]);
  });

  test('sixteen deep is allowed and no more', () => {
    const chain = (length: number) =>
      Object.fromEntries(
        Array.from({ length }, (_, i) => [`/n${i + 1}`, i + 1 < length ? `Include /n${i + 2}\n` : 'MaxSessions 4\n']),
      );
    expect(codes('Include /n1\n', '10.5', chain(16))).toEqual([]);
    expect(codes('Include /n1\n', '10.5', chain(17))).toEqual(['/n16:1 include-too-deep </n17>']);
    expect(codes('Include /etc/ssh/sshd_config /etc/ssh/sshd_config\n').length).toBe(1);
  });
});

describe('what is not known of the connection', () => {
  const text = 'MaxSessions 1\nMatch Address 10.0.0.0/8\n MaxSessions 2\nMatch User a\n X11Forwarding yes\n';

  test('missing does not match; unknown does not match either, and says so', () => {
    const missing = resolve(text, { user: 'b' });
    expect(told(missing, 'maxsessions')).toEqual(['1 <- line 1']);
    expect(missing.undecided).toEqual([]);
    const unknown = resolve(text, { user: 'b', unknown: ['address'] });
    expect(told(unknown, 'maxsessions')).toEqual(['1 <- line 1 depends']);
    expect(unknown.values.get('maxsessions')?.[0]?.alternatives).toMatchObject([
      { value: '2', from: { lineIndex: 2 }, decidedBy: { lineIndex: 1 } },
    ]);
    expect(told(unknown, 'x11forwarding')).toEqual(['no <- default']);
    expect(unknown.undecided).toMatchObject([{ criterion: 'address', line: { lineIndex: 1 } }]);
  });

  test('the groups of a user are unknown unless they are given', () => {
    const group = 'Match Group wheel\n MaxSessions 2\n';
    expect(told(resolve(group, { user: 'a' }), 'maxsessions')).toEqual(['10 <- default depends']);
    expect(told(resolve(group, { user: 'a', groups: ['wheel'] }), 'maxsessions')).toEqual([
      '2 <- line 2 in Match Group wheel',
    ]);
    expect(told(resolve(group, { user: 'a', groups: [] }), 'maxsessions')).toEqual(['10 <- default']);
    expect(told(resolve(group), 'maxsessions')).toEqual(['10 <- default']);
  });

  test('a criterion that is known to fail decides whatever else is unknown', () => {
    const both = 'Match User a Address 10.0.0.0/8\n MaxSessions 2\n';
    expect(resolve(both, { user: 'b', unknown: ['address'] }).undecided).toEqual([]);
  });
});

describe('faults', () => {
  test('all lines are checked, not only those before the first fatal one', () => {
    const text = 'Foo 1\nClientAliveInterval x\nMaxSessions -1\nMatch User\nTCPKeepAlive true\nPort 99999 1\n';
    expect(codes(text)).toEqual([
      '1 unknown-keyword <Foo>',
      '2 invalid-time <x>',
      '3 integer-too-small <-1>',
      '4 match-missing-argument <User>',
      '5 unsupported-option <true>',
      '5 not-allowed-in-match <TCPKeepAlive>',
      '6 invalid-port <99999>',
      '6 not-allowed-in-match <Port>',
    ]);
  });

  test('the words at fault are marked', () => {
    expect(codes('Match Address 10.1.2.3/8 User x\n')).toEqual(['1 match-invalid-network <10.1.2.3/8>']);
    expect(codes('MaxSessions 3 4 5\n')).toEqual(['1 extra-arguments <4 5>']);
    expect(codes('PermitOpen a:1 b\n')).toEqual(['1 invalid-permit-spec <b>']);
    expect(codes('Match LocalPort=abc\n')).toEqual(['1 match-invalid-port <abc>']);
  });

  test('deprecated and unsupported directives are only noted', () => {
    expect(codes('UseLogin yes\nKerberosAuthentication yes\nProtocol 2\n')).toEqual([
      '1 deprecated-directive <UseLogin> noted',
      '2 unsupported-directive <KerberosAuthentication> noted',
    ]);
  });

  test('found when all is read', () => {
    expect(codes('AuthorizedKeysCommand /k\n')).toEqual(['1 command-without-user <AuthorizedKeysCommand /k>']);
    expect(codes('AddressFamily inet\nListenAddress ::1\n')).toEqual(['2 listen-address-family <ListenAddress ::1>']);
    expect(codes('AuthenticationMethods hostbased\n')).toEqual([
      '1 authentication-methods-unsatisfiable <AuthenticationMethods hostbased>',
    ]);
    expect(codes('Subsystem a /x\nSubsystem a /y\n', '9.4')).toEqual(['2 subsystem-repeated <a>']);
  });

  test('until 9.6 "any" in a Match block was refused after methods in the global part', () => {
    const text = 'AuthenticationMethods publickey\nMatch User a\n AuthenticationMethods any\n';
    expect(codes(text, '9.6')).toEqual(['3 any-not-alone <any>']);
    expect(codes(text, '9.7')).toEqual([]);
  });

  test('until 9.6 "any" was refused after the methods of a block that applies, for its connections only', () => {
    const text = 'Match User a\n AuthenticationMethods publickey\nMatch Address *\n AuthenticationMethods any\n';
    expect(codes(text, '9.6')).toEqual([]);
    expect(resolve(text, { user: 'b' }, '9.6').errors).toEqual([]);
    expect(resolve(text, { user: 'a' }, '9.6').errors).toMatchObject([{ code: 'any-not-alone', lineIndex: 3 }]);
    expect(resolve(text, { user: 'a' }, '9.7').errors).toEqual([]);
  });

  test('9.5 to 10.2 crash where a block brings more subsystems than the global part', () => {
    const text = 'Match User a\n Subsystem sftp internal-sftp\n';
    const errors = (global: string, version: string) =>
      resolve(global + text, { user: 'a' }, version).errors.map(({ code }) => code);
    expect(errors('', '9.9')).toEqual(['subsystems-of-match-crash']);
    expect(errors('Subsystem sftp /x\n', '9.9')).toEqual([]);
    expect(errors('', '10.3')).toEqual([]);
    expect(resolve(text, { user: 'b' }, '9.9').errors).toEqual([]);
  });

  test('an unknown keyword suggests the nearest name, or says from when it is known', () => {
    expect(serverErrors(serverGraph({ [root]: 'ClientAliveIntervall 5\n' }, '10.5'))[0]?.data).toMatchObject({
      nearest: 'ClientAliveInterval',
    });
    expect(serverErrors(serverGraph({ [root]: 'ChannelTimeout none\n' }, '9.1'))[0]?.data).toMatchObject({
      since: '9.2',
    });
  });
});

describe('the dump', () => {
  test('keywords are written as in the manual since 10.4', () => {
    expect(dumpServer(resolve('', {}, '10.3'))).toMatch(/^port 22\naddressfamily any\n/);
    expect(dumpServer(resolve('', {}, '10.5'))).toMatch(/^Port 22\nAddressFamily any\n/);
  });

  test('a default without a source is left out and named', () => {
    const effective = resolve('', {}, '9.8-debian');
    expect(effective.unsourced).toContain('ciphers');
    expect(effective.values.has('ciphers')).toBe(false);
  });
});
