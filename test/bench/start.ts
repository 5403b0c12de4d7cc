import { execFileSync, spawn } from 'node:child_process';
import path from 'node:path';
import { Bench } from 'tinybench';

const dist = path.resolve('dist');

/** Until the language server has answered `initialize` over standard streams. */
async function serverReady(): Promise<void> {
  const child = spawn(process.execPath, [path.join(dist, 'server.js'), '--stdio'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const request = {
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { processId: null, rootUri: null, capabilities: {} },
  };
  const text = JSON.stringify(request);
  const answered = new Promise((resolve) => child.stdout.once('data', resolve));
  child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  await answered;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  await ended;
}

const processes = new Bench({ time: 1500, warmupIterations: 2, warmupTime: 100 });
processes
  .add('node -e 0', () => execFileSync(process.execPath, ['-e', '0']))
  .add('language server: start to initialized', serverReady)
  .add('command line: resolve client', () =>
    execFileSync(process.execPath, [path.join(dist, 'cli.js'), 'resolve', 'client', 'box', '-F', '/dev/null'], {
      stdio: 'ignore',
    }),
  );

async function print(bench: Bench, baseName?: string): Promise<void> {
  await bench.run();
  const median = (name: string) => {
    const result = bench.getTask(name)?.result;
    return result && 'latency' in result ? result.latency.p50 : Number.NaN;
  };
  for (const { name } of bench.tasks) {
    const ratio = baseName ? `  ${(median(name) / median(baseName)).toFixed(2)} x ${baseName}` : '';
    console.log(`${name.padEnd(42)} ${median(name).toFixed(3).padStart(10)} ms${ratio}`);
  }
}

console.log(`warm medians on Node ${process.versions.node}\n`);
await print(processes, 'node -e 0');
