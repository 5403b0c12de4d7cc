import { findDirective } from '../../knowledge/directives.ts';
import { perChunk } from '../../syntax/chunks.ts';
import type { ConfigFile, DirectiveLine } from '../../syntax/configFile.ts';

/** How the directives of a file are written, so that new ones look like their neighbours. */
export interface WritingStyle {
  readonly keywordCase: 'manual' | 'lower' | 'upper';
  /** The manual's spelling changed, and both are in use; undefined where the file has neither. */
  readonly hostname: 'HostName' | 'Hostname' | undefined;
  /** What stands between keyword and value. */
  readonly separator: string;
  /** What a line of a block starts with. */
  readonly indent: string;
}

type Counts = ReadonlyMap<string, number>;

const countsIn = perChunk(({ dialect, lines }): Counts => {
  const counts = new Map<string, number>();
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  for (const line of lines) {
    // A word that is being typed is no habit yet.
    if (line.kind !== 'directive' || !findDirective(dialect, line.keyword.value)) continue;
    count(`case ${caseOf(line.keyword.value)}`);
    if (/^Host[Nn]ame$/.test(line.keyword.value)) count(`hostname ${line.keyword.value}`);
    count(`separator ${separatorOf(line)}`);
    const indent = line.text.slice(0, line.keyword.start);
    if (indent !== '') count(`indent ${indent}`);
  }
  return counts;
});

function caseOf(keyword: string): string {
  if (keyword === keyword.toLowerCase()) return 'lower';
  return keyword === keyword.toUpperCase() ? 'upper' : 'manual';
}

/** Aligned columns are a matter of the formatter: several blanks count as one. */
function separatorOf({ text, separator }: DirectiveLine): string {
  const written = text.slice(separator.start, separator.end);
  if (!written.includes('=')) return written.startsWith('\t') ? '\t' : ' ';
  return /^\s/.test(written) ? ' = ' : '=';
}

const styles = new WeakMap<ConfigFile, WritingStyle>();

export function writingStyle(file: ConfigFile): WritingStyle {
  const known = styles.get(file);
  if (known) return known;
  const total = new Map<string, number>();
  for (const { value } of countsIn(file)) {
    for (const [what, count] of value) total.set(what, (total.get(what) ?? 0) + count);
  }
  const mostly = (what: string, otherwise: string): string => {
    let best = otherwise;
    let most = 0;
    for (const [key, count] of total) {
      if (count <= most || !key.startsWith(`${what} `)) continue;
      best = key.slice(what.length + 1);
      most = count;
    }
    return best;
  };
  const style = {
    keywordCase: mostly('case', 'manual') as WritingStyle['keywordCase'],
    hostname: (mostly('hostname', '') || undefined) as WritingStyle['hostname'],
    separator: mostly('separator', ' '),
    indent: mostly('indent', file.dialect === 'client' ? '  ' : '    '),
  };
  styles.set(file, style);
  return style;
}

/** A keyword as its writer would write it: what is typed of it already goes before the habit of the file. */
export function spellKeyword(name: string, typed: string, style: WritingStyle): string {
  const letters = typed.replace(/[^A-Za-z]/g, '');
  const shouted = letters.length > 1 && letters === letters.toUpperCase() && !name.startsWith(letters);
  if (shouted || style.keywordCase === 'upper') return name.toUpperCase();
  if (style.keywordCase === 'lower' && letters === letters.toLowerCase()) return name.toLowerCase();
  // As the manual had it for twenty years, and as most people go on to write it.
  return name === 'Hostname' ? (style.hostname ?? 'HostName') : name;
}
