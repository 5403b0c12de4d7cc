import { describe, expect, it } from 'vitest';
import { drawFindings, findingsIn } from '../helpers/findings.ts';

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

  it.each([
    ['# log out idle users after 5 minutes', 1],
    ['# Ensure SSH Idle Timeout Interval is configured', 1],
    ['# idle time-out and keepalive', 1],
    ['# keep idle sessions open behind the NAT', 0],
    ['# prevents idle disconnects', 0],
    ["# don't log out inactive users", 0],
  ])('is no logout of idle users, where somebody expects one: %s', async (comment, count) => {
    const text = `${comment}\nClientAliveInterval 300\n`;
    const found = await findingsIn(text, { dialect: 'server', only: 'client-alive-is-no-idle-logout' });
    expect(found).toHaveLength(count);
  });

  it.each([
    ['', 1],
    ['AuthenticationMethods publickey,password publickey\n', 1],
    ['AuthenticationMethods any\n', 1],
    ['AuthenticationMethods publickey\n', 0],
    ['PasswordAuthentication no\nKbdInteractiveAuthentication no\n', 0],
  ])('is not all: 15 s to log in are few where people type a password; %j', async (methods, count) => {
    const text = `LoginGraceTime 15\n${methods}`;
    expect(await findingsIn(text, { dialect: 'server', only: 'login-grace-time-short' })).toHaveLength(count);
  });

  it('of a shared connection needs a socket for each host, which the names of this machine do not give', async () => {
    const shared = (path: string) => `Host *\n  ServerAliveInterval 30\n  ControlMaster auto\n  ControlPath ${path}\n`;
    const only = 'control-path-for-many-hosts';
    for (const path of ['~/.ssh/socket', '~/.ssh/%L', '%d/.ssh/%u-%%h']) {
      expect(await findingsIn(shared(path), { only }), path).toHaveLength(1);
    }
    for (const path of ['~/.ssh/%h', '~/.ssh/%C', '%d/%n', '~/%r@%h:%p']) {
      expect(await findingsIn(shared(path), { only }), path).toEqual([]);
    }
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
