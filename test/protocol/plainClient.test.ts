import { afterEach, describe, expect, it } from 'vitest';
import type { CodeLens, Hover, InlayHint } from 'vscode-languageserver';
import { type LanguageClient, startInProcess } from '../helpers/languageClient.ts';

const uri = 'file:///home/me/.ssh/config';
const text = 'Host web\n  ServerAliveInterval 1m\n  ServerAliveCountMax 2\n';
// A comment that silences nothing is found whatever rules there are.
const faulty = '# ssh-timeouts: ignore no-such-rule\n';
let client: LanguageClient | undefined;

afterEach(async () => {
  await client?.stop();
  client = undefined;
});

describe('a client that sends no options and no capabilities', () => {
  it('gets the server with UTF-16 positions and no pull diagnostics', async () => {
    client = await startInProcess();
    const { capabilities } = client.initialized;
    expect(capabilities.positionEncoding).toBe('utf-16');
    expect(capabilities.hoverProvider).toBe(true);
    expect(capabilities.diagnosticProvider).toBeUndefined();
    expect(capabilities.codeActionProvider).toBe(false);
  });

  it('is answered from the disk of the server, without a request back', async () => {
    const asked: string[] = [];
    client = await startInProcess({
      files: { '/home/me/.ssh/config': text, '/etc/ssh/ssh_config': 'Host *\n  ServerAliveInterval 5\n' },
      prepare: (connection) => {
        for (const method of ['workspace/configuration', 'client/registerCapability', 'sshTimeouts/fs/stat']) {
          connection.onRequest(method, () => {
            asked.push(method);
            return null;
          });
        }
      },
    });
    await client.open(uri, text);
    const hover = await client.connection.sendRequest<Hover>('textDocument/hover', {
      textDocument: { uri },
      position: { line: 1, character: 4 },
    });
    const { value } = hover.contents as { value: string };
    expect(value).toContain('ServerAliveInterval');
    expect(value).toContain('by this line');
    expect(value).toContain('ssh_config#L2');
    expect(value).not.toContain('command:');
    expect(client.log).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('gets lenses that hold no command of ours', async () => {
    client = await startInProcess({ files: { '/home/me/.ssh/config': text } });
    await client.open(uri, text);
    const lenses = await client.connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
    expect(lenses).toHaveLength(1);
    const lens = await client.connection.sendRequest<CodeLens>('codeLens/resolve', lenses[0]);
    expect(lens.command).toEqual({ title: expect.stringContaining('180 s'), command: '' });
  });

  it('gets inlay hints', async () => {
    client = await startInProcess({ files: { '/home/me/.ssh/config': text } });
    await client.open(uri, text);
    const hints = await client.connection.sendRequest<InlayHint[]>('textDocument/inlayHint', {
      textDocument: { uri },
      range: { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } },
    });
    expect(hints.map(({ label }) => label)).toEqual(['60 s', 'drops after 180 s']);
  });

  it('is told diagnostics without asking, and again after an edit', async () => {
    client = await startInProcess({ files: { '/home/me/.ssh/config': text } });
    await client.open(uri, faulty);
    const [first] = await client.diagnostics(uri, (found) => found.length > 0);
    expect(first?.range.start.line).toBe(0);
    expect(first?.codeDescription).toBeUndefined();
    await client.change(uri, 2, `\n\n${faulty}`);
    const moved = await client.diagnostics(uri, (found) => found.some(({ range }) => range.start.line === 2));
    expect(moved).not.toEqual([]);
  });

  it('is told that a closed document has no diagnostics', async () => {
    client = await startInProcess();
    await client.open(uri, faulty);
    await client.diagnostics(uri, (found) => found.length > 0);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    expect(await client.diagnostics(uri, (found) => found.length === 0)).toEqual([]);
  });

  it('gets nothing for a document that is none of ours', async () => {
    client = await startInProcess();
    await client.open('file:///tmp/notes.md', '# Host web', 'markdown');
    const hover = await client.connection.sendRequest('textDocument/hover', {
      textDocument: { uri: 'file:///tmp/notes.md' },
      position: { line: 0, character: 3 },
    });
    expect(hover).toBeNull();
  });
});
