import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { LSPErrorCodes, StreamMessageReader } from 'vscode-languageserver/node';
import type { Chooser } from './chooser.ts';
import { settingsValue } from './fuzzTexts.ts';
import { builtServer } from './languageClient.ts';

/** The built server in a process of its own, and a book of what it owes. */
export interface FuzzServer {
  readonly open: ReadonlyMap<number | string, { readonly what: string }>;
  readonly counts: { sent: number; requests: number; answered: number };
  /** What the server logged of features that threw, and output that is no message. */
  readonly faults: readonly string[];
  /** Well-formed requests that were answered with an error other than "cancelled". */
  readonly refusals: readonly string[];
  /** Results as they come. */
  onResult: (result: unknown) => void;
  /** Set where the server ended by itself. */
  exit(): string | undefined;
  notify(method: string, params: unknown): void;
  request(method: string, params: unknown, wellFormed?: boolean): number;
  /** A message of any shape. */
  send(message: object): void;
  /** A body of any bytes, framed as the protocol wants it. */
  sendBody(body: string | Buffer): void;
  sendBytes(bytes: string | Buffer): void;
  /** Waits until fewer than `most` requests are open; false where nothing came for the whole patience. */
  settle(most: number): Promise<boolean>;
  residentMegabytes(): number;
  end(): Promise<void>;
}

const cancelledCodes = new Set([-32800, -32802]);

interface Received {
  readonly id?: number | string | null;
  readonly method?: string;
  readonly params?: { readonly message?: string; readonly items?: readonly unknown[] };
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** `heap`: megabytes for the server's objects; `patience`: seconds without any answer until it counts as silent. */
export function startFuzzServer(home: string, choose: Chooser, heap: number, patience: number): FuzzServer {
  const server = spawn(process.execPath, [`--max-old-space-size=${heap}`, copyOfServer(home), '--stdio'], {
    env: { PATH: process.env['PATH'], HOME: home },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const open = new Map<number | string, { what: string; wellFormed: boolean }>();
  const counts = { sent: 0, requests: 0, answered: 0 };
  const faults: string[] = [];
  const refusals: string[] = [];
  let stderr = '';
  let exit: string | undefined;
  let ending = false;
  let nextId = 1;
  let wake = () => {};
  let lastAnswer = performance.now();

  server.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-4000);
  });
  // The pipe breaks when the server ends, which is told by its exit.
  server.stdin.on('error', () => {});
  const exited = new Promise<void>((resolve) => {
    server.once('exit', (code, signal) => {
      if (!ending) exit = `ended with ${code ?? signal}: ${stderr}`;
      wake();
      resolve();
    });
  });

  const sendBytes = (bytes: string | Buffer) => void server.stdin.write(bytes);
  const sendBody = (body: string | Buffer) => {
    sendBytes(Buffer.concat([Buffer.from(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n`), Buffer.from(body)]));
  };
  const send = (message: object) => sendBody(JSON.stringify({ jsonrpc: '2.0', ...message }));

  /** As a client answers: mostly right, sometimes with an error or with nonsense. */
  function answerServer({ id, method, params }: Received): void {
    const settings = () => (params?.items ?? []).map(() => settingsValue(choose));
    const right = { result: method === 'workspace/configuration' ? settings() : null };
    const nonsense = { result: choose.of([null, 'x', [], {}, 5]) };
    const failure = { error: { code: -32603, message: 'no' } };
    send({ id, ...(choose.chance(0.03) ? nonsense : choose.chance(0.02) ? failure : right) });
  }

  const handled: Pick<FuzzServer, 'onResult'> = { onResult: () => {} };
  function receive(message: Received): void {
    const { id, method, params, result, error } = message;
    if (method !== undefined && id !== undefined) answerServer(message);
    else if (params?.message?.includes('failed and is skipped')) faults.push(params.message);
    if (method !== undefined || id === undefined || id === null) return;
    const asked = open.get(id);
    if (!asked) return;
    open.delete(id);
    counts.answered += 1;
    lastAnswer = performance.now();
    // A rename to what no name can be is refused with the reason, as the protocol wants it.
    const withReason = error?.code === LSPErrorCodes.RequestFailed && asked.what.startsWith('textDocument/rename ');
    if (asked.wellFormed && error && !cancelledCodes.has(error.code) && !withReason) {
      refusals.push(`${asked.what}: ${error.code} ${error.message}`);
    }
    handled.onResult(result);
    wake();
  }
  const reader = new StreamMessageReader(server.stdout);
  reader.onError((error) => faults.push(`the output is no message: ${error.message}`));
  reader.listen((message) => receive(message as Received));

  return Object.assign(handled, {
    open,
    counts,
    faults,
    refusals,
    exit: () => exit,
    send,
    sendBody,
    sendBytes,
    notify(method: string, params: unknown) {
      counts.sent += 1;
      send({ method, params });
    },
    request(method: string, params: unknown, wellFormed = true) {
      counts.sent += 1;
      counts.requests += 1;
      const id = nextId++;
      open.set(id, { what: `${method} ${JSON.stringify(params)?.slice(0, 300)}`, wellFormed });
      send({ id, method, params });
      return id;
    },
    async settle(most: number) {
      lastAnswer = performance.now();
      while (open.size > most && exit === undefined) {
        if (performance.now() - lastAnswer > patience * 1000) return false;
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, 1000);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      return exit === undefined;
    },
    residentMegabytes() {
      try {
        const status = fs.readFileSync(`/proc/${server.pid}/status`, 'utf8');
        return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
      } catch {
        return 0;
      }
    },
    async end() {
      ending = true;
      server.kill('SIGKILL');
      await exited;
    },
  });
}

/** The bundle and what lies beside it, apart from dist/, which may be built anew meanwhile. */
function copyOfServer(home: string): string {
  const from = path.dirname(builtServer);
  if (!fs.existsSync(builtServer)) throw new Error('dist/server.js is not there: run `npm run build` first');
  const to = path.join(home, 'program');
  fs.mkdirSync(to);
  for (const name of fs.readdirSync(from)) {
    if (!name.endsWith('.js') && name !== 'texts') continue;
    fs.cpSync(path.join(from, name), path.join(to, name), { recursive: true });
  }
  return path.join(to, path.basename(builtServer));
}
