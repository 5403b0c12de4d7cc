import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test as it } from 'vitest';
import { nodeFileSystem } from '../../server/src/files/nodeFileSystem.ts';
import { describeKeepaliveTest, type KeepaliveDescription } from '../../server/src/keepalive/describe.ts';
import type { KeepaliveMode } from '../../server/src/keepalive/plan.ts';
import { startRunner } from '../../server/src/keepalive/startRunner.ts';
import { resolveClient } from '../../server/src/resolve/client/resolveClient.ts';
import { loadConfigGraph } from '../../server/src/resolve/loadConfigGraph.ts';
import { newestKnownVersion, versionFromBanner } from '../../server/src/values/openSshVersion.ts';
import { skippedFor, withoutSshd } from '../helpers/skipped.ts';
import { hasSshd, type Sshd, sshProgram, startSshd, waitFor, writeClientConfig } from '../helpers/sshd.ts';
import { type Bundles, buildRunner, hasOpenSsl, since } from './keepaliveHarness.ts';

const banner = hasSshd() ? String(spawnSync(sshProgram, ['-V'], { encoding: 'utf8' }).stderr) : '';
const version = versionFromBanner(banner) ?? newestKnownVersion;
const hasCompiler = spawnSync('cc', ['--version'], { stdio: 'ignore' }).status === 0;

/** Every way in which a configuration makes ssh execute something; each leaves a mark where it does. */
interface Trap {
  readonly lines: (run: (name: string) => string, dir: string, sshd: Sshd) => readonly string[];
  /** What the consent names as running, and what it names as kept from running. */
  readonly named: readonly string[];
  readonly held?: readonly string[];
  /** ssh's own options with which the trap does leave its mark: it would snap without the test's options. */
  readonly premise?: { readonly options: readonly string[]; readonly mark: string };
  /** Marks that are there after the test. */
  readonly marks: readonly string[];
  /** Whether the connection comes about all the same. */
  readonly live?: boolean;
  readonly skipped?: string;
}

const traps: Readonly<Record<string, Trap>> = {
  'Match exec': { lines: (run) => [`Match exec "${run('exec')}"`], named: ['Match exec'], marks: ['exec'] },
  'Match exec in an Include': {
    lines: (run, dir) => {
      fs.writeFileSync(path.join(dir, 'fragment'), `Match exec "${run('included')}"\n`);
      return [`Include ${path.join(dir, 'fragment')}`];
    },
    named: ['Match exec'],
    marks: ['included'],
  },
  'Match exec of the second pass': {
    lines: (run) => ['CanonicalizeHostname always', `Match canonical exec "${run('canonical')}"`],
    named: ['Match exec'],
    marks: ['canonical'],
  },
  ProxyCommand: {
    lines: (run) => [`ProxyCommand ${run('proxy')}`],
    named: ['ProxyCommand'],
    marks: ['proxy'],
    live: false,
  },
  'the ProxyCommand of a jump host': {
    lines: (run) => ['Host jump', `  ProxyCommand ${run('jump')}`, 'Host box', '  ProxyJump jump'],
    named: ['ProxyJump', 'ProxyCommand'],
    marks: ['jump'],
    live: false,
  },
  'what a jump host runs that is reached': {
    lines: (run, _, sshd) => [
      'Host jump',
      '  HostName 127.0.0.1',
      `  Port ${sshd.port}`,
      `  User ${sshd.user}`,
      `  IdentityFile ${sshd.identityFile}`,
      `  UserKnownHostsFile ${sshd.knownHostsFile}`,
      '  PermitLocalCommand yes',
      `  LocalCommand ${run('jump-local')}`,
      'Host box',
      '  ProxyJump jump',
    ],
    named: ['ProxyJump', 'LocalCommand'],
    marks: ['jump-local'],
  },
  KnownHostsCommand: {
    lines: (run) => [`KnownHostsCommand ${run('known')}`],
    named: ['KnownHostsCommand'],
    marks: ['known'],
    skipped: skippedFor(!since('client', '8.5') && 'ssh has it since 8.5'),
  },
  PKCS11Provider: {
    lines: (_, dir) => [`PKCS11Provider ${library(dir, 'pkcs11')}`],
    named: ['PKCS11Provider'],
    marks: ['pkcs11'],
    skipped: skippedFor(!hasCompiler && 'no C compiler is installed', !hasOpenSsl && 'ssh has no OpenSSL'),
  },
  LocalCommand: {
    lines: (run) => ['PermitLocalCommand yes', `LocalCommand ${run('local')}`],
    named: [],
    held: ['LocalCommand'],
    premise: { options: ['-N'], mark: 'local' },
    marks: [],
  },
  RemoteCommand: {
    lines: (run) => [`RemoteCommand ${run('remote')}`],
    named: [],
    premise: { options: [], mark: 'remote' },
    marks: [],
  },
  XAuthLocation: {
    lines: (_, dir) => ['ForwardX11 yes', `XAuthLocation ${script(dir, 'xauth')}`],
    named: [],
    marks: [],
  },
  SecurityKeyProvider: {
    lines: (_, dir) => [`SecurityKeyProvider ${hasCompiler ? library(dir, 'sk') : '/no/such.so'}`],
    // Without a key of that kind it is not loaded; with one it would be, so it is named.
    named: ['SecurityKeyProvider'],
    marks: [],
    skipped: skippedFor(!since('client', '8.2') && 'ssh has it since 8.2'),
  },
};

/** A shared library that leaves its mark as soon as it is loaded; ssh looks for the name of that function first. */
function library(dir: string, name: string): string {
  const source = path.join(dir, `${name}.c`);
  const mark = path.join(dir, 'marks', name);
  fs.writeFileSync(
    source,
    `#include <fcntl.h>\n__attribute__((constructor)) static void loaded(void) { open("${mark}", O_CREAT | O_WRONLY, 0600); }\nunsigned long C_GetFunctionList(void *list) { return 1; }\n`,
  );
  const file = path.join(dir, `${name}.so`);
  expect(spawnSync('cc', ['-shared', '-fPIC', '-o', file, source]).status).toBe(0);
  return file;
}

function script(dir: string, name: string): string {
  const file = path.join(dir, name);
  fs.writeFileSync(file, `#!/bin/sh\ntouch ${path.join(dir, 'marks', name)}\n`, { mode: 0o700 });
  return file;
}

describe.skipIf(withoutSshd !== '').concurrent(`what a configuration executes${withoutSshd}`, () => {
  let bundles: Bundles;
  let sshd: Sshd;

  beforeAll(async () => {
    bundles = await buildRunner();
    sshd = await startSshd({ config: ['MaxStartups 100'] });
  });
  afterAll(async () => {
    bundles?.remove();
    await sshd?.stop();
  });

  /** Reads and plans as the editor does: nothing may run for that. */
  const describeFile = async (file: string, mode: KeepaliveMode): Promise<KeepaliveDescription> => {
    const graph = await loadConfigGraph({
      dialect: 'client',
      roots: [{ uri: pathToFileURL(file).toString(), role: 'given' }],
      version,
      environment: {},
      fileSystem: nodeFileSystem,
      target: { host: 'box' },
    });
    const described = describeKeepaliveTest({
      host: 'box',
      graph,
      resolve: (target) => resolveClient(graph, target),
      file,
      mode,
      seconds: 1,
      clientVersion: version,
    });
    if ('problem' in described) throw new Error(JSON.stringify(described.problem));
    return described;
  };

  for (const [name, trap] of Object.entries(traps)) {
    const { lines, named, held = [], marks, live = true, skipped = '', premise } = trap;
    const set = () => {
      const dir = fs.mkdtempSync(path.join(sshd.dir, 'trap-'));
      fs.mkdirSync(path.join(dir, 'marks'));
      const file = writeClientConfig(
        sshd,
        lines((mark) => script(dir, mark), dir, sshd),
      );
      return { file, found: () => fs.readdirSync(path.join(dir, 'marks')).sort() };
    };

    it.skipIf(skipped !== '').each(['quick', 'cut'] as const)(
      `${name}: ${named.length > 0 ? 'named in the consent' : 'kept from running'}, in mode %s${skipped}`,
      async (mode) => {
        const { file, found } = set();
        const { plan, executes } = await describeFile(file, mode);
        expect(found()).toEqual([]);
        const directives = (runs: boolean) =>
          executes.filter((each) => (each.runs !== 'no') === runs).map(({ directive }) => directive);
        expect(directives(true).sort()).toEqual([...named].sort());
        expect(directives(false)).toEqual(held);
        for (const { uri, lineIndex } of executes) expect([uri, lineIndex]).not.toContain(undefined);

        const observation = await startRunner(bundles.runner, { program: sshProgram, plan }, () => undefined)
          .observation;
        expect(found()).toEqual([...marks].sort());
        expect(observation.phase === 'live').toBe(live);
      },
    );

    if (!premise) continue;
    it(`${name} runs without the test’s options`, async () => {
      const { file, found } = set();
      const options = ['-F', file, '-o', 'BatchMode=yes', ...premise.options];
      const child = spawn(sshProgram, [...options, 'box'], { stdio: 'ignore' });
      await waitFor(() => (found().includes(premise.mark) ? true : undefined));
      child.kill();
    });
  }

  it.each([
    ['an option in place of the host', (mark: string) => [`-oProxyCommand=touch ${mark}`]],
    ['an option after the host', (mark: string) => ['box', `-oProxyCommand=touch ${mark}`]],
  ])('ssh itself takes %s for an option, and not behind --', (_, words) => {
    const dir = fs.mkdtempSync(path.join(sshd.dir, 'dashes-'));
    const file = writeClientConfig(sshd);
    const common = ['-F', file, '-o', 'BatchMode=yes', '-N'];
    // The premise: without the two dashes it does.
    const open = path.join(dir, 'open');
    spawnSync(sshProgram, [...common, ...words(open), 'box'], { timeout: 1_500, stdio: 'ignore' });
    expect(fs.existsSync(open)).toBe(true);
    const closed = path.join(dir, 'closed');
    spawnSync(sshProgram, [...common, '--', ...words(closed)], { timeout: 1_500, stdio: 'ignore' });
    expect(fs.existsSync(closed)).toBe(false);
  });
});
