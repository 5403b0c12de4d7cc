import { canonicalDirective } from '../knowledge/directives.ts';
import { perChunk } from '../syntax/chunks.ts';
import type { ConfigFile, Dialect } from '../syntax/configFile.ts';

/** Places of each directive in a chunk of lines, by the name of the row whose value it sets. */
const namesIn = perChunk(({ dialect, lines }) => {
  const places = new Map<string, number[]>();
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at];
    const name = line?.kind === 'directive' ? nameOf(dialect, line.keyword.value) : undefined;
    if (name === undefined) continue;
    const list = places.get(name);
    if (list) list.push(at);
    else places.set(name, [at]);
  }
  return places;
});

const linesByFile = new WeakMap<ConfigFile, Map<string, readonly number[]>>();

/** Indices of the lines that set a directive (named as in the tables), so that a rule looks at its own lines only. */
export function linesOf(file: ConfigFile, name: string): readonly number[] {
  const byName = linesByFile.get(file) ?? new Map<string, readonly number[]>();
  linesByFile.set(file, byName);
  const known = byName.get(name);
  if (known) return known;
  const found: number[] = [];
  for (const { value, firstLine } of namesIn(file)) {
    const places = value.get(name);
    if (places) for (const at of places) found.push(firstLine + at);
  }
  byName.set(name, found);
  return found;
}

/** Names by keyword as written: a file repeats a few spellings many times. */
const namesByKeyword: Readonly<Record<Dialect, Map<string, string>>> = { client: new Map(), server: new Map() };

/** The name of the directive that a keyword sets, by whatever of its names; undefined where no release knows it. */
export function nameOf(dialect: Dialect, keyword: string): string | undefined {
  const known = namesByKeyword[dialect].get(keyword);
  if (known !== undefined) return known;
  const name = canonicalDirective(dialect, keyword)?.name;
  // Misspelt words come and go while somebody types: they are not kept.
  if (name !== undefined) namesByKeyword[dialect].set(keyword, name);
  return name;
}
