import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { nodeFileSystem } from '../../server/src/files/nodeFileSystem.ts';
import { clientErrors, dumpClient, resolveClient } from '../../server/src/resolve/client/resolveClient.ts';
import type { ClientTarget, EffectiveConfig } from '../../server/src/resolve/effectiveConfig.ts';
import { loadConfigGraph } from '../../server/src/resolve/loadConfigGraph.ts';
import { type OpenSshVersion, versionFromBanner } from '../../server/src/values/openSshVersion.ts';
import { type GeneratedConfig, generatedConfig } from './generateClientConfig.ts';

const banner = spawnSync('ssh', ['-V'], { encoding: 'utf8' });
const version = banner.error ? undefined : versionFromBanner(banner.stderr);
/** Only builds whose defaults have been read can be compared to the letter. */
const comparable = version?.major === 9 && version.minor === 2 && version.vendor === 'debian';
const count = Number(process.env['COUNT'] ?? 500);
const seed = Number(process.env['SEED'] ?? 20230202);
const directory = mkdtempSync(join(tmpdir(), 'client-oracle-'));
/** The program names no line for these: most are found when all files are read. */
const lateCodes = [
  'connection-attempts-zero',
  'fdpass-without-command',
  'fork-without-command',
  'include-too-deep',
  'invalid-token',
  'jump-to-itself',
  'two-remote-commands',
];
const variables = { HOME: homedir(), PATH: process.env['PATH'] ?? '', LC_ALL: 'C' };

afterAll(() => rmSync(directory, { recursive: true, force: true }));

function write(config: GeneratedConfig): string {
  const here = (text: string): string => text.replaceAll('@INC@', directory);
  for (const [name, text] of Object.entries(config.includes)) {
    writeFileSync(join(directory, name), here(text), { mode: 0o600 });
  }
  const path = join(directory, 'config');
  writeFileSync(path, here(config.main), { mode: 0o600 });
  return path;
}

function runSsh(path: string, { host, options, user, port, command }: GeneratedConfig) {
  const args = ['-G', '-F', path];
  if (user !== undefined) args.push('-l', user);
  if (port !== undefined) args.push('-p', String(port));
  for (const option of options) args.push('-o', option);
  args.push(host);
  if (command !== undefined) args.push(command);
  const { status, stdout, stderr } = spawnSync('ssh', args, { encoding: 'utf8', env: variables, timeout: 20_000 });
  const places = stderr.split(/\r?\n/).flatMap((line) => {
    const match = /^(\/\S+?):? line (\d+):? /.exec(line);
    return match ? [`${match[1]}:${match[2]}`] : [];
  });
  return { status, stdout, stderr, places: [...new Set(places)].sort() };
}

async function resolveOwn(path: string, config: GeneratedConfig) {
  const { host, options, user, port, command } = config;
  const target: ClientTarget = {
    host,
    options,
    ...(user === undefined ? {} : { user }),
    ...(port === undefined ? {} : { port }),
    ...(command === undefined ? {} : { command }),
  };
  const { username, uid, homedir: home } = userInfo();
  const graph = await loadConfigGraph({
    dialect: 'client',
    roots: [{ uri: `file://${path}`, role: 'given' }],
    version: version as OpenSshVersion,
    environment: { homeUri: `file://${home}`, userName: username, uid, hostName: hostname(), variables },
    fileSystem: nodeFileSystem,
    target,
  });
  const effective = resolveClient(graph, target);
  const places = effective.errors
    .filter(
      ({ uri, code }) => uri.startsWith('file://') && code !== 'deprecated-directive' && !lateCodes.includes(code),
    )
    .map(({ uri, lineIndex }) => `${uri.slice('file://'.length)}:${lineIndex + 1}`);
  // What check reports, for all hosts at once.
  const checked = clientErrors(graph);
  return { effective, checked, dump: dumpClient(effective), places: [...new Set(places)].sort() };
}

/** With ExitOnForwardFailure a missing agent socket ends ssh, with LogLevel QUIET without a word. */
function needsSocket({ values }: EffectiveConfig): boolean {
  const agent = values.get('forwardagent')?.[0]?.value;
  return agent !== 'yes' && agent !== 'no' && values.get('exitonforwardfailure')?.[0]?.value === 'yes';
}

describe.skipIf(!comparable)(`the installed ssh -G (${banner.stderr?.trim() ?? 'none'})`, () => {
  test(`prints what is resolved, for ${count} generated configurations`, {
    timeout: 60_000 + count * 200,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(generatedConfig, async (config) => {
        const path = write(config);
        const real = runSsh(path, config);
        // Whether a socket exists is not for the resolver to know.
        if (real.stderr.includes('Cannot forward agent socket')) return;
        const own = await resolveOwn(path, config);
        if (real.status !== 0 && needsSocket(own.effective)) return;
        const refused = own.effective.errors.some((error) => error.refused);
        const told = `${real.stderr}\n${JSON.stringify(own.effective.errors.map(({ code, lineIndex, data }) => [code, lineIndex + 1, data]))}`;
        expect(refused, told).toBe(real.status !== 0);
        // Errors found after reading name no line; ours do.
        if (real.places.length > 0 && !real.stderr.includes('env var')) expect(own.places, told).toEqual(real.places);
        const checked = own.checked.map(({ uri, lineIndex }) => `${uri.slice('file://'.length)}:${lineIndex + 1}`);
        if (real.status === 0) {
          expect(own.dump).toBe(real.stdout);
          // IgnoreUnknown under a Host line excuses a keyword for some hosts only.
          expect(own.checked.filter((error) => error.refused && error.code !== 'unknown-keyword')).toEqual([]);
        } else if (!real.stderr.includes('env var')) {
          expect(checked, told).toEqual(expect.arrayContaining(real.places));
        }
      }),
      { numRuns: count, seed, endOnFailure: process.env['SHRINK'] === undefined },
    );
  });
});
