import { describe, expect, it } from 'vitest';
import { pythonReader } from '../../../server/src/python/pythonReader.ts';
import { drawCalls, drawModel, openingIn } from '../../helpers/python.ts';

describe('calls of paramiko are found', () => {
  it('through every way to import it', () => {
    expect(
      drawCalls(`
import paramiko
import paramiko as ssh
import paramiko.client
from paramiko import SSHClient, Transport as T
from paramiko.client import SSHClient as C
import paramiko.transport as pt
paramiko.SSHClient().connect("a")
ssh.SSHClient().connect("b")
SSHClient().connect("c")
C().connect("d")
paramiko.client.SSHClient().connect("e")
pt.Transport(("f", 22))
T("g:22").start_client(timeout=3)
`),
    ).toMatchInlineSnapshot(`
      "8: paramiko.SSHClient()
      8: paramiko.SSHClient.connect(hostname="a")
      9: paramiko.SSHClient()
      9: paramiko.SSHClient.connect(hostname="b")
      10: paramiko.SSHClient()
      10: paramiko.SSHClient.connect(hostname="c")
      11: paramiko.SSHClient()
      11: paramiko.SSHClient.connect(hostname="d")
      12: paramiko.SSHClient()
      12: paramiko.SSHClient.connect(hostname="e")
      13: paramiko.Transport(sock=("f", 22))
      14: paramiko.Transport(sock="g:22")
      14: paramiko.Transport.start_client(timeout=3)"
    `);
  });

  it('inside a try that may fail to import', () => {
    expect(
      drawCalls(`
try:
    import paramiko
except ImportError:
    paramiko = None

def go():
    c = paramiko.SSHClient()
    c.connect("a")
`),
    ).toContain('9: paramiko.SSHClient.connect(hostname="a")');
  });

  it('on transports, channels and files that hang on a client', () => {
    expect(
      drawCalls(`
import paramiko
with paramiko.SSHClient() as client:
    client.connect("h", 22, "me", None, None, None, 10)
    transport = client.get_transport()
    transport.set_keepalive(30)
    _, out, _ = client.exec_command("ls", timeout=5)
    out.channel.recv_exit_status()
    chan = transport.open_session()
    chan.settimeout(3.5)
    client.get_transport().open_session(timeout=2).recv(1)
    sftp = paramiko.SFTPClient.from_transport(transport)
    sftp.get_channel().settimeout(9)
`),
    ).toMatchInlineSnapshot(`
      "3: paramiko.SSHClient()
      4: paramiko.SSHClient.connect(hostname="h", port=22, username="me", password=None, pkey=None, key_filename=None, timeout=10)
      5: paramiko.SSHClient.get_transport()
      6: paramiko.Transport.set_keepalive(interval=30)
      7: paramiko.SSHClient.exec_command(command="ls", timeout=5)
      8: paramiko.Channel.recv_exit_status()
      9: paramiko.Transport.open_session()
      10: paramiko.Channel.settimeout(timeout=3.5)
      11: paramiko.SSHClient.get_transport()
      11: paramiko.Transport.open_session(timeout=2)
      11: paramiko.Channel.recv(nbytes=1)
      12: paramiko.SFTPClient.from_transport(t=transport)
      13: paramiko.SFTPClient.get_channel()
      13: paramiko.Channel.settimeout(timeout=9)"
    `);
  });

  it('on attributes of self, across methods', () => {
    expect(
      drawCalls(`
import paramiko
class Link:
    def __init__(self):
        self.client = None
    def open(self):
        self.client = paramiko.SSHClient()
        self.client.connect("h")
    def keep(self):
        self.client.get_transport().set_keepalive(30)
`),
    ).toMatchInlineSnapshot(`
      "7: paramiko.SSHClient()
      8: paramiko.SSHClient.connect(hostname="h")
      10: paramiko.SSHClient.get_transport()
      10: paramiko.Transport.set_keepalive(interval=30)"
    `);
  });

  it('on subclasses, but not on methods that these define themselves', () => {
    expect(
      drawCalls(`
from paramiko import SSHClient
class Own(SSHClient):
    def connect(self, host):
        super().connect(host, timeout=1)
    def run(self):
        self.exec_command("x", timeout=2)
class Other(Own): pass
Own().connect("a")
Other().exec_command("y")
`),
    ).toMatchInlineSnapshot(`
      "7: paramiko.SSHClient.exec_command(command="x", timeout=2) of some connection
      10: paramiko.SSHClient.exec_command(command="y")"
    `);
  });

  it('on what is annotated, of which only the class is known', () => {
    expect(
      drawCalls(`
import paramiko
from typing import Optional
def a(c: paramiko.SSHClient): c.exec_command("x")
def b(c: "paramiko.SSHClient"): c.exec_command("x")
def c(c: paramiko.SSHClient | None): c.exec_command("x")
def d(c: Optional[paramiko.SSHClient] = None): c.exec_command("x")
def e(c): c.exec_command("x")
`),
    ).toMatchInlineSnapshot(`
      "4: paramiko.SSHClient.exec_command(command="x") of some connection
      6: paramiko.SSHClient.exec_command(command="x") of some connection
      7: paramiko.SSHClient.exec_command(command="x") of some connection"
    `);
  });

  it('through functions of the file', () => {
    expect(
      drawCalls(`
import paramiko
def make():
    c = paramiko.SSHClient()
    c.connect("h")
    return c
make().get_transport().set_keepalive(5)
`),
    ).toContain('7: paramiko.Transport.set_keepalive(interval=5)');
  });

  it('of fabric and asyncssh', () => {
    expect(
      drawCalls(`
import asyncssh
from fabric import Connection
c = Connection("web", connect_timeout=5, connect_kwargs={"banner_timeout": 9})
c.transport.set_keepalive(30)
async def go():
    async with asyncssh.connect("h", keepalive_interval=15) as conn:
        await conn.run("x")
    conn = await asyncssh.connect("h")
    conn.set_keepalive(10, 3)
`),
    ).toMatchInlineSnapshot(`
      "4: fabric.Connection(host="web", connect_timeout=5, connect_kwargs={"banner_timeout": 9})
      5: paramiko.Transport.set_keepalive(interval=30)
      7: asyncssh.connect(host="h", keepalive_interval=15)
      8: asyncssh.SSHClientConnection.run(...)
      9: asyncssh.connect(host="h")
      10: asyncssh.SSHClientConnection.set_keepalive(interval=10, count_max=3)"
    `);
  });
});

describe('nothing is claimed about', () => {
  it.each([
    ['an object of unknown origin', 'import paramiko\ndef f(c): c.connect("h", timeout=1)\n'],
    ['a module of the same name elsewhere', 'from mylib import paramiko\nparamiko.SSHClient().connect("h")\n'],
    [
      'a name that is bound twice to different things',
      'import paramiko\nc = paramiko.SSHClient\nif x:\n    c = other\nc().connect("h")\n',
    ],
    ['a loop variable', 'import paramiko\nfor c in clients:\n    c.connect("h")\n'],
    ['text', 'x = "import paramiko; paramiko.SSHClient().connect(1)"\n'],
  ])('%s', (_, text) => {
    expect(drawCalls(text).replace(/^.*paramiko\.SSHClient\(\).*\n?/gm, '')).toMatch(/^(\(nothing\))?$/);
  });

  it('arguments that are hidden', () => {
    const { limits } = openingIn('import paramiko\nc = paramiko.SSHClient()\nc.connect("h", timeout=5, **options)\n');
    expect(limits).toMatchObject({ timeout: { seconds: 5 }, banner: { kind: 'unknown' }, auth: { kind: 'unknown' } });
    const starred = openingIn('import paramiko\nc = paramiko.SSHClient()\nc.connect(*options)\n');
    expect(starred.limits).toMatchObject({ timeout: { kind: 'unknown' }, banner: { kind: 'unknown' } });
    expect(starred.host).toBeUndefined();
  });

  it('a dictionary that is changed after it was written', () => {
    const limits = (...lines: string[]) =>
      openingIn(
        ['import paramiko', 'o = {"timeout": 5}', ...lines, 'c = paramiko.SSHClient()', 'c.connect("h", **o)', ''].join(
          '\n',
        ),
      ).limits;
    expect(limits()).toMatchObject({ timeout: { seconds: 5 }, banner: { kind: 'absent' } });
    for (const line of [
      'o["banner_timeout"] = 9',
      'o.update(more)',
      'fill(o)',
      'for k in o: pass',
      'p = o',
      'o |= more',
    ]) {
      expect([line, limits(line).banner.kind]).toEqual([line, 'unknown']);
    }
    expect(
      openingIn('import fabric\nk = {"banner_timeout": 9}\nfabric.Connection("h", connect_kwargs=k)\n').limits.banner,
    ).toMatchObject({ seconds: 9 });
  });

  it('a keepalive of a client that others get hold of', () => {
    for (const line of ['return c', 'register(c)', 'clients.append(c)', 'x = [c]', 'other.client = c', 'yield c']) {
      const text = `import paramiko\ndef f():\n    c = paramiko.SSHClient()\n    c.connect("h")\n    ${line}\n`;
      expect([line, openingIn(text).handedOn, openingIn(text).limits.keepalive.kind]).toEqual([line, true, 'unknown']);
    }
  });
});

describe('values', () => {
  const seconds = (expression: string, before = '') =>
    openingIn(`import paramiko\n${before}\nc = paramiko.SSHClient()\nc.connect("h", timeout=${expression})\n`).limits
      .timeout;

  it('come through simple constants of the file', () => {
    expect(seconds('LIMIT', 'LIMIT = 2 * 60')).toMatchObject({ kind: 'seconds', seconds: 120 });
    expect(seconds('1.5')).toMatchObject({ seconds: 1.5 });
    expect(seconds('1_000')).toMatchObject({ seconds: 1000 });
    expect(seconds('None')).toMatchObject({ kind: 'none' });
    expect(seconds('Limits.TCP', 'class Limits:\n    TCP = 7')).toMatchObject({ seconds: 7 });
  });

  it('stay unknown where they are not', () => {
    for (const [expression, before] of [
      ['LIMIT', 'LIMIT = int(os.environ["LIMIT"])'],
      ['LIMIT', 'LIMIT = 5\nif slow:\n    LIMIT = 50'],
      ['LIMIT', 'LIMIT = 5\nLIMIT += 5'],
      ['LIMIT', 'LIMIT = 5\ndef slow():\n    global LIMIT\n    LIMIT = 50'],
      ['options.timeout', ''],
      ['"10"', ''],
      ['-1', ''],
    ]) {
      expect(seconds(expression ?? '', before), `${expression} ${before}`).toMatchObject({ kind: 'unknown' });
    }
  });

  it('are the last ones that were surely assigned', () => {
    expect(seconds('limit', 'limit = 5\nlimit = 6')).toMatchObject({ seconds: 6 });
  });

  it('of limits that are assigned to a transport', () => {
    const { limits } = openingIn(`
import paramiko
t = paramiko.Transport(("db.example.org", 22))
t.banner_timeout = 60
t.auth_timeout = None
t.start_client(timeout=5)
`);
    expect(limits).toMatchObject({
      timeout: { seconds: 5 },
      banner: { seconds: 60 },
      handshake: { kind: 'absent' },
      auth: { kind: 'none' },
    });
  });
});

describe('the host', () => {
  const host = (text: string) => openingIn(`import paramiko, fabric\n${text}`).host;
  it('is known where it is a literal', () => {
    expect(host('c = paramiko.SSHClient()\nc.connect("db.example.org")')).toBe('db.example.org');
    expect(host('c = paramiko.SSHClient()\nc.connect(port=22, hostname="db")')).toBe('db');
    expect(host('H = "db"\nc = paramiko.SSHClient()\nc.connect(H)')).toBe('db');
    expect(host('t = paramiko.Transport(("db", 22))\nt.connect()')).toBe('db');
    expect(host('t = paramiko.Transport("db:2222")\nt.connect()')).toBe('db');
    expect(host('fabric.Connection("me@db:22")')).toBe('db');
    expect(host('c = paramiko.SSHClient()\nc.connect(sys.argv[1])')).toBeUndefined();
  });
});

describe('broken syntax in mid-edit', () => {
  const whole = `import paramiko

def first():
    c = paramiko.SSHClient()
    c.connect("a", timeout=5)

def second():
    c = paramiko.SSHClient()
    c.connect("b", timeout=6)

def third():
    c = paramiko.SSHClient()
    c.connect("c", timeout=7)
`;
  it.each([
    ['an open bracket', whole.replace('"b", timeout=6)', '"b", timeout=')],
    ['an open string', whole.replace('"b", timeout=6)', '"b')],
    ['an open f-string', whole.replace('"b", timeout=6)', 'f"{x} b')],
    ['two open strings', whole.replace('"b", timeout=6)', '"b').replace('def second', "x = 'y\ndef second")],
    ['an open string of three quotes', whole.replace('"b", timeout=6)', '"""b')],
    ['a lone dot', whole.replace('c.connect("b", timeout=6)', 'c.')],
    ['a half-written def', whole.replace('def second():', 'def second(')],
    ['a missing colon', whole.replace('def second():', 'def second()')],
    ['half an if', whole.replace('c.connect("b", timeout=6)', 'if x ==')],
    ['a stray bracket', whole.replace('c.connect("b", timeout=6)', ')')],
  ])('loses nothing of the rest: %s', (_, text) => {
    const drawn = drawCalls(text);
    expect(drawn).toContain('paramiko.SSHClient.connect(hostname="a", timeout=5)');
    expect(drawn).toContain('paramiko.SSHClient.connect(hostname="c", timeout=7)');
  });
});

describe('an edit', () => {
  const before = ['import paramiko', '', ...Array.from({ length: 40 }, (_, i) => functionOf(i))].join('\n');
  function functionOf(index: number): string {
    return `def f${index}():\n    """Says hello."""\n    c = paramiko.SSHClient()\n    c.connect("h${index}", timeout=${index})\n`;
  }

  it('gives what a parse of the whole gives', () => {
    let text = before;
    let file = pythonReader.parse(text);
    for (const [from, to] of [
      ['timeout=20', 'timeout=21'],
      ['def f3', 'def g3'],
      ['"h5", timeout', '"h5, timeout'],
      ['"h5, timeout', '"h5", timeout'],
      ['c.connect("h30"', ''],
      ['import paramiko', 'import paramiko as p'],
      ['import paramiko as p', 'import paramiko'],
    ] as const) {
      text = text.replace(from, to);
      file = pythonReader.update(file, text);
      expect(drawModel(text, pythonReader.model(file)), `${from} -> ${to}`).toBe(drawCalls(text));
    }
  });

  it('that opens a string of three quotes loses nothing behind it', () => {
    const text = before.replace('timeout=10)', 'timeout=10)\n    x = """');
    const drawn = drawModel(text, pythonReader.model(pythonReader.update(pythonReader.parse(before), text)));
    for (let i = 0; i < 40; i++) expect(drawn).toContain(`hostname="h${i}", timeout=${i})`);
  });

  it('keeps the tree of the same text', () => {
    const file = pythonReader.parse(before);
    expect(pythonReader.update(file, before)).toBe(file);
  });
});
