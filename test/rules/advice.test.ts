import { describe, expect, it } from 'vitest';
import { drawFindings, type FindingsOptions, findingsIn } from '../helpers/findings.ts';

const server = { dialect: 'server' } as const;
const paired = (text: string): FindingsOptions => ({
  settings: { openssh: { version: '10.5' }, servers: { '*': '/srv/sshd_config' } },
  files: { '/srv/sshd_config': text },
});
const path = (value: string | number): FindingsOptions => ({
  settings: { openssh: { version: '10.5' }, path: { '*': value } },
});

/** What one rule says of a text: its true positive, drawn. */
const says = (only: string, text: string, options: FindingsOptions = {}) => drawFindings(text, { ...options, only });

describe('a near miss', () => {
  it.each<[rule: string, text: string, options?: FindingsOptions]>([
    ['no-keepalive', 'Host web\n  ServerAliveInterval 0\n'],
    ['no-keepalive', 'Host *\n  SendEnv LANG\n'],
    ['no-keepalive', 'Host web\n  Port 1\nMatch exec "true"\n  ServerAliveInterval 5\n'],
    ['tcp-keepalive-too-late', 'Host web\n  Port 1\n', path(7200)],
    ['tcp-keepalive-too-late', 'Host web\n  ProxyJump gate\n', { settings: { path: { web: 350 } } }],
    ['keepalive-too-hasty', 'ServerAliveInterval 5\nServerAliveCountMax 3\n'],
    ['keepalive-too-hasty', 'ServerAliveInterval 5\nServerAliveCountMax 0\n'],
    ['keepalive-too-hasty', 'ClientAliveInterval 30\n', server],
    ['keepalive-too-patient', 'ServerAliveInterval 225\n'],
    ['keepalive-too-patient', 'ServerAliveInterval 30000\n'],
    ['keepalive-too-patient', 'ClientAliveInterval 21600\n', server],
    ['jump-host-keepalive', 'Host inner\n  ProxyJump gate\n  ServerAliveInterval 9\n  ConnectTimeout 9\n'],
    ['jump-host-keepalive', 'Host inner\n  ProxyJump gate\n'],
    ['git-host-keepalive', 'Host github.com.example\n  User git\n'],
    [
      'shared-connection-keepalive',
      'Host a b\n  ControlMaster auto\n  ControlPath ~/.ssh/%C\nHost a\n  ServerAliveInterval 9\n',
    ],
    ['control-path-for-many-hosts', 'Host web\n  ControlMaster auto\n  ControlPath ~/.ssh/web\n'],
    ['control-path-for-many-hosts', 'Host a b\n  HostName web\n  ControlMaster auto\n  ControlPath ~/.ssh/web\n'],
    ['control-path-for-many-hosts', 'Host *\n  ControlPath ~/.ssh/one\n'],
    [
      'control-persist-outlived',
      'ControlMaster auto\nControlPath ~/%C\nControlPersist 5m\n',
      paired('UnusedConnectionTimeout 5m\n'),
    ],
    ['remote-forward-kept', 'Host a\n  RemoteForward /run/a /run/b\n'],
    ['remote-forward-kept', 'Host a\n  RemoteForward 80 b:80\n  ExitOnForwardFailure no\n  ServerAliveInterval 9\n'],
    ['batch-mode-interval', 'BatchMode yes\nServerAliveInterval 0\n', { version: '9.2' }],
    ['batch-mode-connect-timeout', 'BatchMode no\n'],
    ['connection-attempts-product', 'ConnectionAttempts 3\nConnectTimeout 5\nProxyCommand nc %h %p\n'],
    ['forward-x11-deadline', 'ForwardX11 yes\nForwardX11Trusted yes\n'],
    ['time-unit-portability', 'ServerAliveInterval 300\nControlPersist 10m\n'],
    ['commented-out-value', '# ClientAliveInterval 300 is too long for us\n', server],
    ['commented-out-value', '#ClientAliveInterval 300\nClientAliveInterval 60\n', server],
    ['commented-out-value', '#LoginGraceTime 2m\n#ClientAliveInterval 0\n', server],
    [
      'include-too-late',
      'ClientAliveInterval 15\nInclude /etc/ssh/d/*.conf\n',
      { ...server, files: { '/etc/ssh/d/a.conf': 'Port 22\n' } },
    ],
    ['drop-in-name', 'ClientAliveInterval 15\n', { ...server, path: '/etc/ssh/sshd_config.d/50-x.conf.j2' }],
    ['drop-in-name', 'ClientAliveInterval 15\n', { ...server, path: '/srv/roles/sshd_config.d/50-x' }],
    ['login-grace-time-short', 'LoginGraceTime 20\n', server],
    [
      'login-grace-time-short',
      'LoginGraceTime 5\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n',
      server,
    ],
    ['few-startups', 'MaxStartups 10:30:60\n', server],
    ['one-at-a-time', 'Match Group sftp\n  MaxSessions 1\n', server],
    ['use-dns-slow', 'UseDNS yes\nMatch Host *.example\n  PermitTTY no\n', server],
    ['unused-connection-early', 'UnusedConnectionTimeout 1h\n', { ...server, version: '9.9' }],
    ['channel-timeout-leaves-connection', 'ChannelTimeout direct-tcpip=1h\n', server],
    ['rekey-too-often', 'RekeyLimit 1G 60\n', server],
    ['server-closes-quiet-sessions', 'ServerAliveInterval 60\n', paired('ChannelTimeout session=15m\n')],
    ['both-sides-probe', 'ServerAliveInterval 15\n', paired('ClientAliveInterval 60\n')],
    [
      'host-key-unchecked',
      'Host vm\n  HostName 127.0.0.1\n  StrictHostKeyChecking no\n  UserKnownHostsFile /dev/null\n',
    ],
    ['host-key-unchecked', 'StrictHostKeyChecking accept-new\n'],
    ['weak-algorithm', 'Ciphers -aes128-cbc,3des-cbc\nMACs hmac-sha1\n'],
  ])('of %s says nothing: %j', async (only, text, options) => {
    expect(await says(only, text, options)).toBe('(nothing)');
  });
});

describe('the border between releases', () => {
  it.each<[rule: string, text: string, without: string, within: string, dialect: 'client' | 'server']>([
    ['unused-connection-early', 'ChannelTimeout *=9m\nUnusedConnectionTimeout 1h\n', '10.3', '10.2', 'server'],
    ['channel-timeout-leaves-connection', 'ChannelTimeout global=9m\n', '9.6', '9.7', 'server'],
    ['weak-algorithm', 'KexAlgorithms diffie-hellman-group14-sha1,curve25519-sha256\n', '8.7', '8.8', 'client'],
    ['batch-mode-interval', 'BatchMode yes\n', '9.2-upstream', '9.2-debian', 'client'],
    ['keepalive-too-hasty', 'ClientAliveInterval 20\n', '9.4', '9.5', 'server'],
    ['forward-x11-deadline', 'ForwardX11 yes\n', '9.2-debian', '9.2-upstream', 'client'],
  ])('of %s holds: %j', async (only, text, without, within, dialect) => {
    expect(await findingsIn(text, { only, dialect, version: without })).toEqual([]);
    expect((await findingsIn(text, { only, dialect, version: within })).length).toBeGreaterThan(0);
  });

  it('changes what a short LoginGraceTime leads to', async () => {
    const message = async (version: string) =>
      (await findingsIn('LoginGraceTime 9\n', { ...server, version, only: 'login-grace-time-short' }))[0]?.message;
    expect(await message('9.7')).not.toContain('PerSourcePenalties');
    expect(await message('9.8')).toContain('PerSourcePenalties');
  });
});

describe('advice that holds for many hosts', () => {
  it('is given once, where its fix goes', async () => {
    const text = 'Host a\n  Port 1\nHost b\n  Port 2\nHost c\n  ServerAliveInterval 9\n\nHost *\n  Compression yes\n';
    expect(await says('no-keepalive', text)).toMatchInlineSnapshot(`
      "Host *
      ^^^^^^ hint no-keepalive
        ServerAliveInterval is not set for 2 of 3 hosts: nothing keeps a quiet connection open, and a dead one goes unnoticed until TCP gives up.
        > Add ServerAliveInterval 60 for all hosts"
    `);
    expect(await says('tcp-keepalive-too-late', text, path('aws-nlb-tcp'))).toMatchInlineSnapshot(`
      "Host a
      ^^^^^^ info tcp-keepalive-too-late
        AWS Network Load Balancer, TCP listener forgets a silent connection after 350 s, and TCP alone first asks after 7200 s: set ServerAliveInterval.
        > Add ServerAliveInterval 60
        > Add ServerAliveInterval 60 for all hosts"
    `);
  });

  it('stands at each line of hosts that are alike', async () => {
    const hosts = ['a', 'b', 'c'].map((name) => `Host ${name}\n  HostName ${name}.example\n  ServerAliveInterval 1\n`);
    const found = await findingsIn(hosts.join(''), { only: 'keepalive-too-hasty' });
    expect(found.map(({ span }) => hosts.join('').slice(0, span.start).split('\n').length)).toEqual([3, 6, 9]);
  });

  it('tells hosts apart that a pattern of the settings names', async () => {
    const settings = { openssh: { version: '10.5' }, path: { b: 350 } };
    const text = 'Host a\n  ServerAliveInterval 600\nHost b\n  ServerAliveInterval 600\n';
    const found = await findingsIn(text, { settings, only: 'interval-exceeds-path' });
    expect(found.map(({ span }) => text.slice(0, span.start).split('\n').length)).toEqual([4]);
  });
});

describe('a shared connection', () => {
  it('of two names has one keepalive', async () => {
    const text =
      'Host web\n  ServerAliveInterval 15\nHost old\n  ServerAliveInterval 300\nHost web old\n  HostName web.example\n  ControlMaster auto\n  ControlPath ~/.ssh/%C\n';
    expect(await says('shared-connection-keepalive', text)).toMatchInlineSnapshot(`
      "  ServerAliveInterval 300
        ^^^^^^^^^^^^^^^^^^^^^^^ hint shared-connection-keepalive
        Shares its connection with web, where ServerAliveInterval is 15: whichever is opened first decides for both.
        - The other value is set here. (line 2)"
    `);
  });

  it('under a fixed name leads anywhere', async () => {
    const text = 'Host a b\n  ControlMaster auto\n  ControlPath ~/.ssh/mux\n';
    expect(await says('control-path-for-many-hosts', text)).toMatchInlineSnapshot(`
      "  ControlPath ~/.ssh/mux
        ^^^^^^^^^^^^^^^^^^^^^^ warning control-path-for-many-hosts
        Different hosts share this one socket: once ssh is connected to one, ssh to any other ends up there. Add %C.
        > Change to ~/.ssh/mux-%C"
    `);
  });
});

describe('the server of a host', () => {
  it('is asked where the settings pair one', async () => {
    const text = 'Host web\n  ServerAliveInterval 30\n';
    expect(
      await says('server-closes-quiet-sessions', text, paired('ChannelTimeout session:*=15m\n')),
    ).toMatchInlineSnapshot(`
      "  ServerAliveInterval 30
        ^^^^^^^^^^^^^^^^^^^^^^ info server-closes-quiet-sessions
        This does not keep a session open: the server closes one that is quiet for 900 s (ChannelTimeout), probes or not.
        - The server sets it here. (line 1)"
    `);
    expect(await says('both-sides-probe', text, paired('ClientAliveInterval 30\n'))).toMatchInlineSnapshot(`
      "  ServerAliveInterval 30
        ^^^^^^^^^^^^^^^^^^^^^^ hint both-sides-probe
        The server probes every 30 s as well: either side is enough to keep the path open.
        - The server sets it here. (line 1)"
    `);
  });
});

describe('a file that others may write', () => {
  const text = 'Host web\n  Port 1\n';
  const rule = 'file-permissions';

  it('is refused by ssh, whatever it says', async () => {
    expect(await says(rule, text, { mode: 0o664 })).toMatchInlineSnapshot(`
      "Host web
      ^^^^^^^^ error file-permissions
        ssh refuses to read this file: its mode 664 lets others write it. Take that away with "chmod go-w"."
    `);
    expect(await says(rule, text, { uid: 501 })).toMatchInlineSnapshot(`
      "Host web
      ^^^^^^^^ error file-permissions
        ssh refuses to read this file: it belongs to user 501, not to you or to root. Change its owner with chown."
    `);
    const included = { path: '/home/me/.ssh/d/a', mode: 0o606, files: { '/home/me/.ssh/config': 'Include d/*\n' } };
    expect((await findingsIn(text, { ...included, only: rule })).length).toBe(1);
  });

  it('is accepted where only its group may, in builds of Debian, and nothing is said where the build is not known', async () => {
    expect(await says(rule, text, { mode: 0o664, version: '9.2-upstream' })).toContain('mode 664');
    expect(await says(rule, text, { mode: 0o664, version: '9.2-debian' })).toBe('(nothing)');
    expect(await says(rule, text, { mode: 0o664, version: 'auto', ssh: 'unknown' })).toBe('(nothing)');
    expect(await says(rule, text, { mode: 0o666, version: 'auto', ssh: 'unknown' })).toContain('mode 666');
  });

  it('is no fault where ssh does not look: other places, the main file of the system, servers', async () => {
    expect(await says(rule, text, { mode: 0o644 })).toBe('(nothing)');
    expect(await says(rule, text, { uid: 0 })).toBe('(nothing)');
    expect(await says(rule, text, { mode: 0o666, path: '/srv/dotfiles/ssh_config' })).toBe('(nothing)');
    expect(await says(rule, text, { mode: 0o666, path: '/etc/ssh/ssh_config' })).toBe('(nothing)');
    expect(await says(rule, 'Port 22\n', { mode: 0o666, dialect: 'server' })).toBe('(nothing)');
  });
});

describe('an Include', () => {
  it('at the end loses', async () => {
    const files = { '/etc/ssh/sshd_config.d/50-cloud.conf': 'ClientAliveInterval 600\nMaxAuthTries 3\n' };
    const text = 'ClientAliveInterval 15\nInclude sshd_config.d/*.conf\n';
    expect(await says('include-too-late', text, { ...server, files })).toMatchInlineSnapshot(`
      "Include sshd_config.d/*.conf
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info include-too-late
        A line of 50-cloud.conf loses to one above this Include: the first value wins. Move the Include to the top if it should count.
        - This line wins. (line 1)
        - This line loses. (line 1)
        > Move this Include to the top"
    `);
  });
});
