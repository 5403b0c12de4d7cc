import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';

const machines = 100_000;
const dumps = path.resolve('test/server/cli/dumps');
const serverDump = fs.readFileSync(path.join(dumps, 'server-9.2.txt'), 'utf8');
const clientDump = fs.readFileSync(path.join(dumps, 'client-9.2.txt'), 'utf8');
const releases = ['8.0p1', '8.7p1', '9.2p1', '9.6p1', '9.9p2', '10.0p2', '10.5p1'];

/** What a fleet sends: each machine has its own addresses; with `distinct` also values that no other has. */
function* lines(distinct: boolean): Iterable<string> {
  for (let i = 0; i < machines; i++) {
    const interval = distinct ? i : [0, 0, 15, 60, 300, 600, 900][i % 7];
    const address = `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`;
    const sshd_T = serverDump
      .replace('clientaliveinterval 0', `clientaliveinterval ${interval}`)
      .replace('clientalivecountmax 3', `clientalivecountmax ${i % 4}`)
      .replace('listenaddress 0.0.0.0:22', `listenaddress ${address}:22`);
    const client = i % 3 === 0 ? { ssh_G: clientDump } : {};
    const sysctl = { 'net.ipv4.tcp_keepalive_time': i % 13 === 0 ? 600 : 7200 };
    yield `${JSON.stringify({ host: `host-${i}`, openssh: releases[i % releases.length], sshd_T, ...client, sysctl })}\n`;
  }
}

/** Most memory that a process held, in bytes, as Linux tells it; undefined elsewhere or when it is gone. */
function peakMemory(pid: number): number | undefined {
  try {
    const kilobytes = /VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}

async function measure(name: string, distinct: boolean): Promise<void> {
  const args = [path.resolve('dist/cli.js'), 'fleet', '--path', '350', '--profile', 'stig-rhel9', '--format', 'html'];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'ignore', 'inherit'] });
  let peak = 0;
  const watch = setInterval(() => {
    peak = peakMemory(child.pid ?? 0) ?? peak;
  }, 20);
  const start = performance.now();
  const ended = once(child, 'exit');
  Readable.from(lines(distinct)).pipe(child.stdin);
  const [code] = await ended;
  clearInterval(watch);
  const seconds = (performance.now() - start) / 1000;
  const memory = peak === 0 ? '' : `, at most ${Math.round(peak / 2 ** 20)} MB`;
  const pace = `${Math.round(machines / seconds / 1000)} thousand a second`;
  console.log(`  ${name.padEnd(42)} ${seconds.toFixed(1)} s, ${pace}${memory}${code === 0 ? '' : `, exit ${code}`}`);
}

console.log(`  fleet: ${machines} machines on Node ${process.versions.node}, making the lines included`);
await measure('many alike', false);
await measure('every one different', true);
