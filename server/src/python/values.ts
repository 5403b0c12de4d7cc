import type { SyntaxNode } from '@lezer/common';
import type { ClassName } from '../knowledge/clientLibraries.ts';
import type { Span } from '../syntax/configFile.ts';
import type { Scope } from './scopes.ts';

/** What is known of the value of an expression without running the program. */
export type Value =
  /** Cannot be followed: nothing is claimed about it. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'constant'; readonly value: number | string | boolean | null; readonly span: Span }
  /** A module of a library, such as `paramiko` or `paramiko.client`. */
  | { readonly kind: 'module'; readonly name: string }
  | { readonly kind: 'libraryClass'; readonly name: ClassName }
  | { readonly kind: 'libraryFunction'; readonly name: string }
  | { readonly kind: 'localClass'; readonly scope: Scope; readonly base?: ClassName }
  | { readonly kind: 'localFunction'; readonly scope: Scope }
  | LibraryObject
  /** An object of a class of this file that is none of a library's. */
  | { readonly kind: 'localObject'; readonly scope: Scope }
  | { readonly kind: 'method'; readonly of: LibraryObject; readonly name: string }
  | { readonly kind: 'classMethod'; readonly of: ClassName; readonly name: string }
  | { readonly kind: 'tuple'; readonly items: readonly Value[] }
  | { readonly kind: 'dict'; readonly node: SyntaxNode };

/** An object of a library's class. */
export interface LibraryObject {
  readonly kind: 'object';
  readonly name: ClassName;
  /** Offset of the expression that made the connection it belongs to; undefined: some connection or other. */
  readonly connection?: number | undefined;
  /** Offset of the call that made the object itself, such as a channel. */
  readonly made?: number | undefined;
  /** The class of this file that derives from the library's. */
  readonly scope?: Scope | undefined;
}

export const unknown: Value = { kind: 'unknown' };

export function isNone(value: Value): boolean {
  return value.kind === 'constant' && value.value === null;
}

/** What holds whichever of the values it is; None is left out where another is an object. */
export function joined(values: readonly Value[]): Value {
  const objects = values.some(({ kind }) => kind !== 'constant');
  const [first, ...others] = objects ? values.filter((value) => !isNone(value)) : values;
  return others.reduce<Value>(both, first ?? unknown);
}

function both(a: Value, b: Value): Value {
  if (a === b) return a;
  if (a.kind === 'object' && b.kind === 'object' && a.name === b.name && a.scope === b.scope) {
    return {
      ...a,
      connection: a.connection === b.connection ? a.connection : undefined,
      made: a.made === b.made ? a.made : undefined,
    };
  }
  if (a.kind === 'constant' && b.kind === 'constant' && a.value === b.value) return a;
  if (a.kind === 'module' && b.kind === 'module' && a.name === b.name) return a;
  if (a.kind === 'libraryClass' && b.kind === 'libraryClass' && a.name === b.name) return a;
  if (a.kind === 'libraryFunction' && b.kind === 'libraryFunction' && a.name === b.name) return a;
  if (a.kind === 'localObject' && b.kind === 'localObject' && a.scope === b.scope) return a;
  if (a.kind === 'tuple' && b.kind === 'tuple' && a.items.length === b.items.length) {
    return { kind: 'tuple', items: a.items.map((item, i) => both(item, b.items[i] ?? unknown)) };
  }
  return unknown;
}
