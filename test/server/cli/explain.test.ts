import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runExplain } from '../../../server/src/cli/explain.ts';
import { RefusedError, UsageError } from '../../../server/src/cli/io.ts';

let dir = '';

beforeAll(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'ssh-timeouts-explain-'));
});

afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));

function file(name: string, ...lines: string[]): string {
  const target = path.join(dir, name);
  fs.writeFileSync(target, `${lines.join('\n')}\n`);
  return target;
}

async function explain(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await runExplain([...args, '--client-version', '10.5'], {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    readInput: async () => '',
    isTty: false,
    color: false,
    cwd: dir,
    env: {},
  });
  return { code, out, err };
}

interface Json {
  version: number;
  timers: {
    id: string;
    side: string;
    fires: unknown;
    probeEvery: number | null;
    closedBy: string;
    because: unknown[];
    note: string;
  }[];
  situations: { id: string; endedBy: string | null; after: unknown; clientSees: string; serverSees: string }[];
  verdict: { text: string; first: string; after: unknown };
}

async function json(...args: string[]): Promise<Json> {
  return JSON.parse((await explain(...args, '--json')).out) as Json;
}

describe('explain', () => {
  it('answers in the contract’s JSON, with files and lines counted from 1', async () => {
    const client = file('config', 'Host web', '  HostName web.example.com', '  ServerAliveInterval 15');
    const server = file('sshd_config', 'ClientAliveInterval 15', 'ClientAliveCountMax 3');
    const answer = await json('web', '-F', client, '--server', server, '--server-version', '9.2', '--path', '350');
    expect(answer.version).toBe(1);
    const alive = answer.timers.find(({ id }) => id === 'ServerAliveInterval');
    expect(alive).toMatchObject({
      side: 'client',
      fires: { earliest: 59, latest: 60 },
      probeEvery: 15,
      closedBy: 'client',
      because: [
        { file: client, line: 3 },
        { default: 'ServerAliveCountMax 3', openssh: '10.5' },
      ],
    });
    expect(answer.timers.find(({ id }) => id === 'ClientAliveInterval')).toMatchObject({
      fires: { earliest: 119, latest: 120 },
      probeEvery: 30,
      because: [
        { file: server, line: 1 },
        { file: server, line: 2 },
      ],
    });
    expect(answer.timers.find(({ id }) => id === 'path')).toMatchObject({ side: 'path', fires: 'never' });
    expect(answer.situations.find(({ id }) => id === 'dead-idle')).toMatchObject({
      endedBy: 'ServerAliveInterval',
      clientSees: 'Timeout, server web.example.com not responding. (after 59 to 60 s)',
    });
    expect(answer.verdict).toMatchObject({ first: 'client', after: { earliest: 59, latest: 60 } });
  });

  it('gives the verdict on the situation asked for', async () => {
    const client = file('config', 'ServerAliveInterval 15');
    expect((await json('web', '-F', client, '--situation', 'healthy-idle')).verdict.first).toBe('nobody');
    expect((await json('web', '-F', client, '--situation', 'connect-stalls-kex')).verdict).toMatchObject({
      first: 'client',
      after: { earliest: 45, latest: 45 },
    });
  });

  it('applies what sshd runs of a Match block, not what it shows', async () => {
    const server = file('sshd_config', 'ChannelTimeout session:*=60', 'Match User ann', '  ChannelTimeout session:*=5');
    const limit = async (release: string) =>
      (await json('ann@web', '-F', 'none', '--server', server, '--server-version', release)).timers.find(
        ({ id, side }) => id === 'ChannelTimeout' && side === 'server',
      );
    expect(await limit('9.9')).toMatchObject({ fires: { latest: 60 }, because: [{ file: server, line: 1 }] });
    expect(await limit('10.5')).toMatchObject({ fires: { latest: 5 }, because: [{ file: server, line: 3 }] });
  });

  it('says what hangs on an address that is not known', async () => {
    const server = file(
      'sshd_config',
      'ClientAliveInterval 300',
      'Match Address 10.0.0.0/8',
      '  ClientAliveInterval 10',
    );
    const { verdict } = await json('web', '-F', 'none', '--server', server, '--server-version', '10.5');
    expect(verdict.text).toContain('not evaluated');
  });

  it('draws a report', async () => {
    const client = file('config', 'ServerAliveInterval 15', 'ServerAliveCountMax 2');
    const server = file('sshd_config', 'ClientAliveInterval 20', 'ClientAliveCountMax 2');
    const { out, code, err } = await explain('web', '-F', client, '--server', server, '--server-version', '10.5');
    expect(code).toBe(0);
    expect(err).toBe('ssh-timeouts: client: OpenSSH 10.5 (as asked)\nssh-timeouts: server: OpenSSH 10.5 (as asked)\n');
    // How a line with a path breaks depends on how long the path is.
    const words = out.replaceAll(/\s+/g, ' ');
    expect(words).toContain(`Because of: ${client}:1, ${client}:2 Client: OpenSSH 10.5.`);
    expect(words).toContain('Counts from: the last data from the server; typing does not reset it. 15 × (2 + 1): it');
    const text = out.slice(0, out.indexOf('\n      Counts from')).replace(/ {2}Because of.*?\n(?= {2}Client)/s, '');
    expect(text).toMatchInlineSnapshot(`
      "web
        If the other end goes away: The client closes first, 44 to 45 s after the server’s last data: 15 ×
        (2 + 1). A healthy idle session is ended by neither side; what lies between is not known.
        Client: OpenSSH 10.5.
        Server: OpenSSH 10.5.
        Path: not known.

      The other end has gone, nobody types
               0 s                          30 s                        60 s
        client |-------------o--------------o-------------X
        server |------------------o------------------o------------------X
        | last packet   o probe without answer   X gives up

      Timers
        ServerAliveInterval (client)        after 44 to 45 s, a probe every 15 s"
    `);
  });

  it('watches each jump host with the settings of that host', async () => {
    const client = file(
      'config',
      'Host web',
      '  ProxyJump ann@bastion:2222',
      'Host bastion',
      '  ServerAliveInterval 5',
    );
    const { timers } = await json('web', '-F', client);
    expect(timers.filter((timer) => 'hop' in timer)).toMatchObject([
      { id: 'ServerAliveInterval', fires: { latest: 20 }, because: [{ file: client, line: 4 }, {}] },
      { id: 'tcpKeepAlive' },
    ]);
  });

  it('takes path and paired server from the nearest settings file; options win', async () => {
    const server = file('web_sshd_config', 'ClientAliveInterval 20');
    file('.ssh-timeouts.json', JSON.stringify({ path: { 'w*': 350 }, servers: { web: 'web_sshd_config' } }));
    const timers = async (...more: string[]) => (await json('web', '-F', 'none', ...more)).timers;
    const plain = await timers();
    expect(plain.find(({ id }) => id === 'path')).toMatchObject({
      fires: 'never',
      because: [{ setting: 'path["w*"]' }],
    });
    expect(plain.find(({ id }) => id === 'ClientAliveInterval')?.because[0]).toEqual({ file: server, line: 1 });
    expect((await timers('--path', '10')).find(({ id }) => id === 'path')?.fires).toEqual({ earliest: 10, latest: 10 });
    fs.rmSync(path.join(dir, '.ssh-timeouts.json'));
  });

  it('refuses what OpenSSH refuses, and explains it', async () => {
    const client = file('config', 'ServerAliveInterval 5min');
    await expect(explain('web', '-F', client)).rejects.toBeInstanceOf(RefusedError);
  });

  it.each([
    [[]],
    [['web', 'other']],
    [['web', '--path', 'no-such-path']],
    [['web', '--path', '0']],
    [['web', '--situation', 'bored']],
    [['web', '--client', 'telnet']],
    [['web', '--server-version', 'new']],
    [['web', '--no-such-option']],
  ])('calls %j wrong usage', async (args) => {
    await expect(explain(...args)).rejects.toBeInstanceOf(UsageError);
  });
});
