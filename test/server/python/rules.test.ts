import { describe, expect, it } from 'vitest';
import { pythonRules } from '../../../server/src/rules/python/pythonRules.ts';
import { applyFix } from '../../helpers/findings.ts';
import { drawPythonFindings, type PythonWorkspace, pythonFindings } from '../../helpers/python.ts';

/** What the examples of a rule need beside their text. */
const surroundings: Readonly<Record<string, PythonWorkspace>> = {
  'paramiko-sshconfig-ignored': { files: { '/home/me/.ssh/config': 'Host db\n  ServerAliveInterval 30\n' } },
  'fabric-time-suffix': { files: { '/home/me/.ssh/config': 'Host db\n  ConnectTimeout 1m\n' } },
};

describe.each(pythonRules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it('finds a fault in its bad example', async () => {
    const found = await pythonFindings(rule.doc.bad, surroundings[id]);
    expect(found.map((finding) => finding.rule)).toContain(id);
  });

  it('finds none in its good example, nor does any rule that warns', async () => {
    const found = await pythonFindings(rule.doc.good, surroundings[id]);
    expect(found.filter((finding) => finding.rule === id || /error|warning/.test(finding.severity))).toEqual([]);
  });

  it('is documented', () => {
    expect(id).toMatch(/^[a-z]+(-[a-z0-9]+)+$/);
    expect(rule.doc.summary).toMatch(/\.$/);
  });
});

const connected = (...lines: string[]) =>
  [
    'import paramiko',
    '',
    'def fetch(host):',
    '    client = paramiko.SSHClient()',
    '    client.connect(host)',
    ...lines.map((line) => `    ${line}`),
    '',
  ].join('\n');

describe('a connection without keepalive', () => {
  const draw = (text: string, workspace?: PythonWorkspace) =>
    drawPythonFindings(text, workspace, 'paramiko-no-keepalive');

  it('is pointed out, and mended behind connect', async () => {
    const text = connected('client.exec_command("x")');
    expect(await draw(text)).toMatchInlineSnapshot(`
      "    client.connect(host)
                 ^^^^^^^ info paramiko-no-keepalive
        While the program is silent nothing is sent: a NAT or firewall on the way may forget this connection, and nobody is told. set_keepalive(30) on its transport prevents that.
        > Add client.get_transport().set_keepalive(30)"
    `);
    const findings = await pythonFindings(text, undefined, 'paramiko-no-keepalive');
    expect(applyFix(text, findings)).toContain(
      '    client.connect(host)\n    client.get_transport().set_keepalive(30)\n    client.exec_command("x")\n',
    );
  });

  it('is not pointed out in tests, whose connections live for seconds', async () => {
    for (const path of ['/p/tests/transfer.py', '/p/test_fetch.py', '/p/fetch_test.py', '/p/conftest.py']) {
      expect(await draw(connected(), { path }), path).toBe('(nothing)');
    }
    expect(await draw(connected(), { path: '/p/latest.py' })).toContain('paramiko-no-keepalive');
  });

  it('is pointed out for Fabric only where something is asked of the connection', async () => {
    const fabric = (line: string) => `from fabric import Connection\nconnection = Connection("db")\n${line}\n`;
    for (const line of ['print(connection.host)', 'connection.close()'])
      expect(await draw(fabric(line))).toBe('(nothing)');
    for (const line of ['connection.run("x")', 'connection.put("a")', 'connection.open()']) {
      expect(await draw(fabric(line)), line).toContain('paramiko-no-keepalive');
    }
  });

  it('is not pointed out where others may set it', async () => {
    for (const line of [
      'return client',
      'keep(client)',
      'return client.get_transport()',
      'self.client = client',
      'keep(lambda: client)',
    ]) {
      expect([line, await draw(connected(line))]).toEqual([line, '(nothing)']);
    }
  });

  it('is not pointed out where something that cannot be followed sets one', async () => {
    expect(await draw(connected('for t in transports: t.set_keepalive(5)'))).toBe('(nothing)');
  });

  it('is not pointed out where TCP may be told to probe', async () => {
    const option = 'client.get_transport().sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)';
    expect(await draw(connected(option))).toBe('(nothing)');
    expect(await draw(connected(`# ${option}`))).toContain('paramiko-no-keepalive');
  });

  it('is a warning where the path is known to forget it', async () => {
    const text = connected().replace('connect(host)', 'connect("db")');
    expect(await draw(text, { settings: { path: { db: 350 } } })).toContain('warning paramiko-no-keepalive');
    expect(await draw(text, { settings: { path: { db: 350 } } })).toContain('350 s');
  });

  it('is not pointed out where the server it is paired with probes often enough', async () => {
    const text = connected().replace('connect(host)', 'connect("db")');
    const files = { '/home/me/project/sshd_config': 'ClientAliveInterval 60\n' };
    const settings = { servers: { db: '/home/me/project/sshd_config' } };
    expect(await draw(text, { files, settings })).toBe('(nothing)');
    expect(await draw(text, { files, settings: { ...settings, path: { db: 30 } } })).toContain('warning');
  });
});

describe('set_keepalive', () => {
  it('alone notices no dead server', async () => {
    const text = connected(
      'client.get_transport().set_keepalive(30)',
      '_, out, _ = client.exec_command("x")',
      'out.read()',
    );
    expect(await drawPythonFindings(text, undefined, 'paramiko-keepalive-no-detection')).toMatchInlineSnapshot(`
      "    client.get_transport().set_keepalive(30)
                                 ^^^^^^^^^^^^^ info paramiko-keepalive-no-detection
        Asks for no answer: a server that has gone is not noticed by it, and what is read here has no limit. exec_command(timeout=...) or settimeout on the channel gives it one.
        - What is read from here has no limit. (line 7)"
    `);
  });

  it('is left alone where reads have a limit', async () => {
    for (const line of [
      'client.exec_command("x", timeout=5)',
      'client.exec_command("x", timeout=limit)',
      'client.exec_command("x")[1].channel.settimeout(4)',
    ]) {
      const text = connected('client.get_transport().set_keepalive(30)', line);
      expect([line, await drawPythonFindings(text, undefined, 'paramiko-keepalive-no-detection')]).toEqual([
        line,
        '(nothing)',
      ]);
    }
  });

  it('counts seconds', async () => {
    const draw = (value: string) =>
      drawPythonFindings(
        connected(`client.get_transport().set_keepalive(${value})`),
        undefined,
        'paramiko-keepalive-ms',
      );
    expect(await draw('30000')).toMatchInlineSnapshot(`
      "    client.get_transport().set_keepalive(30000)
                                               ^^^^^ warning paramiko-keepalive-ms
        set_keepalive counts seconds: this is 500 minutes. Are milliseconds meant?
        > Change to 30"
    `);
    expect(await draw('3600')).toBe('(nothing)');
    expect(await draw('30')).toBe('(nothing)');
    expect(await draw('interval')).toBe('(nothing)');
  });
});

describe('connect(timeout=...)', () => {
  const draw = (args: string, workspace?: PythonWorkspace) =>
    drawPythonFindings(
      `import paramiko\nclient = paramiko.SSHClient()\nclient.connect("db", ${args})\n`,
      workspace,
      'paramiko-connect-timeout-partial',
    );

  it('leaves the login to another limit', async () => {
    expect(await draw('timeout=10')).toMatchInlineSnapshot(`
      "client.connect("db", timeout=10)
                           ^^^^^^^^^^ info paramiko-connect-timeout-partial
        Bounds the TCP connection to an address and then banner and key exchange, 10 s each; the login has 30 s an attempt (auth_timeout).
        > Add auth_timeout=10"
    `);
  });

  it('does not make it more patient with the banner', async () => {
    expect(await draw('timeout=60')).toMatchInlineSnapshot(`
      "client.connect("db", timeout=60)
                           ^^^^^^^^^^ info paramiko-connect-timeout-partial
        The server’s banner is waited for 15 s all the same: banner_timeout is not given. Its error is “Error reading SSH protocol banner”.
        > Add banner_timeout=60"
    `);
  });

  it('bounds TCP only before 2.1, and knows no limit of the login before 2.2', async () => {
    expect(await draw('timeout=10', { paramiko: '2.2' })).toContain('banner and key exchange');
    expect(await draw('timeout=10', { paramiko: '2.1' })).toBe('(nothing)');
  });

  it('bounds no TCP connection where a socket is handed in', async () => {
    const text = await draw('sock=open_channel(), timeout=10');
    expect(text).toContain('Bounds banner and key exchange, 10 s, on the socket that is handed in');
  });

  it('is left alone where the others are given, or may be', async () => {
    for (const args of [
      'timeout=10, auth_timeout=5',
      'timeout=10, **more',
      'timeout=limit',
      'timeout=None',
      'timeout=60, banner_timeout=60',
    ]) {
      expect([args, await draw(args)]).toEqual([args, '(nothing)']);
    }
  });
});

describe('recv_exit_status()', () => {
  const draw = (...lines: string[]) =>
    drawPythonFindings(
      connected('_, out, _ = client.exec_command("x", timeout=5)', ...lines),
      undefined,
      'paramiko-exit-status-unbounded',
    );

  it('is not bounded', async () => {
    expect(await draw('out.channel.recv_exit_status()')).toMatchInlineSnapshot(`
      "    out.channel.recv_exit_status()
                      ^^^^^^^^^^^^^^^^ info paramiko-exit-status-unbounded
        Waits without any limit, whatever timeout was given: with a server that has gone it never returns. Read the output to its end first, or ask exit_status_ready()."
    `);
  });

  it.each([
    ['the output is read before', ['out.read()', 'out.channel.recv_exit_status()']],
    ['the output is looped over before', ['for line in out:', '    print(line)', 'out.channel.recv_exit_status()']],
    [
      'it is asked whether it is there',
      ['while not out.channel.exit_status_ready(): pass', 'out.channel.recv_exit_status()'],
    ],
    ['a list is made of the output before', ['lines = list(out)', 'out.channel.recv_exit_status()']],
    ['a generator runs over it', ['text = "".join(each for each in out)', 'out.channel.recv_exit_status()']],
    [
      'lines are asked for until none comes',
      ['for each in iter(out.readline, ""): pass', 'out.channel.recv_exit_status()'],
    ],
    ['each of several is read', ['for each in _, out: each.read()', 'out.channel.recv_exit_status()']],
    ['each of a list is read', ['for each in [out]: each.read()', 'out.channel.recv_exit_status()']],
    ['a thread reads', ['Thread(target=out.read).start()', 'out.channel.recv_exit_status()']],
    ['another function is given the output', ['report = drain(out)', 'out.channel.recv_exit_status()']],
    ['its end is waited for with a limit', ['out.channel.status_event.wait(30)', 'out.channel.recv_exit_status()']],
    [
      'it is asked whether all has come',
      ['while not out.channel.eof_received: pass', 'out.channel.recv_exit_status()'],
    ],
  ])('is left alone where %s', async (_, lines) => {
    expect(await draw(...lines)).toBe('(nothing)');
  });

  it('is pointed out where only what comes behind it reads', async () => {
    for (const lines of [
      ['out.channel.recv_exit_status()', 'lines = list(out)'],
      ['_.close()', 'out.channel.set_combine_stderr(True)', 'out.channel.recv_exit_status()', 'out.read()'],
    ]) {
      expect(await draw(...lines), lines.join()).toContain('paramiko-exit-status-unbounded');
    }
  });

  it('is pointed out where a function of the file has started the command', async () => {
    const text = [
      'import paramiko',
      'def start(client: paramiko.SSHClient):',
      '    _, out, err = client.exec_command("x")',
      '    return out, err',
      'out, err = start(paramiko.SSHClient())',
      'out.channel.recv_exit_status()',
    ].join('\n');
    expect(await drawPythonFindings(text, undefined, 'paramiko-exit-status-unbounded')).toContain('recv_exit_status()');
  });
});

describe('ssh_config', () => {
  it('is not applied by paramiko', async () => {
    const text = pythonRules.find(({ id }) => id === 'paramiko-sshconfig-ignored')?.doc.bad ?? '';
    expect(
      await drawPythonFindings(text, surroundings['paramiko-sshconfig-ignored'], 'paramiko-sshconfig-ignored'),
    ).toMatchInlineSnapshot(`
      "settings = config.lookup("db")
                        ^^^^^^ info paramiko-sshconfig-ignored
        ssh_config says ServerAliveInterval 30 for db; paramiko does not apply it. set_keepalive on the transport is the nearest to it.
        - Set here. (line 1)
        > Add client.get_transport().set_keepalive(30)"
    `);
    expect(await drawPythonFindings(text, undefined, 'paramiko-sshconfig-ignored')).toBe('(nothing)');
  });

  it('is read by Fabric with int()', async () => {
    const draw = (config: string, call = 'Connection("db")') =>
      drawPythonFindings(
        `from fabric import Connection\n${call}\n`,
        { files: { '/home/me/.ssh/config': config } },
        'fabric-time-suffix',
      );
    expect(await draw('Host db\n  ConnectTimeout 1m\n')).toMatchInlineSnapshot(`
      "Connection("db")
                 ^^^^ error fabric-time-suffix
        ssh_config says ConnectTimeout 1m for this host; Fabric reads it with int() and raises ValueError.
        - Set here. (line 1)
        > Add connect_timeout=60"
    `);
    expect(await draw('Host db\n  ConnectTimeout 60\n')).toBe('(nothing)');
    expect(await draw('Host other\n  ConnectTimeout 1m\n')).toBe('(nothing)');
    expect(await draw('Host db\n  ConnectTimeout 1m\n', 'Connection("db", connect_timeout=5)')).toBe('(nothing)');
    expect(await draw('Host db\n  ConnectTimeout 1m\n', 'Connection(host)')).toBe('(nothing)');
  });
});

describe('a comment silences', () => {
  const text = (comment: string, behind = '') =>
    `import paramiko\nclient = paramiko.SSHClient()\n${comment}client.connect(\n    "db",\n    timeout=10,\n)${behind}\n`;
  const draw = (source: string) => drawPythonFindings(source, undefined, 'paramiko-connect-timeout-partial');
  it('the statement that it stands in or before, and the whole file', async () => {
    const ignore = '# ssh-timeouts: ignore paramiko-connect-timeout-partial the login is quick';
    expect(await draw(text(''))).not.toBe('(nothing)');
    expect(await draw(text(`${ignore}\n`))).toBe('(nothing)');
    expect(await draw(text('', `  ${ignore}`))).toBe('(nothing)');
    expect(await draw(`${ignore.replace('ignore', 'ignore-file')}\n${text('')}`)).toBe('(nothing)');
    expect(await draw(text(`${ignore.replace('partial', 'other')}\n`))).not.toBe('(nothing)');
    expect(await draw(`${ignore}\n\nx = 1\n${text('')}`)).not.toBe('(nothing)');
  });
});
