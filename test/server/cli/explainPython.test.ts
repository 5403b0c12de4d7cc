import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runExplain } from '../../../server/src/cli/explain.ts';

let dir: string;
beforeAll(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'ssh-timeouts-program-'));
  const program = 'import paramiko\nclient = paramiko.SSHClient()\nclient.connect("web", timeout=10)\n';
  fs.writeFileSync(path.join(dir, 'fetch.py'), program);
});
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));

async function ask(...args: readonly string[]): Promise<{ out: string; err: string }> {
  const printed = { out: '', err: '' };
  await runExplain([...args], {
    out: (text) => {
      printed.out += text;
    },
    err: (text) => {
      printed.err += text;
    },
    readInput: async () => '',
    isTty: false,
    color: false,
    cwd: dir,
    env: { HOME: dir },
  });
  return printed;
}

const serverLine = (err: string) => err.split('\n').find((line) => line.startsWith('ssh-timeouts: server:'));

describe('explain of a program', () => {
  it.each([
    ['of this machine', []],
    ['that is asked for', ['--server-version', '8.4']],
  ])('assumes the same release %s for the server as explain of a host, and names it', async (_, version) => {
    const program = await ask('fetch.py', ...version);
    const host = await ask('web', '--client', 'paramiko', ...version);
    expect(serverLine(program.err)).toMatch(/OpenSSH \d/);
    expect(serverLine(program.err)).toBe(serverLine(host.err));
    const assumed = /the defaults of OpenSSH ([^\s.]+\.\w+)/;
    expect(assumed.exec(program.out)?.[1]).toBeDefined();
    expect(assumed.exec(program.out)?.[1]).toBe(assumed.exec(host.out)?.[1]);
  });
  it('says what becomes of a connection without a session, and of one whose program prints', async () => {
    fs.writeFileSync(path.join(dir, 'sshd_config'), 'UnusedConnectionTimeout 10m\nChannelTimeout session:*=5m\n');
    const paired = ['--server', 'sshd_config', '--server-version', '9.6', '--json'];
    const first = async (...more: readonly string[]) =>
      JSON.parse((await ask('fetch.py', ...paired, ...more)).out).connections[0];
    const named = (answer: { situations: readonly { id: string }[] }, id: string) =>
      answer.situations.find((each) => each.id === id);
    expect(named(await first(), 'healthy-idle')).toMatchObject({ endedBy: 'ChannelTimeout' });
    expect(named(await first('--output-every', '60'), 'healthy-idle')).toMatchObject({ endedBy: null });
    expect((await first('-N')).verdict).toMatchObject({ first: 'server', after: { earliest: 600, latest: 601 } });
  });

  it.each([
    [['-o', 'ServerAliveInterval=5'], '-o'],
    [['-F', 'config'], '-F'],
    [['--client', 'asyncssh', '--svg', 'a.svg'], '--client, --svg'],
  ])('refuses %j, which would do nothing', async (options, named) => {
    await expect(ask('fetch.py', ...options)).rejects.toThrow(`${named}: not for a Python program`);
  });
});
