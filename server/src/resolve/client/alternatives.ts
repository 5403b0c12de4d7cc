import type { EffectiveConfig, EffectiveValue, LineOrigin } from '../effectiveConfig.ts';
import type { OpenNames } from './canonicalNames.ts';
import { lineKey, type Undecided } from './readPass.ts';

/** How a reading takes what cannot be known. */
export interface Assumed {
  /** Match lines that are taken as matching; all others as not matching. */
  readonly lines: ReadonlySet<string>;
  /** The name that a name server gives the host. */
  readonly name?: string;
}

interface Run {
  readonly values: ReadonlyMap<string, readonly EffectiveValue[]>;
  readonly undecided: ReadonlyMap<string, Undecided>;
  readonly openNames: OpenNames | undefined;
}

interface Trial {
  readonly assumed: Assumed;
  readonly decidedBy: LineOrigin | undefined;
  /** The values may hold a name that was made up. */
  readonly isSample: boolean;
}

/** So many outcomes are tried one by one; with more undecided lines only all together are. */
const mostSingles = 8;

/**
 * Tries what would follow if the undecided Match lines matched, each alone and all together, and if the host had another
 * name. Values that change are marked, with what they would become.
 */
export function addAlternatives(base: EffectiveConfig, open: Run, run: (assumed: Assumed) => Run): EffectiveConfig {
  const values = new Map(base.values);
  const possible = new Map<string, NonNullable<EffectiveValue['alternatives']>>();
  const changes = new Map<string, Set<string>>();
  const all = new Set(open.undecided.keys());
  const attempt = ({ assumed, decidedBy, isSample }: Trial): void => {
    const other = run(assumed);
    for (const key of other.undecided.keys()) all.add(key);
    for (const keyword of new Set([...base.values.keys(), ...other.values.keys()])) {
      const before = base.values.get(keyword);
      const after = other.values.get(keyword);
      if (sameTexts(before, after)) continue;
      const key = decidedBy ? lineKey(decidedBy) : '';
      changes.set(key, (changes.get(key) ?? new Set()).add(keyword));
      const fresh = decidedBy && !isSample ? alternativesTo(before, after, decidedBy) : [];
      const current = values.get(keyword);
      if (current) values.set(keyword, marked(current, fresh));
      else if (fresh.length > 0) possible.set(keyword, [...(possible.get(keyword) ?? []), ...fresh]);
    }
  };
  const lines = [...open.undecided].slice(0, mostSingles);
  for (const [key, { line }] of lines)
    attempt({ assumed: { lines: new Set([key]) }, decidedBy: line, isSample: false });
  if (all.size > 1) attempt({ assumed: { lines: all }, decidedBy: lines[0]?.[1].line, isSample: false });
  const { openNames } = open;
  for (const { name, isSample } of openNames?.names.slice(0, mostSingles) ?? []) {
    attempt({ assumed: { lines: new Set(), name }, decidedBy: openNames?.line, isSample });
  }
  const asked = openNames?.line ? [{ criterion: 'canonicalizehostname', line: openNames.line }] : [];
  const undecided = [...open.undecided.values(), ...asked].map((entry) => {
    return { ...entry, changes: [...(changes.get(lineKey(entry.line)) ?? [])] };
  });
  return { ...base, values, undecided, ...(possible.size > 0 ? { possible } : {}) };
}

function sameTexts(a: readonly EffectiveValue[] | undefined, b: readonly EffectiveValue[] | undefined): boolean {
  return a === b || (a?.length === b?.length && (a ?? []).every(({ value }, index) => value === b?.[index]?.value));
}

function alternativesTo(
  before: readonly EffectiveValue[] | undefined,
  after: readonly EffectiveValue[] | undefined,
  decidedBy: LineOrigin,
): NonNullable<EffectiveValue['alternatives']> {
  const old = new Set(before?.map(({ value }) => value));
  return (after ?? []).filter(({ value }) => !old.has(value)).map(({ value, from }) => ({ value, from, decidedBy }));
}

/** The values with what they would become; an alternative that is known already is not repeated. */
function marked(
  current: readonly EffectiveValue[],
  fresh: NonNullable<EffectiveValue['alternatives']>,
): readonly EffectiveValue[] {
  return current.map((value) => {
    const known = value.alternatives ?? [];
    const added = fresh.filter((other) => !known.some((alternative) => alternative.value === other.value));
    return { ...value, certainty: 'depends', alternatives: [...known, ...added] };
  });
}
