import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LanguageClient, startInProcess } from '../helpers/languageClient.ts';

let client: LanguageClient;

beforeEach(async () => {
  client = await startInProcess({
    capabilities: {
      textDocument: { diagnostic: {}, codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } },
    },
  });
});
afterEach(() => client.stop());

/** Every request about a document, with positions that need not exist. */
async function askEverything(uri: string, line: number, character: number): Promise<unknown[]> {
  const textDocument = { uri };
  const position = { line, character };
  const range = { start: { line: 0, character: 0 }, end: position };
  const requests: [string, object][] = [
    ['textDocument/hover', { textDocument, position }],
    ['textDocument/completion', { textDocument, position }],
    ['textDocument/definition', { textDocument, position }],
    ['textDocument/references', { textDocument, position, context: { includeDeclaration: true } }],
    ['textDocument/documentHighlight', { textDocument, position }],
    ['textDocument/prepareRename', { textDocument, position }],
    ['textDocument/rename', { textDocument, position, newName: 'x' }],
    ['textDocument/documentSymbol', { textDocument }],
    ['textDocument/foldingRange', { textDocument }],
    ['textDocument/codeLens', { textDocument }],
    ['textDocument/inlayHint', { textDocument, range }],
    ['textDocument/codeAction', { textDocument, range, context: { diagnostics: [] } }],
    ['textDocument/documentLink', { textDocument }],
    ['textDocument/diagnostic', { textDocument }],
    ['sshTimeouts/effectiveConfig', { uri, host: 'web' }],
    ['sshTimeouts/hosts', { uri }],
    ['sshTimeouts/rulePage', { id: '../../etc/passwd' }],
  ];
  return Promise.all(requests.map(([method, params]) => client.connection.sendRequest(method, params)));
}

const words = fc.constantFrom(
  'Host',
  'Match',
  'Include',
  'ServerAliveInterval',
  'ClientAliveInterval',
  'ServerAliveCountMax',
  'ChannelTimeout',
  'ProxyJump',
  'exec',
  'user',
  'host',
  'all',
  '*',
  '!*',
  '15',
  '1h30m',
  '0',
  'none',
  'yes',
  '99999999999999',
  '-1',
  '"',
  "'",
  '\\',
  '=',
  '#',
  ',',
  '%h',
  '${HOME}',
  '~',
  '/etc/ssh/*',
  '\0',
  '\t',
  '\r',
  '\n',
  '\r\n',
  ' ',
  '  ',
  '\u2028',
  '\ud800',
  '\ufeff',
  '💥',
  'session:*=5m',
  'a,b,c',
);
const texts = fc.array(words, { maxLength: 60 }).map((parts) => parts.join(' '));

describe('a server that is sent rubbish', () => {
  it('answers every request about any text, and logs no fault', async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(texts, fc.boolean(), fc.nat(20), fc.nat(200), async (text, sshd, line, character) => {
        count += 1;
        const uri = `file:///tmp/${count}`;
        await client.open(uri, text, sshd ? 'sshd_config' : 'ssh_config');
        await askEverything(uri, line, character);
        expect(client.log).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('answers about documents that were never opened and addresses that are none', async () => {
    for (const uri of ['file:///never', 'untitled:Untitled-1', '%', '', 'http://[', 'file:///%zz', 'x'.repeat(9999)]) {
      await askEverything(uri, 0, 0);
      await client.open(uri, 'Host web\n');
      await askEverything(uri, 0, 0);
    }
    expect(client.log).toEqual([]);
  });

  it('lives on after parameters of the wrong shape', async () => {
    const wrong: unknown[] = [null, 5, 'x', [], {}, { textDocument: null }, { textDocument: { uri: 7 } }];
    for (const params of wrong) {
      for (const method of [
        'textDocument/hover',
        'textDocument/codeLens',
        'sshTimeouts/hosts',
        'codeLens/resolve',
        'nonsense',
      ]) {
        await client.connection.sendRequest(method, params as object).catch(() => {});
      }
    }
    await client.open('file:///tmp/x', 'Host web\n');
    const lenses = await client.connection.sendRequest('textDocument/codeLens', {
      textDocument: { uri: 'file:///tmp/x' },
    });
    expect(lenses).toHaveLength(1);
  });

  it('takes a line of a megabyte', async () => {
    const uri = 'file:///tmp/long';
    await client.open(uri, `Host ${'a'.repeat(1_000_000)}\n  ServerAliveInterval ${'9'.repeat(100_000)}\n`);
    await askEverything(uri, 1, 4);
    expect(client.log).toEqual([]);
  });
});
