import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CodeLens, Hover } from 'vscode-languageserver';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import { type LanguageClient, startInProcess } from '../helpers/languageClient.ts';
import { memoryFileSystem } from '../helpers/memoryFileSystem.ts';

vi.mock('../../server/src/features/inlayHints.ts', () => ({
  provideInlayHints: () => {
    throw new Error('a feature that always fails');
  },
}));

const uri = 'file:///home/me/.ssh/config';
const text = 'Host web\n  ServerAliveInterval 30\n';
const hoverAt = { textDocument: { uri }, position: { line: 1, character: 4 } };
let client: LanguageClient | undefined;

afterEach(async () => {
  await client?.stop();
  client = undefined;
});

describe('a feature that throws', () => {
  it('answers empty, is logged once, and leaves the others alone', async () => {
    client = await startInProcess();
    await client.open(uri, text);
    const range = { start: { line: 0, character: 0 }, end: { line: 2, character: 0 } };
    for (let i = 0; i < 3; i++) {
      const hints = await client.connection.sendRequest('textDocument/inlayHint', { textDocument: { uri }, range });
      expect(hints).toEqual([]);
    }
    const lenses = await client.connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
    expect(lenses).toHaveLength(1);
    expect(client.log.filter((message) => message.includes('always fails'))).toHaveLength(1);
  });

  it('is not made worse by texts that cannot be loaded', async () => {
    const loadTexts = async () => {
      throw new Error('no texts');
    };
    client = await startInProcess({ runtime: { loadTexts } });
    await client.open(uri, text);
    const hover = await client.connection.sendRequest<Hover | null>('textDocument/hover', hoverAt);
    expect(JSON.stringify(hover)).toContain('ServerAliveInterval');
    expect(client.log.filter((message) => message.includes('no texts'))).toHaveLength(1);
  });
});

describe('a request that is cancelled', () => {
  it('ends with the error that says so, also while files are being read', async () => {
    const files = memoryFileSystem({});
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let asked = () => {};
    const reading = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const slow = {
      ...files,
      stat: async (address: string) => {
        asked();
        await held;
        return files.stat(address);
      },
    };
    client = await startInProcess({ fileSystem: slow, capabilities: { textDocument: { diagnostic: {} } } });
    await client.open(uri, text);
    const source = new CancellationTokenSource();
    const answer = client.connection.sendRequest('textDocument/hover', hoverAt, source.token);
    const outcome = expect(answer).rejects.toMatchObject({ code: -32800 });
    await reading;
    source.cancel();
    await new Promise((resolve) => setTimeout(resolve, 20));
    release();
    await outcome;
    const again = await client.connection.sendRequest<Hover | null>('textDocument/hover', hoverAt);
    expect(JSON.stringify(again)).toContain('ServerAliveInterval');
  });

  it('is not started when the cancellation came along with it', async () => {
    client = await startInProcess();
    await client.open(uri, text);
    const source = new CancellationTokenSource();
    const answer = client.connection.sendRequest('textDocument/hover', hoverAt, source.token);
    source.cancel();
    await expect(answer).rejects.toMatchObject({ code: -32800 });
  });
});
