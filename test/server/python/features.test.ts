import { describe, expect, it } from 'vitest';
import { providePythonCodeLenses, resolvePythonCodeLens } from '../../../server/src/features/python/codeLens.ts';
import { providePythonCodeActions, providePythonDiagnostics } from '../../../server/src/features/python/diagnostics.ts';
import { providePythonHover } from '../../../server/src/features/python/hover.ts';
import { providePythonInlayHints } from '../../../server/src/features/python/inlayHints.ts';
import { positionAt } from '../../../server/src/features/ranges.ts';
import { drawHover, drawRanges } from '../../helpers/draw.ts';
import { fullOptions, plainOptions } from '../../helpers/editor.ts';
import { marked } from '../../helpers/markers.ts';
import { type PythonWorkspace, pythonSnapshotOf } from '../../helpers/python.ts';

async function hover(source: string, workspace?: PythonWorkspace): Promise<string> {
  const { text, cursor } = marked(source);
  const snapshot = await pythonSnapshotOf(text, workspace);
  return drawHover(text, positionAt(snapshot.file, cursor), providePythonHover(snapshot, cursor, fullOptions));
}

async function lenses(text: string, workspace?: PythonWorkspace): Promise<string> {
  const snapshot = await pythonSnapshotOf(text, workspace);
  const found = providePythonCodeLenses(snapshot, fullOptions).map((lens) => resolvePythonCodeLens(snapshot, lens));
  return found.map(({ range, command }) => `line ${range.start.line + 1}: ${command?.title}`).join('\n') || '(none)';
}

async function hints(text: string, workspace?: PythonWorkspace): Promise<string> {
  const snapshot = await pythonSnapshotOf(text, workspace);
  const all = providePythonInlayHints(snapshot, { start: 0, end: text.length });
  const at = all.map(({ position, label }) => ({ range: { start: position, end: position }, label: String(label) }));
  return drawRanges(text, at);
}

const script = (connect: string, ...lines: string[]) =>
  ['import paramiko', 'client = paramiko.SSHClient()', connect, ...lines, ''].join('\n');

/** The paired server of the second question: ClientAliveInterval 600, ClientAliveCountMax 3. */
const strict: PythonWorkspace = {
  files: { '/home/me/project/sshd_config': 'ClientAliveInterval 600\nClientAliveCountMax 3\n' },
  settings: { servers: { db: '/home/me/project/sshd_config' } },
};

describe('hover', () => {
  it('says what the timeout of connect() bounds and what it does not', async () => {
    expect(await hover(script('client.connect("db", time<|>out=10)'))).toMatchInlineSnapshot(`
      "client.connect("db", timeout=10)
                           ~~~~↑~~
      ----------------------------------------
      **timeout** · seconds · default None · here **10 s**

      Bounds the TCP connection to an address, and then once more banner and key exchange together. Without it the operating system bounds TCP, about two minutes on Linux; the others have limits of their own.

      **It does not:** bound name lookup, the login (\`auth_timeout\`, 30 s an attempt), the opening of channels or any read, and it makes nothing more patient with the banner than \`banner_timeout\`, 15 s. Where a name has several addresses, the first that times out ends the call. The default is not 3600 s: that is the limit for opening channels.

      *paramiko 5.1, assumed: the newest known*"
    `);
  });

  it('says what is in force where a connection is opened', async () => {
    expect(await hover(script('client.con<|>nect("db", timeout=10)'))).toMatchInlineSnapshot(`
      "client.connect("db", timeout=10)
             ~~~↑~~~
      ----------------------------------------
      **SSHClient.connect**

      Connects and logs in. Each phase has a limit of its own.

      **It does not:** try the next address after a timeout: only one that refuses or cannot be reached leads to the next. It takes nothing from \`ssh_config\` either.

      In force here:
      - TCP connection, each address: **10 s** — \`timeout\`
      - Server’s banner: **10 s** — \`timeout\`
      - Key exchange: **10 s** — \`timeout\`
      - Login, each attempt: **30 s** — \`auth_timeout\`
      - Opening a channel: **1 h** — \`channel_timeout\`

      Idle is not kept alive. \`set_keepalive(30)\` on its transport sends a packet after 30 s without one. Dead server never noticed.

      A server’s ClientAliveInterval does not end it while it is idle: the library answers the probes by itself, with or without a keepalive of its own.

      **Who is first:** If the other end goes away: Neither paramiko 5.1 nor sshd notices; only TCP keepalive does, after 2 h 11 min 15 s. A healthy idle session is ended by neither side; what lies between is not known.

      *paramiko 5.1, assumed: the newest known*"
    `);
  });

  it('says why sshd 9.2 probes at another pace than its file says', async () => {
    const text = 'client.connect("db")\nclient.get_transport().set_keep<|>alive(30)';
    const old = await hover(script(text), { ...strict, settings: { ...strict.settings, openssh: { version: '9.2' } } });
    expect(old).toContain('probes every 20 min');
    expect(old).toContain('ClientAliveInterval says 10 min: sshd 9.2 to 9.4 lets every second expiry pass.');
    expect(await hover(script(text), strict)).not.toContain('ClientAliveInterval says');
  });

  it('says how an idle connection is kept alive against a server that probes, and what that is not', async () => {
    const text = script('client.connect("db")', 'client.get_transport().set_keep<|>alive(30)');
    expect(await hover(text, strict)).toMatchInlineSnapshot(`
      "client.get_transport().set_keepalive(30)
                             ~~~~~~~~↑~~~~
      ----------------------------------------
      **Transport.set_keepalive**

      Sends a packet (\`keepalive@lag.net\`) whenever the program has sent nothing for so many seconds. NATs, firewalls and load balancers that forget an idle connection later than that keep it.

      **It does not:** ask for an answer, or count: a server that has gone is not noticed by it. Limits on reads do that: \`exec_command(timeout=...)\`, \`channel.settimeout(...)\`.

      Idle packet every 30 s. Dead server noticed by TCP only, in 15 min 53 s to 17 min 55 s.

      The paired server probes every 10 min. The library answers by itself, so an idle connection is not dropped; a client that has gone is given up after 39 min 59 s to 40 min.

      **Who is first:** If the other end goes away: The client’s system gives up on unanswered data after 15 min 53 s to 17 min 55 s; paramiko 5.1 notices nothing before. A healthy idle session is ended by neither side; what lies between is not known.

      *paramiko 5.1, assumed: the newest known*"
    `);
  });

  it('knows the limits of a transport that are assigned', async () => {
    const text =
      'import paramiko\nt = paramiko.Transport(("db", 22))\nt.handshake<|>_timeout = 60\nt.connect(username="me")\n';
    expect(await hover(text)).toMatchInlineSnapshot(`
      "t.handshake_timeout = 60
        ~~~~~~~~~↑~~~~~~~
      ----------------------------------------
      **handshake_timeout** · seconds · default 15 · here **60 s**

      How long the key exchange may take, from the server’s banner on. \`connect()\` has no parameter for it.

      *paramiko 5.1, assumed: the newest known*"
    `);
  });

  it.each([
    ['exec_command', 'client.exec_<|>command("x")'],
    ['its timeout', 'client.exec_command("x", timeout=<|>60)'],
    ['recv_exit_status', 'client.exec_command("x")[1].channel.recv_exit<|>_status()'],
    ['settimeout', 'client.invoke_shell().set<|>timeout(5)'],
    ['lookup', 'paramiko.SSHConfig.from_path("c").look<|>up("db")'],
  ])('knows %s', async (_, line) => {
    expect(await hover(script('client.connect("db")', line))).toMatchSnapshot();
  });

  it('knows fabric and asyncssh', async () => {
    expect(
      await hover('from fabric import Connection\nConn<|>ection("db", connect_timeout=5).run("x")\n'),
    ).toMatchSnapshot();
    expect(
      await hover('import asyncssh\nasync def f():\n    await asyncssh.conn<|>ect("db", keepalive_interval=15)\n'),
    ).toMatchSnapshot();
    expect(
      await hover('import asyncssh\nasync def f():\n    await asyncssh.connect("db", keepalive_<|>interval=15)\n'),
    ).toMatchSnapshot();
  });

  it('says for which release, and how that is known', async () => {
    const text = script('client.connect("db", auth_<|>timeout=10)');
    const files = { '/home/me/project/requirements.txt': 'paramiko==2.1.3\n' };
    expect(await hover(text, { files })).toContain('*paramiko 2.1, as requirements.txt says*');
    expect(await hover(text, { files })).toContain('only since paramiko 2.2');
    const bounds = { '/home/me/pyproject.toml': '[project]\ndependencies = ["paramiko>=2.7,<3"]\n' };
    expect(await hover(text, { files: bounds })).toContain('paramiko 2.12, the newest that pyproject.toml allows');
    expect(await hover(text, { paramiko: '3.4' })).toContain('paramiko 3.4, as set');
    expect(await hover(text)).toContain('assumed: the newest known');
  });

  it('says nothing of what cannot be followed', async () => {
    expect(await hover('import paramiko\ndef f(client):\n    client.connect("db", time<|>out=10)\n')).toContain(
      '(no hover)',
    );
    expect(await hover(script('client.connect("d<|>b")'))).toContain('(no hover)');
  });

  it('is plain text for clients that want it', async () => {
    const { text, cursor } = marked(script('client.con<|>nect("db", timeout=10)'));
    const shown = providePythonHover(await pythonSnapshotOf(text), cursor, { ...plainOptions, markdown: false });
    expect(JSON.stringify(shown?.contents)).not.toMatch(/\*\*|`/);
  });
});

describe('lens', () => {
  it('stands above what opens a connection and what keeps it alive', async () => {
    const text = script('client.connect("db", timeout=10)', 'client.get_transport().set_keepalive(30)');
    expect(await lenses(text)).toMatchInlineSnapshot(`
      "line 3: gives up: TCP 10 s, banner 10 s, keys 10 s, login 30 s · idle packet every 30 s · dead server noticed by TCP only, in 15 min 53 s to 17 min 55 s
      line 4: a packet every 30 s keeps NATs alive that forget later · asks for no answer · dead server noticed by TCP only, in 15 min 53 s to 17 min 55 s"
    `);
  });

  it('knows the path and the server of a literal host', async () => {
    const text = script('client.connect("db", username="me")');
    expect(
      await lenses(text, { ...strict, settings: { ...strict.settings, path: { db: 350 } } }),
    ).toMatchInlineSnapshot(
      `"line 3: gives up: TCP 127 s, banner 15 s, keys 15 s, login 30 s · 350 s NAT forgets it while idle · dead server never noticed · server notices a dead client in 40 min"`,
    );
  });

  it('says of limits that it cannot follow no more than what bounds them', async () => {
    expect(await lenses(script('client.connect("db", timeout=limit)'))).toContain(
      'gives up: TCP at most 127 s, banner at most 15 s, keys at most 15 s, login 30 s',
    );
    expect(await lenses(script('client.connect("db", **options)'))).toContain(
      'gives up: TCP at most 127 s, banner unknown, keys unknown, login unknown',
    );
    expect(await hover(script('client.con<|>nect("db", auth_timeout=limit)'))).toContain(
      '- Login, each attempt: **not known**',
    );
  });

  it('does not know when a dead server is noticed where TCP may be told to probe', async () => {
    const option = 'client.get_transport().sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)';
    expect(await lenses(script('client.connect("db")', option))).toMatch(/login 30 s · keepalive not known$/);
    expect(await lenses(script('client.connect("db")', option, 'client.get_transport().set_keepalive(30)'))).toContain(
      'idle packet every 30 s\n',
    );
  });

  it('says of a client that it cannot follow only what the call says', async () => {
    expect(
      await lenses('import paramiko\ndef f(client: paramiko.SSHClient):\n    client.connect("db", timeout=5)\n'),
    ).toMatchInlineSnapshot(`"line 3: gives up: TCP 5 s, banner 5 s, keys 5 s, login 30 s · keepalive not known"`);
  });

  it('knows fabric and asyncssh', async () => {
    expect(await lenses('from fabric import Connection\nConnection("db").run("x")\n')).toMatchInlineSnapshot(
      `"line 2: gives up: TCP 127 s, banner 15 s, keys 15 s, login 30 s · idle is not kept alive · dead server never noticed"`,
    );
    const text = 'import asyncssh\nasync def f():\n    await asyncssh.connect("db", keepalive_interval=15)\n';
    expect(await lenses(text)).toMatchInlineSnapshot(
      `"line 3: gives up: TCP 127 s, banner 120 s, keys 120 s, login 120 s · idle packet every 15 s · dead server noticed in 60 s"`,
    );
    const files = { '/home/me/.ssh/config': 'Host db\n  ServerAliveInterval 20\n' };
    expect(await lenses(text.replace(', keepalive_interval=15', ''), { files })).toMatchInlineSnapshot(
      `"line 3: gives up: TCP 127 s, banner 120 s, keys 120 s, login 120 s · idle packet every 20 s · dead server noticed in 80 s"`,
    );
  });

  it('can be switched off', async () => {
    expect(await lenses(script('client.connect("db")'), { settings: { codeLens: false } })).toBe('(none)');
  });
});

describe('inlay hints', () => {
  it('show the defaults in force', async () => {
    const text = script(
      'client.connect("db")',
      'client.connect("db", timeout=5, auth_timeout=3)',
      'client.exec_command("x")',
      'client.exec_command("x", timeout=1)',
    );
    expect(await hints(text)).toMatchInlineSnapshot(`
      "import paramiko
      client = paramiko.SSHClient()
      client.connect("db")
                         ~ , timeout=None, banner_timeout=15, auth_timeout=30
      client.connect("db", timeout=5, auth_timeout=3)
                                                    ~ , banner_timeout=15
      client.exec_command("x")
                             ~ , timeout=None
      client.exec_command("x", timeout=1)"
    `);
  });

  it('stay away where arguments are hidden, and follow the release', async () => {
    expect(await hints(script('client.connect("db", **more)'))).toBe(script('client.connect("db", **more)').trimEnd());
    expect(await hints(script('client.connect("db", banner_timeout=1)'), { paramiko: '2.1' })).toMatchInlineSnapshot(`
      "import paramiko
      client = paramiko.SSHClient()
      client.connect("db", banner_timeout=1)
                                           ~ , timeout=None"
    `);
  });

  it('respect arguments on lines of their own', async () => {
    expect(await hints(script('client.connect(', '    "db",', ')'))).toMatchInlineSnapshot(`
      "import paramiko
      client = paramiko.SSHClient()
      client.connect(
          "db",
               ~  timeout=None, banner_timeout=15, auth_timeout=30
      )"
    `);
  });
});

describe('diagnostics and fixes', () => {
  it('reach the editor', async () => {
    const text = script('client.connect("db")');
    const snapshot = await pythonSnapshotOf(text);
    const [first] = providePythonDiagnostics(snapshot, fullOptions);
    expect(first).toMatchObject({ code: 'paramiko-no-keepalive', range: { start: { line: 2, character: 7 } } });
    const actions = providePythonCodeActions(snapshot, { start: 55, end: 55 }, {}, fullOptions);
    expect(actions.map(({ title }) => title)).toEqual(['Add client.get_transport().set_keepalive(30)']);
  });
});
