import { afterEach, describe, expect, it } from 'vitest';
import type { DocumentDiagnosticReport } from 'vscode-languageserver';
import { type LanguageClient, startInProcess } from '../helpers/languageClient.ts';

const uri = 'file:///home/me/.ssh/config';
// A comment that silences nothing is found whatever rules there are.
const faulty = '# ssh-timeouts: ignore no-such-rule\nHost web\n';
const capabilities = { textDocument: { diagnostic: {} }, workspace: { configuration: true } };
let client: LanguageClient | undefined;

afterEach(async () => {
  await client?.stop();
  client = undefined;
});

function pull(previousResultId?: string): Promise<DocumentDiagnosticReport> {
  if (!client) throw new Error('no client');
  return client.connection.sendRequest('textDocument/diagnostic', {
    textDocument: { uri },
    ...(previousResultId === undefined ? {} : { previousResultId }),
  });
}

describe('a client that asks for diagnostics', () => {
  it('is never told without asking', async () => {
    client = await startInProcess({ capabilities });
    await client.open(uri, faulty);
    const report = await pull();
    expect(report.kind).toBe('full');
    expect(report.kind === 'full' && report.items.length).toBeGreaterThan(0);
    expect(client.pushed).toEqual([]);
  });

  it('hears that nothing changed as long as nothing did', async () => {
    client = await startInProcess({ capabilities });
    await client.open(uri, faulty);
    const first = await pull();
    const again = await pull(first.resultId);
    expect(again).toEqual({ kind: 'unchanged', resultId: first.resultId });
    await client.change(uri, 2, `${faulty}\n`);
    const edited = await pull(first.resultId);
    expect(edited.kind).toBe('full');
    expect(edited.resultId).not.toBe(first.resultId);
  });

  it('hears that nothing changed after an edit is taken back', async () => {
    client = await startInProcess({ capabilities });
    await client.open(uri, faulty);
    const first = await pull();
    await client.change(uri, 2, `${faulty} `);
    await client.change(uri, 3, faulty);
    expect((await pull(first.resultId)).kind).toBe('unchanged');
  });

  it('sees a rule switched off by a changed setting', async () => {
    let rules: Record<string, string> = {};
    const refreshed = new Promise<void>((resolve) => {
      void startInProcess({
        capabilities: { ...capabilities, workspace: { configuration: true, diagnostics: { refreshSupport: true } } },
        prepare: (connection) => {
          connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
            items.map(() => ({ rules })),
          );
          connection.onRequest('workspace/diagnostic/refresh', () => {
            resolve();
            return null;
          });
        },
      }).then((started) => {
        client = started;
      });
    });
    await expect.poll(() => client !== undefined).toBe(true);
    await client?.open(uri, faulty);
    const before = await pull();
    const codes = before.kind === 'full' ? before.items.map(({ code }) => String(code)) : [];
    expect(codes.length).toBeGreaterThan(0);
    rules = Object.fromEntries(codes.map((code) => [code, 'off']));
    await client?.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await refreshed;
    const after = await pull(before.resultId);
    expect(after.kind === 'full' && after.items).toEqual([]);
  });
});
