import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { nodeFileSystem } from '../../server/src/files/nodeFileSystem.ts';
import { clientErrors, resolveClient } from '../../server/src/resolve/client/resolveClient.ts';
import type { ConfigGraph } from '../../server/src/resolve/configGraph.ts';
import { loadConfigGraph } from '../../server/src/resolve/loadConfigGraph.ts';
import type { ConfigFile } from '../../server/src/syntax/configFile.ts';
import { parseConfig, updateConfig } from '../../server/src/syntax/parseConfig.ts';
import { newestKnownVersion } from '../../server/src/values/openSshVersion.ts';
import { median, row } from './measure.ts';
import { type Peers, peers } from './peers.ts';

const grammar = { dialect: 'client', grammar: 'argv' } as const;

/** A client configuration of `hosts` blocks with seven lines each, and a wildcard block at the end. */
function largeConfig(hosts: number): string {
  const block = (i: number): string =>
    `Host machine-${i}\n  HostName 192.0.2.${i % 256}\n  User deploy\n  Port ${2200 + (i % 100)}\n` +
    `  ServerAliveInterval ${10 + (i % 50)}\n  IdentityFile ~/.ssh/id_${i % 9}\n\n`;
  return `${Array.from({ length: hosts }, (_, i) => block(i)).join('')}Host *\n  ServerAliveCountMax 4\n`;
}

/** Parse, edit and resolve for growing files, beside the programs and packages that do a part of it. */
async function benchScale(): Promise<void> {
  const others = await peers();
  for (const hosts of [100, 1000, 10_000, 50_000]) await benchHosts(hosts, others);
}

async function benchHosts(hosts: number, others: Peers): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ssh-timeouts-bench-'));
  try {
    const text = largeConfig(hosts);
    const file = path.join(folder, 'config');
    fs.writeFileSync(file, text, { mode: 0o600 });
    console.log(`\n${hosts} hosts, ${text.split('\n').length - 1} lines, ${Math.round(text.length / 1024)} KiB`);
    const runs = hosts > 5000 ? 9 : 25;
    const parse = await median(runs, () => parseConfig(text, grammar));
    row('parse', parse);
    row('edit of one line', await median(25, edits(text)));
    const graph = await load(file);
    let fresh = graph;
    const reload = async (): Promise<void> => {
      fresh = await load(file);
    };
    row('find all faults, file new', await median(Math.min(runs, 9), () => clientErrors(fresh), reload));
    const all = (g: ConfigGraph) => (): void => {
      for (let i = 0; i < hosts; i++) resolveClient(g, { host: `machine-${i}` });
    };
    row('resolve all hosts', await median(Math.min(runs, 9), all(graph)));
    const one = await median(200, () => resolveClient(graph, { host: `machine-${hosts >> 1}` }));
    const sshG = sshMedian(file, hosts);
    row('resolve one host of a parsed file', one, sshG, 'ssh -G');
    if (sshG !== undefined) row('ssh -G of one host, a process', sshG);
    row('our resolve client, a process', processMedian(['resolve', 'client', `machine-${hosts >> 1}`, '-F', file]));
    row('node -e 0', nodeMedian());
    if (others.sshConfig) {
      const { parse: parseOther } = others.sshConfig;
      const theirs = await median(Math.min(runs, 9), () => parseOther(text));
      row('ssh-config (npm): parse', theirs, parse, 'our parse');
      const parsed = parseOther(text);
      row('ssh-config (npm): one host', await median(9, () => parsed.compute(`machine-${hosts >> 1}`)), one, 'ours');
    }
    if (others.treeSitter) {
      const { treeSitter } = others;
      row('tree-sitter-ssh-client-config: parse', await median(9, () => treeSitter(text)), parse, 'our parse');
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Each call edits one number in the middle of the file, from the tree of the edit before. */
function edits(text: string): () => void {
  let file: ConfigFile = parseConfig(text, grammar);
  const at = text.indexOf('Port ', text.length >> 1) + 'Port '.length;
  let count = 0;
  return () => {
    const port = String(1000 + (count++ % 9000));
    file = updateConfig(file, file.text.slice(0, at) + port + file.text.slice(at + 4));
  };
}

function load(file: string): Promise<ConfigGraph> {
  return loadConfigGraph({
    dialect: 'client',
    roots: [{ uri: pathToFileURL(file).href, role: 'given' }],
    version: newestKnownVersion,
    environment: { homeUri: 'file:///root', userName: 'root', uid: 0, hostName: 'bench', variables: {} },
    fileSystem: nodeFileSystem,
  });
}

function timed(run: () => void, times: number): number {
  const samples = Array.from({ length: times }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return samples.sort((a, b) => a - b)[times >> 1] ?? Number.NaN;
}

function sshMedian(file: string, hosts: number): number | undefined {
  if (spawnSync('ssh', ['-V']).status !== 0) return undefined;
  return timed(() => spawnSync('ssh', ['-G', '-F', file, `machine-${hosts >> 1}`], { stdio: 'ignore' }), 9);
}

function processMedian(args: string[]): number {
  return timed(() => execFileSync(process.execPath, [path.resolve('dist/cli.js'), ...args], { stdio: 'ignore' }), 9);
}

function nodeMedian(): number {
  return timed(() => execFileSync(process.execPath, ['-e', '0']), 9);
}

await benchScale();
