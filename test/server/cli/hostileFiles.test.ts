import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver/node';
import { runCheck } from '../../../server/src/cli/check.ts';
import { runExplain } from '../../../server/src/cli/explain.ts';
import { runResolve } from '../../../server/src/cli/resolve.ts';
import { nodeFileSystem } from '../../../server/src/files/nodeFileSystem.ts';
import { runCommand, scratchDirectory, stubVersion } from '../../helpers/cli.ts';
import { startInProcess } from '../../helpers/languageClient.ts';

stubVersion();
const { dir } = scratchDirectory();
const at = (name: string): string => path.join(dir, name);

function write(name: string, text: string): void {
  fs.writeFileSync(at(name), text, { mode: 0o600 });
}

/** Files that no program should hang on, each included by a file of its own that says more below the Include. */
const kinds = ['itself', 'directory', 'fifo', 'dangling', 'loop', 'huge', 'long', 'bytes'] as const;

beforeAll(() => {
  fs.mkdirSync(at('directory'));
  execFileSync('mkfifo', [at('fifo')]);
  fs.symlinkSync('/nowhere/at/all', at('dangling'));
  // Whoever looks at it gets an error: root can read everything else.
  fs.symlinkSync('loop', at('loop'));
  fs.writeFileSync(at('huge'), 'Host a');
  fs.truncateSync(at('huge'), 100 * 1024 * 1024);
  write('long', `# ${'a'.repeat(20 * 1024 * 1024)}`);
  fs.writeFileSync(at('bytes'), Buffer.from([0xff, 0xfe, 0x00, 0x0a, 0xc3, 0x28, 0x0a]), { mode: 0o600 });
  write('itself', `Include ${at('itself')}\n`);
  for (const kind of kinds) {
    write(`client-${kind}`, `Include ${at(kind)}\nServerAliveInterval 7\n`);
    write(`server-${kind}`, `Include ${at(kind)}\nClientAliveInterval 7\n`);
  }
});

const told: Readonly<Record<(typeof kinds)[number], RegExp | undefined>> = {
  itself: /More than 16 files include each other/,
  directory: undefined,
  fifo: /cannot be read: not a regular file/,
  dangling: undefined,
  loop: /cannot be read.*ELOOP/,
  huge: /cannot be read: larger than/,
  long: undefined,
  bytes: /needs a value/,
};

describe('a configuration that includes', () => {
  for (const kind of kinds) {
    it(`${kind}: resolve says what it cannot know, and knows the rest`, async () => {
      const client = await runCommand(runResolve, ['client', 'web', '-F', at(`client-${kind}`), '--json'], {
        cwd: dir,
      });
      const server = await runCommand(runResolve, ['server', '-f', at(`server-${kind}`), '--json'], { cwd: dir });
      const pattern = told[kind];
      for (const [run, keyword] of [
        [client, 'serveraliveinterval'],
        [server, 'clientaliveinterval'],
      ] as const) {
        if (pattern) expect(run.err).toMatch(pattern);
        const isRefused = kind === 'itself' || kind === 'bytes';
        expect(run.code).toBe(isRefused ? 1 : 0);
        if (isRefused) continue;
        const [value] = JSON.parse(run.out).values[keyword];
        expect(value).toMatchObject({ value: '7', certainty: pattern ? 'depends' : 'certain' });
      }
    });

    it(`${kind}: check and explain end`, async () => {
      for (const side of ['client', 'server']) {
        const run = await runCommand(runCheck, ['--kind', side, at(`${side}-${kind}`)], { cwd: dir });
        expect(run.code).toBeLessThan(2);
        if (told[kind]?.source.startsWith('cannot')) expect(run.out).toMatch(told[kind]);
      }
      const args = ['web', '-F', at(`client-${kind}`), '--server', at(`server-${kind}`)];
      const explained = await runCommand(runExplain, args, { cwd: dir }).catch((error: Error) => error.message);
      if (typeof explained === 'string') expect(explained).toMatch(/would refuse this configuration/);
      else expect(explained.code).toBe(0);
    });
  }
});

describe('a hostile file on the command line', () => {
  for (const kind of kinds) {
    it(`${kind}: has an answer`, async () => {
      const runs = [
        ['client', 'web', '-F', at(kind)],
        ['server', '-f', at(kind)],
      ].map((args) => runCommand(runResolve, args, { cwd: dir }).catch((error: Error) => error.message));
      for (const run of await Promise.all(runs)) {
        const text = typeof run === 'string' ? run : run.err + run.out;
        expect(text).toMatch(told[kind] ?? (kind === 'dangling' ? /no such file/ : /aliveinterval 0/));
      }
    });
  }
});

it('files that bring each other in many times over are cut off, and what they may set is left open', async () => {
  for (let level = 0; level < 16; level++) {
    write(`bomb-${level}`, `Include ${at(`bomb-${level + 1}`)}\n`.repeat(10));
  }
  write('bomb-16', '# nothing\n');
  const run = await runCommand(runResolve, ['client', 'web', '-F', at('bomb-0'), '--json'], { cwd: dir });
  expect(run.code).toBe(0);
  expect(JSON.parse(run.out).values.serveraliveinterval[0].certainty).toBe('depends');
}, 30_000);

it('the language server answers about all of them, and names the Include at fault', async () => {
  const client = await startInProcess({
    fileSystem: nodeFileSystem,
    capabilities: { textDocument: { diagnostic: {} } },
  });
  try {
    for (const kind of kinds) {
      const uri = `file://${at(`client-${kind}`)}`;
      await client.open(uri, fs.readFileSync(at(`client-${kind}`), 'utf8'));
      const { items } = await client.connection.sendRequest<{ items: Diagnostic[] }>('textDocument/diagnostic', {
        textDocument: { uri },
      });
      const pattern = told[kind];
      if (pattern?.source.startsWith('cannot')) {
        expect(items.map(({ message }) => message)).toContainEqual(expect.stringMatching(pattern));
      }
    }
    expect(client.log).toEqual([]);
  } finally {
    await client.stop();
  }
});
