import { canonicalDirective } from '../knowledge/directives.ts';
import { perChunk } from '../syntax/chunks.ts';
import type { ConfigFile, Dialect, DirectiveLine, Line } from '../syntax/configFile.ts';

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

/** Names of all directives that a file sets somewhere. */
export function namesOf(file: ConfigFile): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { value } of namesIn(file)) for (const name of value.keys()) names.add(name);
  return names;
}

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

/**
 * A function that finds the lines that a test picks, once for each chunk of lines. The test sees one line and nothing
 * else, so that what is found stays true while other lines are edited.
 */
export function linesLike(test: (line: Line, dialect: Dialect) => boolean): (file: ConfigFile) => readonly number[] {
  const placesIn = perChunk(({ dialect, lines }) => {
    const places: number[] = [];
    for (const [at, line] of lines.entries()) if (test(line, dialect)) places.push(at);
    return places;
  });
  return (file) => {
    const found: number[] = [];
    for (const { value, firstLine } of placesIn(file)) for (const at of value) found.push(firstLine + at);
    return found;
  };
}

/** The same for lines that set one of some directives. */
export function directivesLike(
  names: readonly string[],
  test: (line: DirectiveLine) => boolean,
): (file: ConfigFile) => readonly number[] {
  const wanted = new Set(names);
  return linesLike((line, dialect) => {
    return line.kind === 'directive' && wanted.has(nameOf(dialect, line.keyword.value) ?? '') && test(line);
  });
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
