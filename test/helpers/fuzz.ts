import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chooser } from './chooser.ts';
import { changeFile, layOutFiles, strangeUris } from './fuzzFiles.ts';
import { type FuzzServer, startFuzzServer } from './fuzzServer.ts';
import { configText, directiveLine, hostileText, pythonText, settingsValue } from './fuzzTexts.ts';

/** What a run found; a healthy server leaves `unanswered`, `faults` and `refusals` empty and `exit` undefined. */
export interface FuzzReport extends Pick<FuzzServer, 'faults' | 'refusals'> {
  readonly messages: number;
  readonly requests: number;
  readonly answered: number;
  /** Requests without an answer after the patience. */
  readonly unanswered: readonly string[];
  /** Set where the server ended by itself. */
  readonly exit: string | undefined;
  /** Resident memory in MB, at equal distances of messages. */
  readonly memory: readonly number[];
  readonly seconds: number;
}

export interface FuzzOptions {
  readonly seed: number;
  readonly messages: number;
  /** Seconds without any answer after which the open requests count as unanswered. */
  readonly patience?: number;
  /** Megabytes that the server may use for its objects. */
  readonly heap?: number;
}

/** As many requests may be open at once, and as many documents. */
const mostOpen = 24;
const mostDocuments = 12;

interface OpenDocument {
  version: number;
  text: string;
  readonly languageId: string;
}

/** Sends random edits, requests and hostile bytes to the built server over stdio, on files of its own. */
export async function fuzz({ seed, messages, patience = 30, heap = 400 }: FuzzOptions): Promise<FuzzReport> {
  const choose = chooser(seed);
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'ssh-timeouts-fuzz-'));
  const files = layOutFiles(home, choose);
  const server = startFuzzServer(home, choose, heap, patience);
  const { counts } = server;
  const started = performance.now();
  const documents = new Map<string, OpenDocument>();
  const memory: number[] = [];
  const pull = choose.chance(0.5);
  /** Lenses and completions that were answered last: to be resolved. */
  let lenses: unknown[] = [];
  let items: unknown[] = [];
  server.onResult = (result) => {
    const list = (Array.isArray(result) ? result : (result as { items?: unknown } | null)?.items) as unknown[];
    const [first] = Array.isArray(list) ? (list as { data?: { uri?: string }; label?: string }[]) : [];
    if (first?.label !== undefined) items = list.slice(0, 20);
    else if (first?.data?.uri !== undefined) lenses = list.slice(0, 20);
  };

  const uris = [...files.map((file) => pathToFileURL(file).href), ...strangeUris];
  const anyUri = () => (choose.chance(0.01) ? `untitled:x${choose.integer(0, 1_000_000)}` : choose.of(uris));
  const anOpenUri = () => (documents.size > 0 ? choose.of([...documents.keys()]) : anyUri());

  function openDocument(uri: string): void {
    if (documents.has(uri)) return;
    if (documents.size >= mostDocuments) closeDocument(anOpenUri());
    const python = uri.endsWith('.py');
    const languages = ['ssh_config', 'sshd_config', 'plaintext', 'sshconfig', '', 'conf'];
    const languageId = python ? 'python' : choose.of(languages);
    const text = choose.chance(0.1) ? hostileText(choose) : python ? pythonText(choose) : configText(choose);
    documents.set(uri, { version: 1, text, languageId });
    server.notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  }

  function closeDocument(uri: string): void {
    documents.delete(uri);
    server.notify('textDocument/didClose', { textDocument: { uri } });
  }

  function edit(uri: string): void {
    const document = documents.get(uri);
    if (!document) {
      openDocument(uri);
      return;
    }
    document.version += choose.integer(1, 3);
    const contentChanges = Array.from({ length: choose.integer(1, 3) }, () => change(document));
    server.notify('textDocument/didChange', { textDocument: { uri, version: document.version }, contentChanges });
  }

  /** Changes the text that the client holds and answers the change as it is sent. */
  function change(document: OpenDocument): object {
    const lines = document.text.split('\n');
    if (choose.chance(0.05) || document.text.length > 20_000) {
      document.text = document.languageId === 'python' ? pythonText(choose) : configText(choose);
      return { text: document.text };
    }
    const line = choose.integer(0, lines.length - 1);
    const last = Math.min(lines.length - 1, line + (choose.chance(0.2) ? choose.integer(0, 4) : 0));
    const start = { line, character: choose.integer(0, lines[line]?.length ?? 0) };
    const least = last === line ? start.character : 0;
    const end = { line: last, character: choose.integer(least, lines[last]?.length ?? 0) };
    const text = insertion();
    const before = [...lines.slice(0, line), (lines[line] ?? '').slice(0, start.character)].join('\n');
    const after = [(lines[last] ?? '').slice(end.character), ...lines.slice(last + 1)].join('\n');
    document.text = before + text + after;
    return { range: { start, end }, text };
  }

  function insertion(): string {
    if (choose.chance(0.1)) return hostileText(choose).slice(0, 200);
    if (choose.chance(0.3)) return `\n${directiveLine(choose)}\n`;
    return choose.of(['a', ' ', '', '"', '*', '5', '\n', '#', '%', '=']);
  }

  function position(uri: string): object {
    const lines = (documents.get(uri)?.text ?? '').split('\n');
    const line = choose.chance(0.03) ? choose.of([100_000, 2 ** 31 - 1]) : choose.integer(0, lines.length);
    return { line, character: choose.chance(0.03) ? 100_000 : choose.integer(0, (lines[line] ?? '').length + 1) };
  }

  function ask(): void {
    const uri = choose.chance(0.95) ? anOpenUri() : anyUri();
    const textDocument = { uri };
    const range = { start: { line: 0, character: 0 }, end: position(uri) };
    const at = { textDocument, position: position(uri) };
    const host = choose.of(['web', 'db', '', 'a b', '-oProxyCommand=x', '::1', 'user@web', '%h', '\0', '*']);
    const whatIf = { ServerAliveInterval: choose.of(['5', 'x', '0', '99999999999']) };
    const newName = choose.of(['x', '', 'a b', '*', '#', hostileText(choose).slice(0, 20)]);
    const table: [string, object][] = [
      ['textDocument/hover', at],
      ['textDocument/completion', { ...at, context: { triggerKind: choose.integer(1, 3) } }],
      ['textDocument/definition', at],
      ['textDocument/references', { ...at, context: { includeDeclaration: choose.chance(0.5) } }],
      ['textDocument/documentHighlight', at],
      ['textDocument/prepareRename', at],
      ['textDocument/rename', { ...at, newName }],
      ['textDocument/documentSymbol', { textDocument }],
      ['textDocument/foldingRange', { textDocument }],
      ['textDocument/codeAction', { textDocument, range, context: { diagnostics: [] } }],
      ['textDocument/codeLens', { textDocument }],
      ['textDocument/inlayHint', { textDocument, range }],
      ['textDocument/documentLink', { textDocument }],
      ['textDocument/diagnostic', { textDocument }],
      ['textDocument/formatting', { textDocument, options: { tabSize: choose.of([2, 4, 8]), insertSpaces: true } }],
      ['textDocument/semanticTokens/full', { textDocument }],
      ['sshTimeouts/effectiveConfig', { uri, host }],
      ['sshTimeouts/hosts', { uri }],
      ['sshTimeouts/keepalivePlan', { uri, host, mode: choose.of(['quick', 'observe', 'idle', 'cut']) }],
      ['sshTimeouts/timeline', { uri, host, whatIf }],
      ['sshTimeouts/timelineChanges', { uri, host, whatIf }],
      ['sshTimeouts/rulePage', { id: choose.of(['bad-time', '../../x', '__proto__', 'constructor', '']) }],
    ];
    if (lenses.length > 0 && choose.chance(0.1)) server.request('codeLens/resolve', choose.of(lenses));
    else if (items.length > 0 && choose.chance(0.1)) server.request('completionItem/resolve', choose.of(items));
    else {
      const [method, params] = choose.of(table);
      // What is not announced may be asked for all the same; the answer is an error then.
      const optional = /formatting|semanticTokens/.test(method) || (!pull && method.endsWith('/diagnostic'));
      const id = server.request(method, params, !optional);
      if (choose.chance(0.06)) server.notify('$/cancelRequest', { id });
    }
  }

  /** Well-framed nonsense: parameters of other shapes, unknown methods, bodies that are no JSON. */
  function misbehave(): void {
    const methods = ['textDocument/hover', 'textDocument/didChange', 'sshTimeouts/timeline', 'x/y', '$/z', ''];
    const shapes = [undefined, null, 5, 'x', [], {}, { textDocument: null }, { textDocument: { uri: 5 } }];
    const bodies = ['', '{', 'null', '[]', '5', '"x"', '{"jsonrpc":"1.0"}', '{"id":{}}', '\0'];
    const header = 'Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\n\r\n';
    const kinds = [
      () => void server.request(choose.of(methods) || 'x', choose.of<unknown>(shapes), false),
      () => server.notify(choose.of(methods), choose.of<unknown>(shapes)),
      () => server.sendBody(choose.of(bodies)),
      () => server.sendBody(Buffer.from([0xff, 0xfe, 0x7b, 0x80, 0x7d])),
      () => server.send({ id: choose.of([-1, 1e9, 'abc', null]), result: null }),
      () => server.sendBytes(`${header}{}`),
    ];
    choose.of(kinds)();
  }

  function somethingElse(): void {
    const turn = choose.integer(0, 9);
    if (turn <= 3) changeFile(choose.of(files), choose);
    if (turn <= 5) {
      const changes = Array.from({ length: choose.integer(1, 3) }, () => ({
        uri: anyUri(),
        type: choose.integer(1, 3),
      }));
      server.notify('workspace/didChangeWatchedFiles', { changes });
    } else if (turn <= 7) {
      const settings = choose.of([null, { sshTimeouts: settingsValue(choose) }]);
      server.notify('workspace/didChangeConfiguration', { settings });
    } else if (turn === 8) server.notify('textDocument/didSave', { textDocument: { uri: anOpenUri() } });
    else closeDocument(anOpenUri());
  }

  function step(): void {
    const dice = choose.fraction();
    if (documents.size === 0 || dice < 0.02) openDocument(anyUri());
    else if (dice < 0.45) edit(anOpenUri());
    else if (dice < 0.96) ask();
    else if (dice < 0.98) misbehave();
    else somethingElse();
  }

  try {
    server.request('initialize', {
      processId: null,
      rootUri: pathToFileURL(home).href,
      capabilities: {
        workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } },
        textDocument: {
          ...(pull ? { diagnostic: {} } : {}),
          codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
          documentSymbol: { hierarchicalDocumentSymbolSupport: true },
        },
      },
      initializationOptions: { commands: choose.chance(0.5) },
    });
    let alive = await server.settle(0);
    server.notify('initialized', {});
    for (let turn = 0; alive && counts.sent < messages; turn++) {
      step();
      if (server.open.size >= mostOpen) alive = await server.settle(mostOpen / 2);
      // Edits alone are not answered: without a pause they would pile up in the pipe.
      else if (turn % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
      if (counts.sent >= ((memory.length + 1) * messages) / 20) memory.push(server.residentMegabytes());
    }
    alive = alive && (await server.settle(0));
    const unanswered = server.exit() === undefined ? [...server.open.values()].map(({ what }) => what) : [];
    if (alive) {
      server.request('shutdown', undefined);
      await server.settle(0);
    }
    const { faults, refusals } = server;
    const { sent, requests, answered } = counts;
    const seconds = (performance.now() - started) / 1000;
    return { messages: sent, requests, answered, unanswered, faults, refusals, exit: server.exit(), memory, seconds };
  } finally {
    await server.end();
    fs.rmSync(home, { recursive: true, force: true });
  }
}
