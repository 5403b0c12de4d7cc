import type { EffectiveConfig, EffectiveValue } from '../effectiveConfig.ts';
import type { Undecided } from './readPass.ts';

interface Run {
  readonly values: ReadonlyMap<string, readonly EffectiveValue[]>;
  readonly undecided: ReadonlyMap<string, Undecided>;
}

/** So many undecided lines are tried one by one; with more of them only all together are. */
const mostSingles = 8;

/**
 * Tries what would follow if the undecided Match lines matched: each alone, and all together. Values that change are
 * marked, with what they would become.
 */
export function addAlternatives(
  base: EffectiveConfig,
  undecided: ReadonlyMap<string, Undecided>,
  run: (assumed: ReadonlySet<string>) => Run,
): EffectiveConfig {
  const values = new Map(base.values);
  const changes = new Map<string, Set<string>>();
  const compare = (other: Run, key: string, line: Undecided): void => {
    for (const keyword of new Set([...base.values.keys(), ...other.values.keys()])) {
      const before = base.values.get(keyword);
      const after = other.values.get(keyword);
      if (sameTexts(before, after)) continue;
      const changed = changes.get(key) ?? new Set();
      changes.set(key, changed.add(keyword));
      const current = values.get(keyword);
      if (current) values.set(keyword, marked(current, before, after, line));
    }
  };
  const all = new Map(undecided);
  const first = [...undecided.entries()];
  for (const [key, line] of first.slice(0, mostSingles)) {
    const other = run(new Set([key]));
    for (const [nested, entry] of other.undecided) all.set(nested, entry);
    compare(other, key, line);
  }
  if (all.size > 1) compare(run(new Set(all.keys())), first[0]?.[0] ?? '', first[0]?.[1] as Undecided);
  const listed = first.map(([key, line]) => ({ ...line, changes: [...(changes.get(key) ?? [])] }));
  return { ...base, values, undecided: listed };
}

function sameTexts(a: readonly EffectiveValue[] | undefined, b: readonly EffectiveValue[] | undefined): boolean {
  return a === b || (a?.length === b?.length && (a ?? []).every(({ value }, index) => value === b?.[index]?.value));
}

/** The values with what they would become; an alternative that is known already is not repeated. */
function marked(
  current: readonly EffectiveValue[],
  before: readonly EffectiveValue[] | undefined,
  after: readonly EffectiveValue[] | undefined,
  { line }: Undecided,
): readonly EffectiveValue[] {
  const old = new Set(before?.map(({ value }) => value));
  const fresh = (after ?? []).filter(({ value }) => !old.has(value));
  return current.map((value) => {
    const known = value.alternatives ?? [];
    const added = fresh
      .filter((other) => !known.some((alternative) => alternative.value === other.value))
      .map((other) => ({ value: other.value, from: other.from, decidedBy: line }));
    return { ...value, certainty: 'depends', alternatives: [...known, ...added] };
  });
}
