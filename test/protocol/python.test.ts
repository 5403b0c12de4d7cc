import { afterEach, describe, expect, it } from 'vitest';
import type { CodeAction, CodeLens, Hover, InlayHint } from 'vscode-languageserver';
import { type LanguageClient, startInProcess } from '../helpers/languageClient.ts';

const uri = 'file:///home/me/project/fetch.py';
const textDocument = { uri };
const text = 'import paramiko\nclient = paramiko.SSHClient()\nclient.connect("db", timeout=10)\n';
let client: LanguageClient | undefined;

afterEach(async () => {
  await client?.stop();
  client = undefined;
});

describe('a Python document', () => {
  it('has hovers, lenses, hints, diagnostics and fixes', async () => {
    client = await startInProcess({
      files: { '/home/me/project/requirements.txt': 'paramiko==3.4.0\n' },
      capabilities: {
        textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } },
      },
    });
    await client.open(uri, text, 'python');
    const { connection } = client;
    const hover = await connection.sendRequest<Hover>('textDocument/hover', {
      textDocument,
      position: { line: 2, character: 24 },
    });
    expect(JSON.stringify(hover.contents)).toContain('paramiko 3.4, as requirements.txt says');
    const lenses = await connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument });
    expect(lenses.map(({ command }) => command)).toEqual([undefined]);
    const resolved = await connection.sendRequest<CodeLens>('codeLens/resolve', lenses[0] ?? {});
    expect(resolved.command?.title).toContain('TCP 10 s');
    const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    const hints = await connection.sendRequest<InlayHint[]>('textDocument/inlayHint', { textDocument, range });
    expect(hints.map(({ label }) => label)).toEqual([', banner_timeout=15, auth_timeout=30']);
    const found = await client.diagnostics(uri, (diagnostics) => diagnostics.length > 0);
    expect(found.map(({ code }) => code)).toContain('paramiko-no-keepalive');
    const actions = await connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument,
      range,
      context: { diagnostics: [] },
    });
    expect(actions.map(({ title }) => title)).toContain('Add client.get_transport().set_keepalive(30)');
    expect(client.log).toEqual([]);
  });

  it('is followed through edits, broken ones too', async () => {
    client = await startInProcess();
    await client.open(uri, text, 'python');
    await client.change(uri, 2, text.replace('client.connect(', 'x = "\nclient.connect('));
    const lenses = async () =>
      client?.connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument }) ?? [];
    expect((await lenses()).map(({ range }) => range.start.line)).toEqual([3]);
    await client.change(uri, 3, text.replace('timeout=10', 'timeout=20'));
    const [lens = {}] = await lenses();
    expect((await client.connection.sendRequest<CodeLens>('codeLens/resolve', lens)).command?.title).toContain(
      'TCP 20 s',
    );
  });

  it('that names none of the libraries has nothing', async () => {
    client = await startInProcess();
    await client.open(uri, 'import os\nclient.connect("db", timeout=10)\n', 'python');
    const { connection } = client;
    const position = { line: 1, character: 10 };
    expect(await connection.sendRequest('textDocument/hover', { textDocument, position })).toBeNull();
    expect(await connection.sendRequest('textDocument/codeLens', { textDocument })).toEqual([]);
    expect(await connection.sendRequest('textDocument/documentSymbol', { textDocument })).toEqual([]);
  });
});
