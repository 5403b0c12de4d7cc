import type { Span } from '../syntax/configFile.ts';
import type { Binding, Scope } from './scopes.ts';

const holds = (span: Span, offset: number) => span.start <= offset && offset < span.end;

/**
 * The bindings of a name that may be the one in force at `offset`. In the scope itself: the last that was surely passed
 * and all behind it up to here, and in a loop those of the round before. From an inner scope: any of them.
 */
export function bindingsAt(
  all: readonly Binding[],
  offset: number,
  sameScope: boolean,
  loops: readonly Span[],
): readonly Binding[] {
  if (!sameScope || all.length === 1) return all;
  const before = all.filter(({ span }) => span.end <= offset || (span.start <= offset && span.end > offset));
  const passed = before.findLastIndex(({ span, block }) => holds(block, offset) && span.end <= offset);
  const since = passed < 0 ? before : before.slice(passed);
  const sure = passed < 0 ? undefined : before[passed];
  const round = all.filter(({ span }) => {
    if (span.start < offset) return false;
    return loops.some(
      (loop) => holds(loop, offset) && holds(loop, span.start) && !(sure && holds(loop, sure.span.start)),
    );
  });
  return [...since, ...round];
}

/** The scope that a name belongs to when `from` reads it. */
export function scopeOfName(name: string, from: Scope): { readonly scope: Scope; readonly own: boolean } | undefined {
  let own = true;
  for (let at: Scope | undefined = from; at; at = at.parent) {
    // A class's names are seen in its own body only.
    if (at.kind === 'class' && at !== from) continue;
    if (!at.outer.has(name) && at.bindings.has(name)) return { scope: at, own };
    // The body of a comprehension runs where it stands.
    if (at.kind !== 'inner' || at.node.name === 'LambdaExpression') own = false;
  }
  return undefined;
}

/** All bindings of a name, with those of functions that declare it `global` or `nonlocal`. */
export function allBindings(name: string, scope: Scope, scopes: Iterable<Scope>): readonly Binding[] {
  const foreign: Binding[] = [];
  for (const each of scopes) {
    if (each === scope || !each.outer.has(name)) continue;
    if (scope.kind === 'module' || isInside(each, scope)) foreign.push(...(each.bindings.get(name) ?? []));
  }
  return [...(scope.bindings.get(name) ?? []), ...foreign];
}

function isInside(inner: Scope, outer: Scope): boolean {
  for (let at = inner.parent; at; at = at.parent) if (at === outer) return true;
  return false;
}
