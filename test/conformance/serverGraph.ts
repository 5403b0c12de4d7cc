import {
  type ConfigGraph,
  type FileState,
  type IncludedFiles,
  includeKey,
} from '../../server/src/resolve/configGraph.ts';
import { grammarOf } from '../../server/src/resolve/grammarOf.ts';
import { parseConfig } from '../../server/src/syntax/parseConfig.ts';
import { type OpenSshVersion, parseVersion } from '../../server/src/values/openSshVersion.ts';
import { matchPattern } from '../../server/src/values/patternList.ts';

/** A graph of files in memory, by absolute path; the first is the root. Includes know `*`, `?` and `[ab]`. */
export function serverGraph(files: Readonly<Record<string, string>>, version: string | OpenSshVersion): ConfigGraph {
  const release = typeof version === 'string' ? parseVersion(version) : version;
  if (!release) throw new Error(`no version: ${version}`);
  const states = new Map<string, FileState>();
  const includes = new Map<string, readonly IncludedFiles[]>();
  const paths = Object.keys(files).sort();
  for (const [path, text] of Object.entries(files)) {
    const file = parseConfig(text, { dialect: 'server', grammar: grammarOf(release) });
    states.set(`file://${path}`, { kind: 'loaded', file });
    for (const [index, line] of file.lines.entries()) {
      if (line.kind !== 'directive' || line.keyword.value.toLowerCase() !== 'include') continue;
      includes.set(
        includeKey(`file://${path}`, index),
        line.args.map(({ value }) => ({ pattern: value, uris: globbed(value, paths) })),
      );
    }
  }
  const root = Object.keys(files)[0] ?? '/etc/ssh/sshd_config';
  return {
    dialect: 'server',
    version: release,
    environment: { homeUri: 'file:///root', userName: 'root', uid: 0 },
    roots: [{ uri: `file://${root}`, role: 'server' }],
    files: states,
    includes,
  };
}

function globbed(argument: string, paths: readonly string[]): string[] {
  const pattern = argument.startsWith('/') ? argument : `/etc/ssh/${argument}`;
  const set = /\[([^\]]+)\]/.exec(pattern);
  const patterns = set ? [...(set[1] ?? '')].map((one) => pattern.replace(set[0], one)) : [pattern];
  return paths.filter((path) => patterns.some((each) => matchPattern(path, each))).map((path) => `file://${path}`);
}

/** Values by keyword in lower case, as `sshd -T` would print them. */
export function printed(dump: string): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const line of dump.split('\n')) {
    const blank = line.indexOf(' ');
    const keyword = line.slice(0, blank < 0 ? undefined : blank).toLowerCase();
    if (keyword === '') continue;
    values.set(keyword, [...(values.get(keyword) ?? []), blank < 0 ? '' : line.slice(blank + 1)]);
  }
  return values;
}
