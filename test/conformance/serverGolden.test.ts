import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ServerPeer } from '../../server/src/resolve/effectiveConfig.ts';
import { dumpServer, resolveServer, serverErrors } from '../../server/src/resolve/server/resolveServer.ts';
import { printed, serverGraph } from './serverGraph.ts';

interface Result {
  readonly versions: readonly string[];
  readonly rc: number;
  readonly stderr: readonly string[];
  readonly values: Readonly<Record<string, readonly string[]>> | null;
}
interface GoldenCase {
  readonly title: string;
  readonly config?: string;
  readonly configBase64?: string;
  readonly C?: string;
  readonly opts?: readonly string[];
  readonly noHostKeyOption?: boolean;
  readonly results: readonly Result[];
}
interface Golden {
  readonly files: Readonly<Record<string, string>>;
  readonly cases: readonly GoldenCase[];
  readonly timeValues: readonly {
    readonly value: string;
    readonly results: readonly { readonly versions: readonly string[]; readonly result: string }[];
  }[];
}

const golden = JSON.parse(readFileSync(new URL('golden/sshd.json', import.meta.url), 'utf8')) as Golden;

const sweep = JSON.parse(readFileSync(new URL('golden/sshdSweep.json', import.meta.url), 'utf8')) as Golden['cases'];

/** These are about the command line of sshd, not about its file. */
const commandLineCases = ['-C bad', '-C lport bad', 'no file hk'];

function versionNamed(name: string): string {
  return name === '9.2deb' ? '9.2-debian' : name;
}

function textOf({ config, configBase64 }: GoldenCase): string {
  return config ?? Buffer.from(configBase64 ?? '', 'base64').toString('utf8');
}

/** The connection of a `-C` spec. The test machine's root is in the group root. */
function peerOf({ C, opts }: GoldenCase): ServerPeer {
  const spec = new Map((C ?? '').split(',').map((part) => part.split('=') as [string, string]));
  const peer: Record<string, unknown> = {};
  if (spec.has('user')) peer['user'] = spec.get('user');
  if (spec.get('user') === 'root') peer['groups'] = ['root'];
  if (spec.has('host')) peer['host'] = spec.get('host');
  if (spec.has('addr')) peer['address'] = spec.get('addr');
  if (spec.has('laddr')) peer['localAddress'] = spec.get('laddr');
  if (spec.has('lport')) peer['localPort'] = Number(spec.get('lport'));
  const options = (opts ?? []).filter((option) => option !== '-o');
  if (options.length > 0) peer['options'] = options;
  return peer as ServerPeer;
}

/** Line numbers that messages about the root file name. */
function linesNamed(stderr: readonly string[]): number[] {
  return stderr.flatMap((message) => {
    const line = /(?:^FILE:? line (\d+)|at line (\d+)$)/.exec(message);
    return line ? [Number(line[1] ?? line[2])] : [];
  });
}

describe('sshd_config is resolved as sshd -T does', () => {
  for (const one of [...golden.cases, ...sweep].filter(({ title }) => !commandLineCases.includes(title))) {
    for (const { versions, rc, stderr, values } of one.results) {
      for (const version of versions) {
        test(`${one.title} on ${version}`, () => {
          const graph = serverGraph({ '/etc/ssh/sshd_config': textOf(one), ...golden.files }, versionNamed(version));
          const effective = resolveServer(graph, peerOf(one));
          const errors = effective.errors.filter(({ refused }) => refused);
          const reported = errors.map(({ lineIndex, code }) => ({ line: lineIndex + 1, code }));
          if (rc !== 0) {
            const named = linesNamed(stderr);
            expect(reported).not.toEqual([]);
            for (const line of named) expect(reported.map((error) => error.line)).toContain(line);
            if (named.length > 0) expect(reported[0]?.line).toBe(Math.min(...named));
            return;
          }
          expect(reported).toEqual([]);
          const dump = printed(dumpServer(effective));
          const expected = Object.fromEntries(Object.entries(values ?? {}));
          const own = Object.fromEntries(Object.keys(expected).map((keyword) => [keyword, dump.get(keyword) ?? []]));
          expect(own).toEqual(expected);
        });
      }
    }
  }
});

describe('time values are read as sshd does', () => {
  for (const { value, results } of golden.timeValues) {
    for (const { versions, result } of results) {
      for (const version of versions) {
        test(`${JSON.stringify(value)} on ${version}`, () => {
          const graph = serverGraph(
            { '/etc/ssh/sshd_config': `ClientAliveInterval ${value}\n` },
            versionNamed(version),
          );
          const errors = serverErrors(graph);
          const own =
            errors.length > 0 ? 'ERR' : resolveServer(graph, {}).values.get('clientaliveinterval')?.[0]?.value;
          expect(own).toBe(result.startsWith('ERR') ? 'ERR' : result);
        });
      }
    }
  }
});
