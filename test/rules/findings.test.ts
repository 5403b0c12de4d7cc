import { describe, expect, it } from 'vitest';
import { drawFindings, findingsIn } from '../helpers/findings.ts';

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

describe('lines at the margin of an indented block', () => {
  const only = 'unindented-in-block';

  it.each([
    ['an Include', 'Host web\n  User me\nInclude conf.d/*\nHost db\n  User me\n'],
    ['what a script has appended to the file', 'Host web\n  User me\nServerAliveInterval 30\nTCPKeepAlive no\n'],
  ])('are found right below it: %s', async (_, text) => {
    const findings = await findingsIn(text, { only });
    expect(findings.map(({ span }) => text.slice(0, span.start).split('\n').length)).toEqual([3]);
  });

  it.each([
    ['one that is only untidy', 'Host web\n  User me\nServerAliveInterval 30\n  Port 22\n'],
    ['one that can only be about this host', 'Host web\n  User me\nHostName web.example\n'],
    ['any below a line for all hosts', 'Host *\n  User me\nServerAliveInterval 30\n'],
    ['any in a file without indentation', 'Host web\nUser me\nInclude conf.d/*\n'],
  ])('are left alone: %s', async (_, text) => {
    expect(await findingsIn(text, { only })).toEqual([]);
  });
});

describe('values that ssh does not take', () => {
  const only = 'bad-value';

  it.each(['8.9', '9.2', '10.5'])('are domains that begin with a sign, in %s', async (version) => {
    for (const line of ['"CanonicalDomains" = example.com', 'CanonicalDomains a.b -x']) {
      expect(await findingsIn(`${line}\n`, { only, version })).toMatchObject([{ severity: 'error' }]);
    }
    expect(await findingsIn('CanonicalDomains example.com a-b.c none.x\n', { only, version })).toEqual([]);
  });

  it('are refusals of every host, but not those of some', async () => {
    const version = '10.5';
    for (const text of ['RefuseConnection no\n', 'Host *\n  RefuseConnection no\n']) {
      expect(await findingsIn(text, { only, version })).toMatchObject([{ severity: 'error' }]);
    }
    for (const block of ['Host old', 'Host * !known', 'Match host old', 'Match all exec false']) {
      expect(await findingsIn(`${block}\n  RefuseConnection no\n`, { only, version })).toEqual([]);
    }
  });
});

describe('what shows when all is read', () => {
  it('is a percent sign with a letter that stands for nothing', async () => {
    const text = 'Host web\n  ControlPath ~/.ssh/%%-%q\n\nHost db\n  ProxyCommand nc %h %P\n';
    expect(await drawFindings(text, { only: 'refused-at-start' })).toMatchInlineSnapshot(`
      "  ControlPath ~/.ssh/%%-%q
                              ^^ error refused-at-start
        %q does not stand for anything here, and ssh ends: write %% for a plain percent sign.
        > Change to %%q
        ProxyCommand nc %h %P
                           ^^ warning refused-at-start
        %P does not stand for anything here, and ssh ends: write %% for a plain percent sign.
        > Change to %%P"
    `);
    const refused = await findingsIn('Host *\n  HostName %n.example\nHost db\n  User me\n', {
      only: 'refused-at-start',
    });
    expect(refused).toMatchObject([{ severity: 'error' }]);
  });

  it('is nothing of the kind where the line is not in effect, or the release knows the token', async () => {
    const only = 'refused-at-start';
    const overruled = 'Host web\n  ControlPath none\nHost web\n  ControlPath ~/%q\n';
    expect(await findingsIn(overruled, { only })).toEqual([]);
    const jump = 'Host web\n  ControlPath ~/.ssh/%j-%C\n';
    expect(await findingsIn(jump, { only })).toEqual([]);
    expect(await findingsIn(jump, { only, version: '9.4' })).toHaveLength(1);
  });

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
