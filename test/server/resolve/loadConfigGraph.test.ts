import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { nodeFileSystem } from '../../../server/src/files/nodeFileSystem.ts';
import type { ConfigGraph } from '../../../server/src/resolve/configGraph.ts';
import { type LoadOptions, loadConfigGraph } from '../../../server/src/resolve/loadConfigGraph.ts';
import { parseVersion } from '../../../server/src/values/openSshVersion.ts';
import { type MemoryFile, memoryFileSystem } from '../../helpers/memoryFileSystem.ts';

const main = '/home/ann/.ssh/config';

function load(files: Record<string, string | MemoryFile>, options: Partial<LoadOptions> = {}): Promise<ConfigGraph> {
  return loadConfigGraph({
    dialect: 'client',
    roots: [{ uri: `file://${main}`, role: 'user' }],
    version: parseVersion('9.6') ?? never(),
    environment: { homeUri: 'file:///home/ann', uid: 1000, variables: { TEAM: 'blue' } },
    fileSystem: memoryFileSystem(files),
    ...options,
  });
}

function never(): never {
  throw new Error('not a version');
}

/** Draws a graph: each Include with what it found, then the state of each file. */
function drawn(graph: ConfigGraph): string {
  const short = (uri: string): string => uri.replace('file://', '');
  const includes = [...graph.includes].flatMap(([key, entries]) =>
    entries.map((entry) => {
      const why = entry.unknown ?? entry.refused;
      return `${short(key)} ${entry.pattern} -> ${entry.uris.map(short).join(' ')}${why ? `(${why})` : ''}`;
    }),
  );
  const files = [...graph.files].map(([uri, state]) => `${short(uri)}: ${state.kind}`);
  return [...includes, ...files].join('\n');
}

describe('the files of a client configuration', () => {
  it('are read through Includes relative to ~/.ssh, in the order of their names', async () => {
    const graph = await load({
      [main]: 'Include conf.d/* ~/x /etc/y\n',
      '/home/ann/.ssh/conf.d/b': 'Port 2',
      '/home/ann/.ssh/conf.d/a': 'Include ../deep',
      '/home/ann/.ssh/conf.d/.hidden': '',
      '/home/ann/.ssh/../deep': '',
      '/home/ann/x': '',
    });
    expect(drawn(graph)).toMatchInlineSnapshot(`
      "/home/ann/.ssh/config#0 conf.d/* -> /home/ann/.ssh/conf.d/a /home/ann/.ssh/conf.d/b
      /home/ann/.ssh/config#0 ~/x -> /home/ann/x
      /home/ann/.ssh/config#0 /etc/y -> 
      /home/ann/.ssh/conf.d/a#0 ../deep -> /home/ann/.ssh/../deep
      /home/ann/.ssh/config: loaded
      /home/ann/.ssh/conf.d/a: loaded
      /home/ann/.ssh/../deep: loaded
      /home/ann/.ssh/conf.d/b: loaded
      /home/ann/x: loaded"
    `);
  });

  it('are refused where others may write them or another user owns them', async () => {
    const graph = await load({
      [main]: { text: 'Include a b c', uid: 1000 },
      '/home/ann/.ssh/a': { text: '', mode: 0o666 },
      '/home/ann/.ssh/b': { text: '', uid: 7 },
      '/home/ann/.ssh/c': { text: '', uid: 1000 },
    });
    expect([...graph.files.values()].map((state) => state.kind)).toEqual([
      'loaded',
      'bad-permissions',
      'bad-permissions',
      'loaded',
    ]);
  });

  it('take tokens and variables in Include from 9.9 on, and say which of them is unknown', async () => {
    const files = {
      [main]: 'Include %h/a ${TEAM} ${NONE} %d/z %C',
      '/home/ann/.ssh/blue': '',
      '/home/ann/.ssh/web/a': '',
    };
    const old = await load(files);
    expect([...old.includes.values()].flat().every((entry) => entry.uris.length === 0)).toBe(true);
    const version = parseVersion('9.9') ?? never();
    expect(
      drawn(await load(files, { version, target: { host: 'web' } }))
        .split('\n')
        .slice(0, 5)
        .join('\n'),
    ).toMatchInlineSnapshot(`
        "/home/ann/.ssh/config#0 %h/a -> /home/ann/.ssh/web/a
        /home/ann/.ssh/config#0 \${TEAM} -> /home/ann/.ssh/blue
        /home/ann/.ssh/config#0 \${NONE} -> 
        /home/ann/.ssh/config#0 %d/z -> 
        /home/ann/.ssh/config#0 %C -> (%C)"
      `);
    expect(drawn(await load(files, { version }))).toContain('%h/a -> (%h)');
  });

  it('may include each other for ever without a hang', async () => {
    const graph = await load({ [main]: 'Include config other', '/home/ann/.ssh/other': 'Include config other' });
    expect(graph.files.size).toBe(2);
  });
});

describe('files that cannot be read', () => {
  const scratch: string[] = [];
  afterEach(() => {
    for (const folder of scratch.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
  });

  it('are unknown or missing, each with its reason, and nothing else is lost', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'graph-'));
    scratch.push(folder);
    const inFolder = (name: string): string => path.join(folder, name);
    fs.mkdirSync(inFolder('directory'));
    execFileSync('mkfifo', [inFolder('fifo')]);
    fs.symlinkSync('/nowhere/at/all', inFolder('dangling'));
    fs.writeFileSync(inFolder('huge'), '');
    fs.truncateSync(inFolder('huge'), 100 * 1024 * 1024);
    fs.writeFileSync(inFolder('bytes'), Buffer.from([0x50, 0xff, 0xc3, 0xa9]));
    const names = ['directory', 'fifo', 'dangling', 'huge', 'bytes', 'absent'];
    fs.writeFileSync(inFolder('main'), `Include ${names.map(inFolder).join(' ')}\nPort 22\n`, { mode: 0o600 });
    const graph = await load(
      {},
      {
        roots: [{ uri: pathToFileURL(inFolder('main')).href, role: 'given' }],
        fileSystem: nodeFileSystem,
        environment: {},
      },
    );
    const states = Object.fromEntries([...graph.files].map(([uri, state]) => [path.basename(uri), state]));
    expect(Object.fromEntries(Object.entries(states).map(([name, state]) => [name, state.kind]))).toEqual({
      main: 'loaded',
      directory: 'directory',
      fifo: 'unknown',
      huge: 'unknown',
      bytes: 'loaded',
    });
    const bytes = states['bytes'];
    expect(bytes?.kind === 'loaded' && bytes.file.text).toBe('P\udcff\u00e9');
  });
});
