import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hover } from 'vscode-languageserver';
import { startBuilt } from '../helpers/languageClient.ts';

let home: string;
let uri: string;
const text = 'Include conf.d/*\nHost web\n  ServerAliveInterval 30\n';

beforeAll(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'ssh-timeouts-'));
  fs.mkdirSync(path.join(home, '.ssh', 'conf.d'), { recursive: true });
  fs.writeFileSync(path.join(home, '.ssh', 'config'), text, { mode: 0o600 });
  fs.writeFileSync(path.join(home, '.ssh', 'conf.d', '10-x'), 'Host web\n  ServerAliveInterval 10\n', { mode: 0o600 });
  uri = pathToFileURL(path.join(home, '.ssh', 'config')).href;
});
afterAll(() => fs.rmSync(home, { recursive: true }));

const start = (params = {}) => startBuilt({ env: { PATH: process.env['PATH'], HOME: home }, params });

async function hoverOnInterval(client: Awaited<ReturnType<typeof start>>): Promise<string> {
  const hover = await client.connection.sendRequest<Hover | null>('textDocument/hover', {
    textDocument: { uri },
    position: { line: 2, character: 4 },
  });
  return JSON.stringify(hover);
}

describe('the built server over stdio', () => {
  it('reads Includes from disk, has its texts beside it, and ends cleanly', async () => {
    const client = await start();
    await client.open(uri, text);
    const hover = await hoverOnInterval(client);
    expect(hover).toContain('which overrules this line');
    expect(hover).toContain('10-x#L2');
    expect(hover).toContain('What it does not do');
    expect(client.log).toEqual([]);
    await client.stop();
  });

  it('sees a change on disk without being told', async () => {
    const client = await start();
    await client.open(uri, text);
    expect(await hoverOnInterval(client)).toContain('`10`');
    const other = path.join(home, '.ssh', 'conf.d', '10-x');
    fs.writeFileSync(other, 'Host web\n  ServerAliveInterval 1234\n', { mode: 0o600 });
    await expect.poll(() => hoverOnInterval(client), { timeout: 5000, interval: 200 }).toContain('`1234`');
    await client.stop();
  });

  it('speaks the language of the client', async () => {
    const client = await start({ locale: 'zh-CN' });
    await client.open(uri, text);
    expect(await hoverOnInterval(client)).toMatch(/\p{Script=Han}/u);
    const page = await client.connection.sendRequest('sshTimeouts/rulePage', { id: 'bad-time' });
    expect(page).toMatch(/\p{Script=Han}/u);
    await client.stop();
  });

  it('loads what Python needs from the bundle beside it, which speaks the same language', async () => {
    const client = await start({ locale: 'zh-CN' });
    const python = pathToFileURL(path.join(home, 'fetch.py')).href;
    await client.open(python, 'import paramiko\nparamiko.SSHClient().connect("web", timeout=10)\n', 'python');
    const textDocument = { uri: python };
    const position = { line: 1, character: 25 };
    const hover = await client.connection.sendRequest<Hover | null>('textDocument/hover', { textDocument, position });
    expect(JSON.stringify(hover)).toMatch(/\p{Script=Han}.*auth_timeout/u);
    const found = await client.diagnostics(python, (diagnostics) => diagnostics.length > 0);
    expect(found.map(({ message }) => message).join()).toMatch(/\p{Script=Han}/u);
    const page = await client.connection.sendRequest('sshTimeouts/rulePage', { id: 'paramiko-no-keepalive' });
    expect(page).toMatch(/\p{Script=Han}/u);
    expect(client.log).toEqual([]);
    await client.stop();
  });

  it('writes nothing but messages to its output, also when killed', async () => {
    const client = await start();
    client.server.kill('SIGTERM');
    expect(await client.exited).not.toBe(0);
    client.connection.dispose();
  });
});
