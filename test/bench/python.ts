import { startBuilt } from '../helpers/languageClient.ts';
import { processorTime, quantile } from './measure.ts';

// A Python file of 5,000 lines in the built server, over the protocol: what a keystroke costs until the answer is
// there, and for how much of that the server's main thread was running.

const rounds = Number(process.argv[2] ?? 200);
const uri = 'file:///bench/fetch.py';

function task(index: number): string[] {
  return [
    `def fetch_${index}(host, options=None, retries=${index % 5}):`,
    `    """Fetches report ${index} from a host."""`,
    '    client = paramiko.SSHClient()',
    '    client.load_system_host_keys()',
    `    client.connect(host, username="backup", timeout=${10 + (index % 20)}, auth_timeout=LIMIT)`,
    '    client.get_transport().set_keepalive(30)',
    '    rows = []',
    '    for attempt in range(retries):',
    `        _, output, _ = client.exec_command("cat /var/reports/${index}.csv", timeout=60)`,
    '        for line in output:',
    '            name, value, *rest = line.strip().split(",")',
    '            rows.append({"name": name, "value": float(value), "rest": rest})',
    '    if options and options.get("sort"):',
    '        rows.sort(key=lambda row: (row["value"], row["name"]))',
    '    total = sum(row["value"] for row in rows if row["value"] > 0)',
    `    log.info("report %s: %d rows, %.2f in all", ${index}, len(rows), total)`,
    '    client.close()',
    '    return rows',
    '',
    '',
  ];
}
const lines = ['import logging', 'import paramiko', '', 'LIMIT = 2 * 10', 'log = logging.getLogger(__name__)', '', ''];
for (let index = 0; lines.length < 5000; index++) lines.push(...task(index));

// Diagnostics are pulled, so that only what is asked for is measured.
const { connection, open, server, stop } = await startBuilt({ capabilities: { textDocument: { diagnostic: {} } } });
const textDocument = { uri };
await open(uri, lines.join('\n'), 'python');

let version = 1;
/** Types a character into a line, or takes it away again: a whole word, half a call, or an open string. */
async function type(line: number, characters: string): Promise<void> {
  for (const [from, to, text] of [
    [4, 4, characters],
    [4, 4 + characters.length, ''],
  ] as const) {
    version += 1;
    const range = { start: { line, character: from }, end: { line, character: to } };
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range, text }],
    });
    // An editor asks after each change, so that no two of them meet in one answer.
    await ask();
  }
}

let ask: () => Promise<unknown> = async () => undefined;
const requests = {
  'hover on a timeout': () =>
    connection.sendRequest('textDocument/hover', { textDocument, position: { line: 11, character: 48 } }),
  lenses: () => connection.sendRequest('textDocument/codeLens', { textDocument }),
  diagnostics: () => connection.sendRequest('textDocument/diagnostic', { textDocument }),
};

async function measure(name: keyof typeof requests, typed: string): Promise<void> {
  const times: number[] = [];
  const ran: number[] = [];
  for (let round = 0; round < rounds + 10; round++) {
    ask = async () => {
      const start = performance.now();
      const startRan = processorTime(server);
      await requests[name]();
      if (round < 10) return;
      times.push(performance.now() - start);
      ran.push(processorTime(server) - startRan);
    };
    await type(7 + 20 * ((round * 37) % 240) + 6, typed);
  }
  const at = (sample: number[], part: number) => quantile(sample, part).toFixed(1).padStart(8);
  const figures = `${at(times, 0.5)}${at(times, 0.95)}${at(ran, 0.5).padStart(12)} ms`;
  console.log(`${name.padEnd(22)} ${`after typing ${JSON.stringify(typed)}`.padEnd(22)}${figures}`);
}

const started = performance.now();
await requests.lenses();
console.log(`${lines.length} lines, ${rounds} keystrokes each, Node ${process.versions.node}`);
console.log(`first lenses, grammar loaded and all parsed: ${(performance.now() - started).toFixed(1)} ms`);
console.log(`${''.padEnd(45)}  median     p95   processor`);
for (const typed of ['x', 'client.', '"']) {
  for (const name of Object.keys(requests) as (keyof typeof requests)[]) await measure(name, typed);
}
await stop();
