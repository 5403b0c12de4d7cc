import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zipEntries } from './zipEntries.ts';

const isImage = (name: string) => /\.(png|gif|jpe?g|webp)$/.test(name);

describe('the packaged extension', () => {
  const entries = zipEntries('dist/ssh-timeouts.vsix');

  it('holds what a user needs and nothing else', () => {
    const allowed = [
      /^(\[Content_Types\]\.xml|extension\.vsixmanifest)$/,
      /^extension\/package(\.nls(\.[a-z-]+)?)?\.json$/,
      /^extension\/(readme(\.zh-cn)?\.md|changelog\.md|license\.txt|license)$/i,
      /^extension\/dist\/(client|client\.browser|server|server\.browser|python|python\.browser|keepalive)\.js$/,
      /^extension\/dist\/(webview|texts)\//,
      /^extension\/(l10n|syntaxes|media|docs\/rules)\//,
    ];
    const surplus = entries.map(({ name }) => name).filter((name) => !allowed.some((pattern) => pattern.test(name)));
    expect(surplus).toEqual([]);
  });

  it('holds the entries that its manifest names', () => {
    const manifest = JSON.parse(fs.readFileSync('package.json', 'utf8'));
    const names = new Set(entries.map(({ name }) => name));
    for (const file of [manifest.main, manifest.browser, manifest.icon]) {
      expect(names).toContain(path.posix.join('extension', file));
    }
  });

  it('stays below 1 MB, images apart', () => {
    const bytes = entries.filter(({ name }) => !isImage(name)).reduce((sum, { packedSize }) => sum + packedSize, 0);
    expect(bytes).toBeLessThan(1024 * 1024);
  });
});

describe('the packaged command line', () => {
  let folder: string;
  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ssh-timeouts-install-'));
    const archive = path.resolve('dist/ssh-timeouts.tgz');
    const options = ['--offline', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', folder];
    execFileSync('npm', ['install', ...options, archive], { stdio: 'pipe', shell: process.platform === 'win32' });
  }, 60_000);
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  const installed = (...parts: string[]) => path.join(folder, 'node_modules', 'ssh-timeouts', ...parts);
  const program = () => path.join(folder, 'node_modules', '.bin', 'ssh-timeouts');

  it('installs without any other package', () => {
    const packages = fs.readdirSync(path.join(folder, 'node_modules')).filter((name) => !name.startsWith('.'));
    expect(packages).toEqual(['ssh-timeouts']);
  });

  it('holds the command line, the language server, the keepalive runner and the texts', () => {
    for (const name of ['cli.js', 'server.js', 'python.js', 'keepalive.js', 'texts']) {
      expect(fs.existsSync(installed('dist', name)), name).toBe(true);
    }
    expect(fs.existsSync(installed('dist', 'client.js'))).toBe(false);
  });

  it('carries the version of the extension', () => {
    const version = (file: string) => JSON.parse(fs.readFileSync(file, 'utf8')).version;
    expect(version(installed('package.json'))).toBe(version('package.json'));
  });

  it('answers what ssh would use', () => {
    const config = path.join(folder, 'config');
    fs.writeFileSync(config, 'Host box\n  ServerAliveInterval 1m\n');
    const output = execFileSync(program(), ['resolve', 'client', 'box', '-F', config], {
      encoding: 'utf8',
      shell: process.platform === 'win32',
    });
    expect(output).toMatch(/^serveraliveinterval 60$/m);
  });

  it('starts the language server for any editor', async () => {
    const params = { processId: null, rootUri: null, capabilities: {} };
    const answer = await firstAnswer(program(), { jsonrpc: '2.0', id: 1, method: 'initialize', params });
    expect(answer).toContain('"hoverProvider"');
  });
});

/** What a language server says to its first message, once the answer's last brace is there. */
async function firstAnswer(program: string, message: object): Promise<string> {
  const child = spawn(program, ['lsp', '--stdio'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    shell: process.platform === 'win32',
  });
  try {
    const text = JSON.stringify(message);
    child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    let answer = '';
    for await (const chunk of child.stdout) {
      answer += String(chunk);
      const header = /Content-Length: (\d+)\r\n\r\n/.exec(answer);
      if (header && answer.length >= header.index + header[0].length + Number(header[1])) break;
    }
    return answer;
  } finally {
    child.kill();
  }
}
