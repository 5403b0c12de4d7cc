import { describe, expect, it } from 'vitest';
import { readable } from '../../server/src/rules/badTime.ts';
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

describe('times', () => {
  it.each([
    ['5min', '5m'],
    ['5 minutes', '5m'],
    ['1 hour 30 minutes', '1h30m'],
    ['off', '0'],
    ['30', undefined],
    ['soon', undefined],
    ['-1', undefined],
    ['1.5h', undefined],
  ])('%s means %s', (written, meant) => {
    expect(readable(written)).toBe(meant);
  });

  it('are mended', async () => {
    const text = 'Host web\n  ServerAliveInterval 5 min\n';
    const found = await findingsIn(text);
    expect(applyFix(text, found)).toBe('Host web\n  ServerAliveInterval 5m\n');
  });

  it('lose fractions from 10.3 on, and are refused before', async () => {
    const text = 'ServerAliveInterval 0.5\nConnectTimeout 1.5\n';
    expect(await drawFindings(text)).toMatchInlineSnapshot(`
      "ServerAliveInterval 0.5
                          ^^^ warning fraction-cut-off
        The fraction is cut off: this means 0, which turns ServerAliveInterval off.
        > Change to 1
      ConnectTimeout 1.5
      ^^^^^^^^^^^^^^^^^^ info connect-timeout-scope
        This does not limit key exchange and login: a server that hangs there keeps ssh waiting. ServerAliveInterval limits them.
        > Add ServerAliveInterval 30
      ConnectTimeout 1.5
                     ^^^ warning fraction-cut-off
        The fraction is cut off: OpenSSH counts whole seconds.
        > Change to 2"
    `);
    expect(await drawFindings(text, { version: '10.2' })).toMatchInlineSnapshot(`
      "ServerAliveInterval 0.5
                          ^^^ error bad-time
        "0.5" is not a valid time for ServerAliveInterval: write seconds, or 5m, 2h, 1d.
      ConnectTimeout 1.5
                     ^^^ error bad-time
        "1.5" is not a valid time for ConnectTimeout: write seconds, or 5m, 2h, 1d."
    `);
  });

  it('may not be "none" in sshd_config, but for those that know it', async () => {
    const text = 'ClientAliveInterval none\nLoginGraceTime none\nUnusedConnectionTimeout none\nRekeyLimit 1G none\n';
    expect(await drawFindings(text, { dialect: 'server' })).toMatchInlineSnapshot(`
      "ClientAliveInterval none
                          ^^^^ error server-none-is-fatal
        ClientAliveInterval does not accept "none": sshd does not start. Write 0.
        > Change to 0 (safe)
      LoginGraceTime none
                     ^^^^ error server-none-is-fatal
        LoginGraceTime does not accept "none": sshd does not start. Write 0.
        > Change to 0 (safe)"
    `);
  });

  it('that are "none" do not lock the value in ssh_config', async () => {
    expect(
      await drawFindings(
        'Host a\n  ConnectTimeout none\nHost b\n  ServerAliveInterval none\nHost *\n  ServerAliveInterval 30\n',
      ),
    ).toMatchInlineSnapshot(`
      "  ServerAliveInterval none
        ^^^^^^^^^^^^^^^^^^^^^^^^ warning none-does-not-lock
        "none" leaves ServerAliveInterval unset, and a later line sets it. Write 0 to turn it off.
        - This line decides. (line 6)
        > Change to 0"
    `);
  });
});

describe('values that lose', () => {
  it('are found below "Host *"', async () => {
    expect(
      await drawFindings(
        'Host *\n  Port 22\n  ServerAliveInterval 60\nHost web\n  ServerAliveInterval 15\n  User me\n',
      ),
    ).toMatchInlineSnapshot(`
      "  ServerAliveInterval 15
        ^^^^^^^^^^^^^^^^^^^^^^ warning never-effective
        Never takes effect: ServerAliveInterval is already "60" by then, and the first value wins.
        - This line wins. (line 3)
        > Move the line that wins to the end, into Host *
        > Remove this line"
    `);
  });

  it('are not those that win for some host', async () => {
    const text = [
      'Host web db',
      '  Port 2222',
      'Host *.example !bastion.example',
      '  Port 23',
      'Host b*.example',
      '  Port 24',
      'Host web* d?',
      '  Port 25',
      'Match exec "test -f /x"',
      '  Port 26',
      'Match user bob',
      '  Port 27',
      'Host *',
      '  Port 22',
      '',
    ].join('\n');
    expect(await drawFindings(text)).toBe('(nothing)');
  });

  it('are not those that add up, nor those of the same value', async () => {
    const text =
      'IdentityFile ~/.ssh/a\nIdentityFile ~/.ssh/b\nPort 22\nHost web\n  IdentityFile ~/.ssh/c\n  Port 22\n';
    expect(await drawFindings(text)).toBe('(nothing)');
  });

  it('are found in sshd_config behind a drop-in', async () => {
    expect(
      await drawFindings(
        'Include /etc/ssh/sshd_config.d/*.conf\nClientAliveInterval 15\nMatch User a\n  ClientAliveInterval 5\n',
        {
          dialect: 'server',
          files: { '/etc/ssh/sshd_config.d/50-cloud.conf': 'ClientAliveInterval 120\n' },
        },
      ),
    ).toMatchInlineSnapshot(`
      "ClientAliveInterval 15
      ^^^^^^^^^^^^^^^^^^^^^^ warning never-effective
        Never takes effect: ClientAliveInterval is already "120" from 50-cloud.conf, which is read before this line, and the first value wins.
        - This line wins. (line 1)
        > Remove this line
        ClientAliveInterval 5
        ^^^^^^^^^^^^^^^^^^^^^ hint keepalive-too-hasty
        A laptop that sleeps for more than 20 s finds its sessions closed when it wakes up.
        > Change to 60"
    `);
  });
});

describe('keepalive', () => {
  it('with a count of 0 is explained for the version at hand', async () => {
    const text = 'ClientAliveInterval 300\nClientAliveCountMax 0\n';
    expect(await drawFindings(text, { dialect: 'server', version: '9.6' })).toMatchInlineSnapshot(`
      "ClientAliveCountMax 0
      ^^^^^^^^^^^^^^^^^^^^^ warning server-countmax-zero
        sshd probes every client but never disconnects one: since 8.2, 0 means no limit.
        > Change to 3"
    `);
    expect(await drawFindings(text, { dialect: 'server', version: '8.1' })).toMatchInlineSnapshot(`
      "ClientAliveCountMax 0
      ^^^^^^^^^^^^^^^^^^^^^ warning server-countmax-zero
        Before 8.2, 0 makes sshd end any session that is silent for 300 s, healthy or not.
        > Change to 3"
    `);
  });

  it('at half the pace is pointed out for 9.2 to 9.4', async () => {
    const text = 'ClientAliveInterval 15\nClientAliveCountMax 3\n';
    expect(await drawFindings(text, { dialect: 'server', version: '9.2' })).toMatchInlineSnapshot(`
      "ClientAliveInterval 15
      ^^^^^^^^^^^^^^^^^^^^^^ warning client-alive-double-interval
        sshd 9.2 probes about every 30 s, not every 15 s, and notices a dead client after about 120 s."
    `);
    const only = 'client-alive-double-interval';
    expect(await drawFindings(text, { dialect: 'server', version: '9.5', only })).toBe('(nothing)');
    expect(await drawFindings(text, { dialect: 'server', version: '9.1', only })).toBe('(nothing)');
  });

  it('is compared with what lies in between', async () => {
    const settings = (path: Record<string, string | number>) => ({ openssh: { version: '10.5' }, path });
    const text =
      'Host aws\n  ServerAliveInterval 600\nHost near\n  ServerAliveInterval 200\nHost fine\n  ServerAliveInterval 60\n';
    expect(await drawFindings(text, { settings: settings({ '*': 'aws-nlb-tcp' }) })).toMatchInlineSnapshot(`
      "  ServerAliveInterval 600
        ^^^^^^^^^^^^^^^^^^^^^^^ warning interval-exceeds-path
        A probe about every 600 s comes too late: AWS Network Load Balancer, TCP listener forgets a silent connection after 350 s.
        > Change to 60
        ServerAliveInterval 600
        ^^^^^^^^^^^^^^^^^^^^^^^ info keepalive-too-patient
        ssh notices a dead connection only after 2400 s: until then the terminal is frozen.
        > Change to 60
        ServerAliveInterval 200
        ^^^^^^^^^^^^^^^^^^^^^^^ hint interval-exceeds-path
        A probe about every 200 s leaves little room: AWS Network Load Balancer, TCP listener forgets a silent connection after 350 s, and one lost probe is enough.
        > Change to 60"
    `);
    const only = 'interval-exceeds-path';
    expect(await drawFindings(text, { settings: settings({ '*': 'gcp-iap' }), only })).toBe('(nothing)');
    const server = { dialect: 'server', settings: { ...settings({ '*': 350 }), openssh: { version: '9.2' } } } as const;
    expect(await drawFindings('ClientAliveInterval 300\n', server)).toMatchInlineSnapshot(`
      "ClientAliveInterval 300
      ^^^^^^^^^^^^^^^^^^^^^^^ warning client-alive-double-interval
        sshd 9.2 probes about every 600 s, not every 300 s, and notices a dead client after about 2400 s.
      ClientAliveInterval 300
      ^^^^^^^^^^^^^^^^^^^^^^^ warning interval-exceeds-path
        A probe about every 600 s comes too late: the path forgets a silent connection after 350 s.
        > Change to 60"
    `);
  });

  it('that counts probes which nobody sends has no effect', async () => {
    expect(
      await drawFindings(
        'Host a\n  ServerAliveCountMax 5\nHost b\n  ServerAliveInterval 9\nHost *\n  ServerAliveCountMax 4\n',
      ),
    ).toMatchInlineSnapshot(`
      "  ServerAliveCountMax 5
        ^^^^^^^^^^^^^^^^^^^^^ warning countmax-without-interval
        ServerAliveCountMax has no effect: ServerAliveInterval is 0, so there are no probes to count.
        > Add ServerAliveInterval 60
        > Remove the line"
    `);
  });

  it('of a loose fragment is not judged by what is missing', async () => {
    const path = '/srv/roles/ssh/ssh_config.d/10-count.conf';
    expect(await drawFindings('ServerAliveCountMax 5\nTCPKeepAlive no\n', { path })).toBe('(nothing)');
  });
});

describe('ChannelTimeout', () => {
  it('names its sessions as the version and side do', async () => {
    const text = 'ChannelTimeout session=5m x11-connection=1h global=1d\n';
    expect(await drawFindings(text, { dialect: 'server', version: '9.6' })).toMatchInlineSnapshot(`
      "ChannelTimeout session=5m x11-connection=1h global=1d
                     ^^^^^^^^^^ warning channel-timeout-matches-nothing
        "session" matches no session: sshd calls them session:shell, session:command and so on.
        > Change to session:*=5m
      ChannelTimeout session=5m x11-connection=1h global=1d
                                                  ^^^^^^^^^ warning channel-timeout-matches-nothing
        "global" needs OpenSSH 9.7; before that it closes nothing."
    `);
    expect(await drawFindings(text, { version: '9.6' })).toMatchInlineSnapshot(`
      "ChannelTimeout session=5m x11-connection=1h global=1d
                     ^^^^^^^^^^ hint channel-timeout-matches-nothing
        "session" matches sessions only up to OpenSSH 10.3; "session*" matches them in every version.
        > Change to session*=5m
      ChannelTimeout session=5m x11-connection=1h global=1d
                                                  ^^^^^^^^^ warning channel-timeout-matches-nothing
        "global" needs OpenSSH 9.7; before that it closes nothing."
    `);
    expect(await drawFindings('ChannelTimeout session:*=5m\n', { version: '10.3' })).toMatchInlineSnapshot(`
      "ChannelTimeout session:*=5m
                     ^^^^^^^^^^^^ warning channel-timeout-matches-nothing
        "session:*" matches no session: up to 10.3 ssh calls them just "session".
        > Change to session*=5m"
    `);
    expect(await drawFindings('ChannelTimeout session:*=5m\n', { version: '10.4' })).toBe('(nothing)');
  });

  it('in Match is used from 10.5 on, and "none" there is fatal', async () => {
    const text = 'ChannelTimeout session:*=9m\nMatch User a\n  ChannelTimeout none\nMatch all\n  ChannelTimeout none\n';
    expect(await drawFindings(text, { dialect: 'server', version: '10.5' })).toMatchInlineSnapshot(`
      "ChannelTimeout session:*=9m
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning never-effective
        Never takes effect: wherever this applies, ChannelTimeout of a Match block wins.
        - This line wins. (line 5)
        - This line wins. (line 3)
        > Remove this line
        ChannelTimeout none
        ^^^^^^^^^^^^^^^^^^^ warning match-channel-timeout-none
        Nobody whom this block matches can log in: sshd fails on "none" under Match. Write *=0.
        > Change to *=0 (safe)
        ChannelTimeout none
        ^^^^^^^^^^^^^^^^^^^ warning match-channel-timeout-none
        Nobody whom this block matches can log in: sshd fails on "none" under Match. Write *=0.
        > Change to *=0 (safe)"
    `);
    expect(
      await drawFindings('Match Group g\n  RekeyLimit 1G 1h\n', { dialect: 'server', version: '9.9' }),
    ).toMatchInlineSnapshot(`
      "  RekeyLimit 1G 1h
        ^^^^^^^^^^^^^^^^ warning match-value-not-applied
        sshd 9.9 lists this value for matching users but still uses the global one: RekeyLimit works under Match only since 10.5.
        > Move it above the first Match, for everyone
        > Remove the line"
    `);
  });
});

describe('blocks', () => {
  it('swallow lines that stand at the margin', async () => {
    expect(
      await drawFindings('Host web\n  User a\n\nInclude conf.d/*\nServerAliveInterval 5\n'),
    ).toMatchInlineSnapshot(`
      "Include conf.d/*
      ^^^^^^^^^^^^^^^^ info unindented-in-block
        This Include applies only to the block above it: a block lasts until the next Host or Match.
        - The block begins here. (line 1)
        > Put Host * above it
        > Indent it, as part of the block"
    `);
    expect(await drawFindings('Host web\nUser a\n\nServerAliveInterval 5\n')).toBe('(nothing)');
  });

  it('of a server hold no directives for the whole server', async () => {
    expect(
      await drawFindings('Match User a\n  X11Forwarding no\n\nLoginGraceTime 30\n', { dialect: 'server' }),
    ).toMatchInlineSnapshot(`
      "LoginGraceTime 30
      ^^^^^^^^^^^^^^ error not-allowed-in-match
        LoginGraceTime applies to the whole server: sshd does not start with it under Match. Move it above the first Match.
        - The block begins here and lasts until the next Match or the end of the file. (line 1)
        > Move it above the first Match
        > Remove the line"
    `);
  });

  it('need a name that can match', async () => {
    expect(await drawFindings('Host !web\n  Port 1\nHost a,b\n  Port 2\n')).toMatchInlineSnapshot(`
      "Host !web
      ^^^^^^^^^ warning host-pattern-mistake
        This matches no host: a negated pattern only takes hosts away from another pattern. Add *.
        > Add *
      Host a,b
           ^^^ warning host-pattern-mistake
        The comma is part of the name: separate host names with spaces.
        > Change to a b"
    `);
  });
});

describe('what shows when all is read', () => {
  it('is a jump host that jumps through itself', async () => {
    expect(await drawFindings('Host *.inner\n  Port 1\nHost *\n  ProxyJump gate\n')).toMatchInlineSnapshot(`
      "  ProxyJump gate
        ^^^^^^^^^^^^^^ warning refused-at-start
        The host would jump through itself: "gate".
        > Add !gate to Host"
    `);
    expect(await drawFindings('Host * !gate\n  ProxyJump gate\n')).toBe('(nothing)');
  });

  it('is a command for keys without an account to run it', async () => {
    expect(await drawFindings('AuthorizedKeysCommand /usr/bin/keys\n', { dialect: 'server' })).toMatchInlineSnapshot(`
      "AuthorizedKeysCommand /usr/bin/keys
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error refused-at-start
        AuthorizedKeysCommand needs AuthorizedKeysCommandUser beside it.
        > Add AuthorizedKeysCommandUser nobody
        > Remove the line"
    `);
  });
});

describe('a security guide', () => {
  const compliance = (id: string, version = '10.5') => ({ settings: { openssh: { version }, compliance: [id] } });

  it('is only asked where one is chosen', async () => {
    expect(await drawFindings('ClientAliveInterval 900\n', { dialect: 'server' })).toBe('(nothing)');
    expect(
      await drawFindings('ClientAliveInterval 900\n', { dialect: 'server', ...compliance('lynis') }),
    ).toMatchInlineSnapshot(`
      "ClientAliveInterval 900
      ^^^^^^^^^^^^^^^^^^^^^^^ warning profile-value
        Lynis (SSH-7408) asks for ClientAliveInterval of 1 to 300; 900 is in effect (CISOfy/lynis, include/tests_ssh).
        > Change to 300
      ClientAliveInterval 900
      ^^^^^^^^^^^^^^^^^^^^^^^ warning profile-value
        Lynis (SSH-7408) asks for ClientAliveCountMax of 1 to 2; 3 is in effect (CISOfy/lynis, include/tests_ssh).
        > Add ClientAliveCountMax 2
      ClientAliveInterval 900
      ^^^^^^^^^^^^^^^^^^^^^^^ warning profile-value
        Lynis (SSH-7408) asks for MaxAuthTries of 1 to 3; 6 is in effect (CISOfy/lynis, include/tests_ssh).
        > Add MaxAuthTries 3
      ClientAliveInterval 900
      ^^^^^^^^^^^^^^^^^^^^^^^ warning profile-value
        Lynis (SSH-7408) asks for MaxSessions of 1 to 2; 10 is in effect (CISOfy/lynis, include/tests_ssh).
        > Add MaxSessions 2
      ClientAliveInterval 900
      ^^^^^^^^^^^^^^^^^^^^^^^ warning profile-value
        Lynis (SSH-7408) asks for TCPKeepAlive no; yes is in effect (CISOfy/lynis, include/tests_ssh).
        > Add TCPKeepAlive no"
    `);
  });

  it('may ask for what its own text does not get', async () => {
    const text = 'ClientAliveInterval 600\nClientAliveCountMax 1\nRekeyLimit 1G 1h\n';
    expect(await drawFindings(text, { dialect: 'server', ...compliance('stig-rhel9', '9.6') })).toMatchInlineSnapshot(
      `
      "ClientAliveInterval 600
      ^^^^^^^^^^^^^^^^^^^^^^^ info profile-promise
        DISA STIG RHEL 9 (RHEL-09-255100) says 600 s; a dead client is actually noticed after 1200 s (600 × (1 + 1))."
    `,
    );
    const zero = 'ClientAliveInterval 300\nClientAliveCountMax 0\n';
    expect(await drawFindings(zero, { dialect: 'server', ...compliance('anssi-nt28', '9.6') })).toMatchInlineSnapshot(`
      "ClientAliveInterval 300
      ^^^^^^^^^^^^^^^^^^^^^^^ info profile-promise
        ANSSI NT28 (Debian 11 and 12) (sshd_set_keepalive_0) expects this to end sessions, but since 8.2 a count of 0 never ends one.
      ClientAliveCountMax 0
      ^^^^^^^^^^^^^^^^^^^^^ warning server-countmax-zero
        sshd probes every client but never disconnects one: since 8.2, 0 means no limit.
        > Change to 3"
    `);
  });

  it('for macOS wants what other rules warn of', async () => {
    const text = 'ServerAliveInterval 900\nServerAliveCountMax 0\n';
    expect(await drawFindings(text, compliance('mscp-macos'))).toMatchInlineSnapshot(`
      "ServerAliveInterval 900
      ^^^^^^^^^^^^^^^^^^^^^^^ info profile-promise
        NIST macOS Security Compliance Project (os_ssh_server_alive_count_max_configure) means to end idle sessions; this ends every session whose server is silent for 900 s, even a healthy one at work, without probing it first."
    `);
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
