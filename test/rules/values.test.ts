import { describe, expect, it } from 'vitest';
import { readable } from '../../server/src/rules/badTime.ts';
import { applyFix, drawFindings, findingsIn } from '../helpers/findings.ts';

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

  it('are found where ProxyJump and ProxyCommand are both set: the first of the two wins', async () => {
    const text =
      'Host web\n  ProxyJump gate\n  ProxyCommand nc %h %p\n\nHost db\n  ProxyCommand nc %h %p\n  ProxyJump gate\n';
    expect(await drawFindings(text, { only: 'never-effective' })).toMatchInlineSnapshot(`
      "  ProxyCommand nc %h %p
        ^^^^^^^^^^^^^^^^^^^^^ warning never-effective
        Never takes effect: ProxyJump is already "gate" by then, and the first value wins.
        - This line wins. (line 2)
        > Remove this line
        > Remove the line that wins
        ProxyJump gate
        ^^^^^^^^^^^^^^ warning never-effective
        Never takes effect: ProxyCommand is already "nc %h %p" by then, and the first value wins.
        - This line wins. (line 6)
        > Remove this line
        > Remove the line that wins"
    `);
    const kept = 'Host web\n  ProxyCommand none\n\nHost *.example\n  ProxyJump gate\n';
    expect(await findingsIn(kept, { only: 'never-effective' })).toEqual([]);
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
