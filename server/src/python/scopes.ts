import type { SyntaxNode } from '@lezer/common';
import type { Span } from '../syntax/configFile.ts';

/** How a name gets its value. */
export type Source =
  | { readonly kind: 'import'; readonly module: string; readonly name?: string }
  /** The value of an expression, or of a part of it where several names are unpacked. */
  | { readonly kind: 'expression'; readonly node: SyntaxNode; readonly path: readonly number[] }
  /** What `with` hands out for the value of an expression. */
  | { readonly kind: 'with'; readonly node: SyntaxNode }
  | { readonly kind: 'function'; readonly scope: Scope }
  | { readonly kind: 'class'; readonly scope: Scope }
  /** `name: Annotation`, a parameter or a variable whose value is not known. */
  | { readonly kind: 'annotation'; readonly node: SyntaxNode }
  /** First parameter of a method. */
  | { readonly kind: 'self'; readonly scope: Scope }
  /** Loop variables, parameters, changes in place: nothing is claimed about them. */
  | { readonly kind: 'opaque' };

export interface Binding {
  /** The statement or expression that binds. */
  readonly span: Span;
  /** Where control surely passed the binding once it has entered: its suite, or the whole scope. */
  readonly block: Span;
  readonly source: Source;
}

export interface Scope {
  readonly kind: 'module' | 'function' | 'class' | 'inner';
  readonly node: SyntaxNode;
  readonly name: string;
  readonly parent: Scope | undefined;
  readonly bindings: Map<string, Binding[]>;
  /** Names that `global` or `nonlocal` leads out of this scope. */
  readonly outer: Set<string>;
  /** Of a class: what its methods assign to `self.NAME`. */
  readonly attributes: Map<string, Binding[]>;
  /** Of a function: what it returns, several values as `return a, b` does; `yields` where it is a generator. */
  readonly returns: (readonly SyntaxNode[])[];
  yields: boolean;
  /** Of a function: the annotation behind `->`. */
  readonly answers?: SyntaxNode | undefined;
}

/** Everything of a file that later steps look at, from one walk through its tree. */
export interface Survey {
  readonly module: Scope;
  /** By the offset at which the scope's node starts. */
  readonly scopes: ReadonlyMap<number, Scope>;
  readonly loops: readonly Span[];
  /** Those of names, and of members with a name that something of a library has. */
  readonly calls: readonly SyntaxNode[];
  /** `object.NAME = value` for objects other than `self` too. */
  readonly memberAssignments: readonly { readonly target: SyntaxNode; readonly value: SyntaxNode }[];
  /** Expressions whose value leaves the reach of a reader: returned, passed on, put into a collection. */
  readonly handedOn: readonly SyntaxNode[];
  /** What loops run over. */
  readonly iterated: readonly SyntaxNode[];
  /** Members that say whether a channel has ended or has output. */
  readonly asked: readonly SyntaxNode[];
  readonly comments: readonly Span[];
}

export function newScope(
  kind: Scope['kind'],
  node: SyntaxNode,
  name: string,
  parent: Scope | undefined,
  answers?: SyntaxNode,
): Scope {
  const maps = { bindings: new Map(), outer: new Set<string>(), attributes: new Map(), returns: [] };
  return { kind, node, name, parent, yields: false, answers, ...maps };
}

/** The function around a scope; undefined in a module's or class's own body. */
export function functionOf(scope: Scope): Scope | undefined {
  let at: Scope | undefined = scope;
  while (at?.kind === 'inner') at = at.parent;
  return at?.kind === 'function' ? at : undefined;
}

export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}

export function spanOf(node: { readonly from: number; readonly to: number }): Span {
  return { start: node.from, end: node.to };
}
