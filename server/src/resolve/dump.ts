import type { Dialect } from '../syntax/configFile.ts';
import type { OpenSshVersion } from '../values/openSshVersion.ts';
import type { ConfigGraph } from './configGraph.ts';
import type { EffectiveConfig, EffectiveValue } from './effectiveConfig.ts';

/** Keywords that every version prints, and that no configuration file sets all of. */
const alwaysPrinted: Readonly<Record<Dialect, readonly string[]>> = {
  client: ['hostname', 'serveraliveinterval', 'connecttimeout', 'batchmode', 'numberofpasswordprompts'],
  server: ['logingracetime', 'clientaliveinterval', 'maxstartups', 'permitrootlogin', 'strictmodes'],
};

/** Fewer lines than this no version of ssh or sshd prints. */
const fewestLines = 40;

/** Whether a text is what `ssh -G` (client) or `sshd -T` (server) prints, rather than a configuration file. */
export function dialectOfDump(text: string): Dialect | undefined {
  const lines = text.replace(/\r?\n$/, '').split('\n', 2000);
  if (lines.length < fewestLines || !lines.every((line) => /^[A-Za-z][A-Za-z0-9]*( |\r?$)/.test(line)))
    return undefined;
  const keywords = new Set(lines.map(keywordOf));
  const fits = (dialect: Dialect) => alwaysPrinted[dialect].every((keyword) => keywords.has(keyword));
  if (fits('server')) return 'server';
  return fits('client') ? 'client' : undefined;
}

function keywordOf(line: string): string {
  const end = line.indexOf(' ');
  return (end < 0 ? line : line.slice(0, end)).toLowerCase();
}

export interface DumpOrigin {
  readonly dialect: Dialect;
  readonly version: OpenSshVersion;
  /** The address that provenances name. */
  readonly uri: string;
}

/** The values in effect, as a dump gives them; each comes from its line of the dump. */
export function effectiveOfDump(text: string, { dialect, version, uri }: DumpOrigin): EffectiveConfig {
  const values = new Map<string, EffectiveValue[]>();
  let start = 0;
  for (let lineIndex = 0; start < text.length; lineIndex++) {
    const newline = text.indexOf('\n', start);
    let end = newline < 0 ? text.length : newline;
    const next = end + 1;
    if (text.charCodeAt(end - 1) === 13) end--;
    const line = text.slice(start, end);
    const keyword = keywordOf(line);
    if (keyword !== '') {
      const from = { kind: 'line', uri, lineIndex, span: { start, end } } as const;
      const value = { value: line.slice(keyword.length + 1), certainty: 'certain', from, overruled: [] } as const;
      const known = values.get(keyword);
      if (known) known.push(value);
      else values.set(keyword, [value]);
    }
    start = next;
  }
  return { dialect, version, values, errors: [], undecided: [], unsourced: [] };
}

const effectiveByGraph = new WeakMap<ConfigGraph, EffectiveConfig>();

/** The values of a graph whose only file is a dump; the same for whoever connects, for they are resolved already. */
export function effectiveOfDumpGraph(graph: ConfigGraph): EffectiveConfig | undefined {
  if (!graph.isDump) return undefined;
  const known = effectiveByGraph.get(graph);
  if (known) return known;
  const uri = graph.roots[0]?.uri ?? '';
  const state = graph.files.get(uri);
  const text = state?.kind === 'loaded' ? state.file.text : '';
  const effective = effectiveOfDump(text, { dialect: graph.dialect, version: graph.version, uri });
  effectiveByGraph.set(graph, effective);
  return effective;
}
