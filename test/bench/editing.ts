import { startBuilt } from '../helpers/languageClient.ts';
import { processorTime, quantile } from './measure.ts';

// Requests of an editor in a file of 10,000 hosts, over the protocol, to the built server in a process of its own:
// on a document that stays as it is, and after an edit inside one block.

const hosts = 10_000;
const rounds = Number(process.argv[2] ?? 200);
const uri = 'file:///bench/.ssh/config';

function block(index: number): string[] {
  return [
    `Host machine-${index}`,
    `  HostName 192.0.2.${index % 256}`,
    '  User deploy',
    `  ServerAliveInterval ${10 + (index % 50)}`,
    '  ServerAliveCountMax 3',
    index % 10 === 0 ? '  ProxyJump machine-1' : '  IdentityFile "~/.ssh/id deploy"',
    '',
  ];
}
const lines = [
  ...Array.from({ length: hosts }, (_, index) => block(index)).flat(),
  'Host *',
  '  ServerAliveInterval 60',
  '',
];
const lineOf = (index: number) => index * 7;

const [, , , program] = process.argv;
const { connection, open, server, stop } = await startBuilt({
  ...(program === undefined ? {} : { program }),
  capabilities: {
    // Diagnostics are pulled, so that only what is asked for is measured.
    textDocument: { diagnostic: {}, completion: { completionItem: { snippetSupport: true } } },
    workspace: {
      configuration: true,
      didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
    },
  },
});
await open(uri, lines.join('\n'));

let version = 1;
/** Types a digit behind the interval of a block, or takes it away again. */
async function edit(index: number): Promise<void> {
  version += 1;
  const line = lineOf(index) + 3;
  const text = lines[line] ?? '';
  const longer = text.endsWith('0') ? text.slice(0, -1) : `${text}0`;
  lines[line] = longer;
  await connection.sendNotification('textDocument/didChange', {
    textDocument: { uri, version },
    contentChanges: [{ range: { start: { line, character: 0 }, end: { line, character: text.length } }, text: longer }],
  });
}

interface Request {
  readonly name: string;
  readonly method: string;
  readonly params: (index: number) => Record<string, unknown>;
}
const at = (index: number, below: number, character: number) => ({
  position: { line: lineOf(index) + below, character },
});
const requests: readonly Request[] = [
  { name: 'hover on a directive', method: 'textDocument/hover', params: (index) => at(index, 3, 8) },
  { name: 'hover on a host', method: 'textDocument/hover', params: (index) => at(index, 0, 8) },
  { name: 'completion of a keyword', method: 'textDocument/completion', params: (index) => at(index, 2, 4) },
  {
    name: 'completion of a jump host',
    method: 'textDocument/completion',
    params: (index) => at(index - (index % 10), 5, 14),
  },
  { name: 'diagnostics', method: 'textDocument/diagnostic', params: () => ({}) },
  { name: 'highlight of a host', method: 'textDocument/documentHighlight', params: (index) => at(index, 0, 8) },
];

/** All findings of a file that the server has never seen, from opening it to the answer. */
async function measureFullDiagnostics(): Promise<void> {
  const times: number[] = [];
  const used: number[] = [];
  for (let round = 0; round < 14; round++) {
    const fresh = `file:///bench/${round}/.ssh/config`;
    const text = lines.join('\n').replaceAll('machine-', `m${round}-`);
    const usedBefore = processorTime(server);
    const start = performance.now();
    await open(fresh, text);
    await connection.sendRequest('textDocument/diagnostic', { textDocument: { uri: fresh } });
    if (round >= 5) {
      times.push(performance.now() - start);
      used.push(processorTime(server) - usedBefore);
    }
    await connection.sendNotification('textDocument/didClose', { textDocument: { uri: fresh } });
  }
  print('diagnostics', 'file new', times, used);
}

async function measure(request: Request, edited: boolean): Promise<void> {
  const times: number[] = [];
  const used: number[] = [];
  for (let round = 0; round < rounds + 5; round++) {
    const index = (round * 7919) % hosts;
    const usedBefore = processorTime(server);
    if (edited) await edit((round * 104729) % hosts);
    const start = performance.now();
    const answer = await connection.sendRequest(request.method, { textDocument: { uri }, ...request.params(index) });
    if (answer === null) throw new Error(`${request.name} has no answer`);
    if (round < 5) continue;
    times.push(performance.now() - start);
    used.push(processorTime(server) - usedBefore);
  }
  print(request.name, edited ? 'after an edit' : 'unchanged', times, used);
}

function print(name: string, when: string, times: number[], used: number[]): void {
  const figures = [
    quantile(times, 0.5),
    quantile(times, 0.95),
    quantile(times, 1),
    quantile(used, 0.5),
    quantile(used, 0.95),
  ];
  const shown = figures.map((time) => time.toFixed(1).padStart(8)).join('');
  console.log(`${name.padEnd(28)} ${when.padEnd(14)}${shown} ms`);
}

console.log(`${hosts} hosts, ${lines.length} lines, ${rounds} requests each, Node ${process.versions.node}`);
console.log(`${''.padEnd(43)}  median     p95     max     CPU p95 CPU`);
await measureFullDiagnostics();
for (const edited of [false, true]) for (const request of requests) await measure(request, edited);
await stop();
