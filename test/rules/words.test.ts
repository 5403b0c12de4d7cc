import { describe, expect, it } from 'vitest';
import { applyFix, drawFindings, findingsIn } from '../helpers/findings.ts';

describe('unknown words', () => {
  it('suggest the nearest name', async () => {
    expect(await drawFindings('Host web\n  ServerAliveIntreval 30\n  Frobnicate yes\n')).toMatchInlineSnapshot(`
      "  ServerAliveIntreval 30
        ^^^^^^^^^^^^^^^^^^^ error unknown-directive
        OpenSSH has no directive ServerAliveIntreval. Did you mean ServerAliveInterval?
        > Change to ServerAliveInterval
        Frobnicate yes
        ^^^^^^^^^^ error unknown-directive
        OpenSSH has no directive Frobnicate.
        > Let ssh ignore it: IgnoreUnknown Frobnicate
        > Remove the line"
    `);
  });

  it.each([
    ['a byte order mark', '\ufeffHost web\n', 'U+FEFF', 'Host web\n'],
    ['the blanks of a web page', 'Host web\n\u00a0\u00a0User\u00a0me\n', 'U+00A0', 'Host web\n  User me\n'],
    ['a wide blank', 'Host web\n\u3000User me\n', 'U+3000', 'Host web\n User me\n'],
  ])('name the character that nobody can see: %s', async (_, text, code, mended) => {
    const findings = await findingsIn(text);
    expect(findings.map(({ severity }) => severity)).toEqual(['error']);
    expect(findings[0]?.message).toContain(code);
    expect(applyFix(text, findings)).toBe(mended);
  });

  it('are told from words of the other file', async () => {
    expect(
      await drawFindings('ServerAliveInterval 30\nForwardAgent yes\n', { dialect: 'server' }),
    ).toMatchInlineSnapshot(`
      "ServerAliveInterval 30
      ^^^^^^^^^^^^^^^^^^^ error wrong-file
        ServerAliveInterval belongs in the client's ssh_config; sshd does not start with it here. Here the nearest is ClientAliveInterval.
        > Change to ClientAliveInterval
        > Remove the line
      ForwardAgent yes
      ^^^^^^^^^^^^ error wrong-file
        ForwardAgent belongs in the client's ssh_config; sshd does not start with it here. Here the nearest is AllowAgentForwarding.
        > Remove the line"
    `);
  });

  it('are told from words of other releases and builds', async () => {
    const text = 'ChannelTimeout session*=5m\nSetupTimeOut 30\nRefuseConnection "no"\n';
    expect(await drawFindings(text, { version: '9.2-upstream' })).toMatchInlineSnapshot(`
      "ChannelTimeout session*=5m
      ^^^^^^^^^^^^^^ error not-in-this-version
        ChannelTimeout needs OpenSSH 9.6; version 9.2-upstream refuses the file because of it.
        > Let ssh ignore it: IgnoreUnknown ChannelTimeout
        > Remove the line
      SetupTimeOut 30
      ^^^^^^^^^^^^ error vendor-directive
        Only builds by Debian know SetupTimeOut; this OpenSSH refuses the file because of it.
        > Change to ServerAliveInterval (safe)
      RefuseConnection "no"
      ^^^^^^^^^^^^^^^^ error not-in-this-version
        RefuseConnection needs OpenSSH 10.1; version 9.2-upstream refuses the file because of it.
        > Let ssh ignore it: IgnoreUnknown RefuseConnection
        > Remove the line"
    `);
    expect(await drawFindings('SetupTimeOut 30\n', { version: '9.2' })).toMatchInlineSnapshot(`
      "SetupTimeOut 30
      ^^^^^^^^^^^^ info vendor-directive
        SetupTimeOut is ServerAliveInterval under a name that only builds by Debian know.
        > Change to ServerAliveInterval (safe)"
    `);
  });

  it('are excused by IgnoreUnknown above them', async () => {
    expect(await drawFindings('IgnoreUnknown UseKeychain,Client*\nUseKeychain yes\nClientAliveInterval 3\n')).toBe(
      '(nothing)',
    );
  });

  it.each(['Host *', 'Host a *', 'Match all'])(
    'are excused by IgnoreUnknown under %s, as every host reads it',
    async (head) => {
      const text = `${head}\n  IgnoreUnknown Foo\n  Foo 1\nHost web\n  Foo 2\n`;
      expect((await findingsIn(text)).filter(({ severity }) => severity === 'error')).toEqual([]);
    },
  );

  it.each(['Host web', 'Host !a *', 'Match host *'])('are not excused for all under %s', async (head) => {
    expect((await findingsIn(`${head}\n  IgnoreUnknown Foo\nHost b\n  Foo 2\n`)).map(({ rule }) => rule)).toContain(
      'unknown-directive',
    );
  });
});

describe('words of old releases', () => {
  it('are pointed out where OpenSSH ignores them without a word', async () => {
    const options = { dialect: 'server', only: 'deprecated-directive' } as const;
    expect(await drawFindings('Protocol 2\n', options)).toMatchInlineSnapshot(`
      "Protocol 2
      ^^^^^^^^ hint deprecated-directive
        Protocol no longer has any effect.
        > Remove the line"
    `);
    expect(await drawFindings('Protocol 2\n', { ...options, version: '7.3' })).toBe('(nothing)');
    expect((await findingsIn('UsePrivilegeSeparation yes\n', options)).length).toBe(1);
  });

  it('of GSSAPI and Kerberos are left to the build, which no release number tells', async () => {
    const options = { dialect: 'server', only: 'deprecated-directive' } as const;
    const text = 'GSSAPIAuthentication no\nKerberosGetAFSToken no\n';
    expect(await drawFindings(text, { ...options, version: '9.9' })).toBe('(nothing)');
    const debian = await findingsIn(text, { ...options, version: '9.2-debian' });
    expect(debian.map(({ severity, message }) => `${severity} ${message.split(':')[0]}`)).toEqual([
      'warning This OpenSSH does not support KerberosGetAFSToken',
    ]);
  });

  it.each(['client', 'server'] as const)('are replaced by their new names: KeepAlive of a %s', async (dialect) => {
    const text = 'KeepAlive yes # mine\n';
    const found = await findingsIn(text, { dialect, only: 'deprecated-directive' });
    expect(applyFix(text, found)).toBe('TCPKeepAlive yes # mine\n');
    expect(found[0]?.message).toBe('KeepAlive is the old name of TCPKeepAlive.');
    expect(await findingsIn('TCPKeepAlive yes\n', { dialect, only: 'deprecated-directive' })).toEqual([]);
  });
});

describe('words of builds that do not give their name', () => {
  const mac = { ssh: 'OpenSSH_9.8p1, LibreSSL 3.3.6', settings: { openssh: { version: 'auto' } } };
  const text = 'Host github.com\n  UseKeychain yes\n  ServerAliveInterval 30\n';

  it('are only pointed out where the build at hand may know them', async () => {
    expect(await drawFindings(text, mac)).toMatchInlineSnapshot(`
      "  UseKeychain yes
        ^^^^^^^^^^^ info vendor-directive
        Only builds by Apple know UseKeychain; others refuse the file because of it.
        > Let ssh ignore it: IgnoreUnknown UseKeychain
        > Remove the line"
    `);
    expect(await drawFindings('IgnoreUnknown UseKeychain\nUseKeychain yes\n', mac)).toBe('(nothing)');
    const redHat = { ...mac, ssh: 'OpenSSH_9.9p1, OpenSSL 3.2.2 4 Jun 2024' };
    expect((await findingsIn('GSSAPIKexAlgorithms gss-group14-sha256-\n', redHat)).map((one) => one.severity)).toEqual([
      'info',
    ]);
  });

  it('are errors where it is known not to', async () => {
    for (const options of [{ version: '9.8' }, { ...mac, ssh: 'OpenSSH_9.2p1 Debian-2+deb12u10, OpenSSL 3.0.19' }]) {
      const found = await findingsIn(text, options);
      expect(found.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual(['error vendor-directive']);
    }
  });
});
