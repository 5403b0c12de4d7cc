import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createProtocolConnection,
  type InitializeResult,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { type Installed, installTarball } from './installed.ts';

let installed: Installed;
beforeAll(() => {
  installed = installTarball();
}, 60_000);
afterAll(() => installed?.remove());

const call = (...args: string[]) =>
  spawnSync('ssh-timeouts', args, { env: installed.env, encoding: 'utf8', timeout: 20_000 });

describe('the npm package, installed from its tarball', () => {
  it('puts the command on the PATH', () => {
    const manifest = JSON.parse(fs.readFileSync(path.join(installed.folder, 'package.json'), 'utf8'));
    const { stdout, status } = call('--version');
    expect(stdout.trim()).toBe(manifest.version);
    expect(status).toBe(0);
  });

  it('holds its licence and the page on how to set up an editor', () => {
    expect(fs.readdirSync(installed.folder)).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'dist']));
    expect(fs.readFileSync(path.join(installed.folder, 'README.md'), 'utf8')).toContain('vim.lsp');
  });

  it('finds faults in the files of the home that it runs in', () => {
    fs.writeFileSync(path.join(installed.home, '.ssh', 'config'), 'Host a\n  ConnectTimeout soon\n', { mode: 0o600 });
    const { stdout, stderr, status } = call('check', path.join(installed.home, '.ssh', 'config'));
    expect(stderr).toBe('');
    expect(stdout).toContain('bad-time');
    expect(status).toBe(1);
  });

  it('explains in Chinese where the environment asks for it', () => {
    const { stdout } = spawnSync('ssh-timeouts', ['explain', 'a'], {
      env: { ...installed.env, LANG: 'zh_CN.UTF-8', HOME: installed.scratch },
      encoding: 'utf8',
      timeout: 20_000,
    });
    expect(stdout).toMatch(/\p{Script=Han}/u);
  });

  it('serves any editor over stdio', async () => {
    const server = spawn('ssh-timeouts', ['lsp', '--stdio'], { env: installed.env, stdio: ['pipe', 'pipe', 'pipe'] });
    const exited = new Promise<number | null>((resolve) => server.once('exit', resolve));
    const client = createProtocolConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    client.listen();
    const { serverInfo } = await client.sendRequest<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: {},
    });
    expect(serverInfo?.name).toBe('ssh-timeouts');
    await client.sendRequest('shutdown');
    await client.sendNotification('exit');
    expect(await exited).toBe(0);
    client.dispose();
  });
});
