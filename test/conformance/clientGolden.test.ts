import { describe, expect, test } from 'vitest';
import { resolveClient } from '../../server/src/resolve/client/resolveClient.ts';
import type { ClientTarget, EffectiveConfig } from '../../server/src/resolve/effectiveConfig.ts';
import { loadConfigGraph } from '../../server/src/resolve/loadConfigGraph.ts';
import { type OpenSshVersion, parseVersion } from '../../server/src/values/openSshVersion.ts';
import { memoryFileSystem } from '../helpers/memoryFileSystem.ts';
import cases from './golden/clientCases.json' with { type: 'json' };
import files from './golden/clientFiles.json' with { type: 'json' };
import sweep from './golden/clientSweep.json' with { type: 'json' };

/** Where the files of the cases stood: a placeholder in the recorded texts. */
const directory = '/T';
const configPath = '/T/config';

interface Outcome {
  readonly versions: readonly string[];
  readonly exit: number;
  readonly stderr: readonly string[];
  readonly values: Readonly<Record<string, readonly string[]>> | null;
}

interface Case {
  readonly title: string;
  readonly config?: string;
  readonly configBase64?: string;
  readonly host: string;
  readonly options?: readonly string[];
  readonly results: readonly Outcome[];
}

const here = (text: string): string => text.replaceAll('TESTDIR', directory);

const included = Object.entries(files as Record<string, { text: string; mode: number; uid?: number }>).map(
  ([path, file]) => [`${directory}/${path}`, { ...file, text: here(file.text) }] as const,
);

function configOf({ config, configBase64 }: Case): string {
  const text = config ?? Buffer.from(configBase64 ?? '', 'base64').toString('utf8');
  return here(text);
}

/** The file that was read. */
function rootOf({ options = [] }: Case): string {
  return options[0] === '-F' ? (options[1] ?? '') : configPath;
}

/** The options of the recorded call as a target. */
function targetOf({ host, options = [] }: Case): ClientTarget {
  const settings: string[] = [];
  let target: ClientTarget = { host };
  for (let at = 0; at < options.length; at += 1) {
    const value = options[at + 1] ?? '';
    if (options[at] === '-l') target = { ...target, user: value };
    else if (options[at] === '-p') target = { ...target, port: Number(value) };
    else if (options[at] === '-P') target = { ...target, tag: value };
    else if (options[at] === '-o') settings.push(value);
    else if (options[at] === '-F') {
      at += 1;
      continue;
    } else if (options[at] === '-N') {
      settings.push('SessionType=none', 'RequestTTY=no');
      continue;
    } else throw new Error(`unexpected option ${options[at]}`);
    at += 1;
  }
  return { ...target, options: settings };
}

async function resolve(example: Case, target: ClientTarget, version: OpenSshVersion, assume = {}) {
  const graph = await loadConfigGraph({
    dialect: 'client',
    roots: [{ uri: `file://${rootOf(example)}`, role: 'given' }],
    version,
    environment: {
      homeUri: `file://${directory}/home`,
      userName: 'root',
      uid: 0,
      hostName: 'machine',
      variables: { INCV: `${directory}/inc` },
    },
    fileSystem: memoryFileSystem({ ...Object.fromEntries(included), [configPath]: configOf(example) }),
    target,
  });
  return resolveClient(graph, target, assume);
}

/** `FILE line 3`, `/T/inc/x line 1`: the places that the messages name. */
function placesIn(stderr: readonly string[]): string[] {
  return stderr.flatMap((line) => {
    const match = /^(\S+?):? line (\d+)/.exec(line);
    return match && match[1] !== 'command-line'
      ? [`${match[1] === 'FILE' ? configPath : here(match[1] ?? '')}:${match[2]}`]
      : [];
  });
}

function placesOf({ errors }: EffectiveConfig): string[] {
  return errors.flatMap(({ uri, lineIndex }) =>
    uri.startsWith('file://') ? [`${uri.slice('file://'.length)}:${lineIndex + 1}`] : [],
  );
}

const unique = (items: readonly string[]): string[] => [...new Set(items)].sort();

describe('recorded results of ssh -G', () => {
  for (const example of [...cases, ...sweep] as unknown as Case[]) {
    const target = targetOf(example);
    for (const outcome of example.results) {
      for (const release of outcome.versions) {
        test(`${example.title}: ${JSON.stringify(example.config ?? '').slice(0, 60)} with ${release}`, async () => {
          const version = parseVersion(release) as OpenSshVersion;
          // The recorded program ran its commands and looked at its networks.
          const ran = /Match !?(exec|localnetwork)/.test(example.config ?? '');
          const assume = ran ? { exec: !/exec "?false/.test(example.config ?? ''), localnetwork: true } : {};
          const effective = await resolve(example, target, version, assume);
          const refused = effective.errors.some((error) => error.refused);
          expect(refused, JSON.stringify(effective.errors)).toBe(outcome.exit !== 0);
          const named = placesIn(outcome.stderr);
          if (named.length > 0) expect(unique(placesOf(effective))).toEqual(unique(named));
          if (!outcome.values) return;
          for (const [keyword, lines] of Object.entries(outcome.values)) {
            const own = (effective.values.get(keyword) ?? []).map(({ value }) => value);
            const hidden = effective.unsourced.includes(keyword);
            if (!hidden) expect(own, keyword).toEqual(lines.map(here));
          }
        });
      }
    }
  }
});
