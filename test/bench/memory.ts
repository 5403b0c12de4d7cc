import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { startBuilt } from '../helpers/languageClient.ts';

// Memory over as many edits as an hour of steady typing brings, each with the requests that an editor sends after it,
// to the built server in a process of its own. Figures are those of the heap after a full collection.

const edits = Number(process.argv[2] ?? 7200);
const parts = 6;
const hosts = 500;
const uri = 'file:///bench/.ssh/config';
const linesOfHost = (index: number) => [
  `Host machine-${index}`,
  `  HostName 192.0.2.${index % 256}`,
  `  User user-${index % 7}`,
  `  ServerAliveInterval ${1 + (index % 300)}`,
];
const text = Array.from({ length: hosts }, (_, index) => linesOfHost(index))
  .flat()
  .join('\n');

// Collects at a signal, and says what is left.
const hook = path.resolve('.cache', 'bench', 'heap.cjs');
fs.writeFileSync(
  hook,
  "process.on('SIGUSR2', () => { gc(); gc(); process.stderr.write(`${process.memoryUsage().heapUsed}\\n`); });\n",
);
const { connection, open, server } = await startBuilt({
  nodeOptions: ['--expose-gc', '--require', hook],
  capabilities: { textDocument: { diagnostic: {} }, workspace: { configuration: true } },
});
const said = createInterface({ input: server.stderr })[Symbol.asyncIterator]();
async function heapMegabytes(): Promise<number> {
  server.kill('SIGUSR2');
  for (;;) {
    const { value, done } = await said.next();
    if (done) throw new Error('the server has ended');
    if (/^\d+$/.test(value)) return Number(value) / 1e6;
  }
}

await open(uri, text);

/** Puts a line in with every odd edit, and takes it away with the next. */
async function edit(number: number): Promise<void> {
  const line = (Math.ceil(number / 2) * 37) % (hosts * 4);
  const added = number % 2 === 1;
  await connection.sendNotification('textDocument/didChange', {
    textDocument: { uri, version: number + 1 },
    contentChanges: [
      {
        range: { start: { line, character: 0 }, end: { line: added ? line : line + 1, character: 0 } },
        text: added ? `  ServerAliveCountMax ${number % 9}\n` : '',
      },
    ],
  });
  const document = { textDocument: { uri } };
  await connection.sendRequest('textDocument/diagnostic', document);
  await connection.sendRequest('textDocument/codeLens', document);
  await connection.sendRequest('textDocument/hover', { ...document, position: { line, character: 4 } });
  await connection.sendRequest('textDocument/inlayHint', {
    ...document,
    range: { start: { line, character: 0 }, end: { line: line + 40, character: 0 } },
  });
}

console.log(
  `${hosts} hosts, ${edits} edits with diagnostics, lenses, hover and hints after each, Node ${process.versions.node}`,
);
let first: number | undefined;
for (let number = 1; number <= edits; number += 1) {
  await edit(number);
  if (number % Math.floor(edits / parts) !== 0) continue;
  const heap = await heapMegabytes();
  first ??= heap;
  console.log(
    `${String(number).padStart(8)} edits  ${heap.toFixed(1).padStart(7)} MB  ${(heap / first).toFixed(2)} x the first`,
  );
}
server.kill();
