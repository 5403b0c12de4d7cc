import type { SyntaxNode, Tree } from '@lezer/common';
import type { Span } from '../syntax/configFile.ts';
import { bindTargets, importedNames } from './targets.ts';

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
  /** Of a function: what it returns; `yields` where it is a generator. */
  readonly returns: SyntaxNode[];
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
  readonly calls: readonly SyntaxNode[];
  /** `object.NAME = value` for objects other than `self` too. */
  readonly memberAssignments: readonly { readonly target: SyntaxNode; readonly value: SyntaxNode }[];
  /** Expressions whose value leaves the reach of a reader: returned, passed on, put into a collection. */
  readonly handedOn: readonly SyntaxNode[];
  readonly comments: readonly Span[];
  /** Strings of the file, unquoted and in lower case, that could be keys. */
  readonly words: ReadonlySet<string>;
}

interface Place {
  readonly scope: Scope;
  readonly block: Span;
}

const containers = new Set([
  'ReturnStatement',
  'YieldStatement',
  'YieldExpression',
  'ArrayExpression',
  'SetExpression',
]);
const scopeNodes = new Set([
  'LambdaExpression',
  'ArrayComprehensionExpression',
  'ComprehensionExpression',
  'SetComprehensionExpression',
  'DictionaryComprehensionExpression',
]);
const handable = new Set(['VariableName', 'MemberExpression', 'CallExpression', 'AwaitExpression']);

/** Levels of nesting that are looked into: far more than anybody writes, far less than a stack holds. */
const deepest = 400;

/** Walks the tree once. Nodes of broken syntax are passed like any other. */
export function surveyOf(tree: Tree, text: string): Survey {
  const top = tree.topNode;
  const module = newScope('module', top, '', undefined);
  const scopes = new Map<number, Scope>();
  const loops: Span[] = [];
  const calls: SyntaxNode[] = [];
  const memberAssignments: { target: SyntaxNode; value: SyntaxNode }[] = [];
  const handedOn: SyntaxNode[] = [];
  const comments: Span[] = [];
  const words = new Set<string>();
  const textOf = (node: { from: number; to: number }) => text.slice(node.from, node.to);
  const add = ({ scope, block }: Place, name: string, node: Span | SyntaxNode, source: Source) => {
    const span = 'from' in node ? { start: node.from, end: node.to } : node;
    const found = scope.bindings.get(name);
    const binding = { span, block, source };
    if (found) found.push(binding);
    else scope.bindings.set(name, [binding]);
  };

  let depth = 0;
  function visitChildren(node: SyntaxNode, place: Place): void {
    if (depth >= deepest) return;
    depth += 1;
    for (let child = node.firstChild; child; child = child.nextSibling) visit(child, place);
    depth -= 1;
  }

  function visit(node: SyntaxNode, place: Place): void {
    switch (node.name) {
      case 'ImportStatement':
        for (const { name, module, member } of importedNames(node, textOf)) {
          add(place, name, node, { kind: 'import', module, ...(member === undefined ? {} : { name: member }) });
        }
        return;
      case 'AssignStatement':
        assign(node, place);
        return visitChildren(node, place);
      case 'NamedExpression': {
        const target = node.firstChild;
        const value = node.lastChild;
        if (target && value) add(place, textOf(target), node, { kind: 'expression', node: value, path: [] });
        return visitChildren(node, place);
      }
      case 'UpdateStatement': {
        const target = node.firstChild;
        if (target?.name === 'VariableName') add(place, textOf(target), node, { kind: 'opaque' });
        else if (target?.name === 'MemberExpression') assignMember(target, undefined, node, place);
        return visitChildren(node, place);
      }
      case 'ForStatement':
        bindUpTo(node, 'in', place);
        loops.push({ start: node.from, end: node.to });
        return suites(node, place);
      case 'WhileStatement':
        loops.push({ start: node.from, end: node.to });
        return suites(node, place);
      case 'WithStatement':
        withItems(node, place);
        return visitChildren(node, place);
      case 'TryStatement':
        caught(node, place);
        return tried(node, place);
      case 'IfStatement':
      case 'MatchStatement':
      case 'MatchClause':
        return suites(node, place);
      case 'FunctionDefinition':
        return define(node, place, 'function');
      case 'ClassDefinition':
        return define(node, place, 'class');
      case 'ScopeStatement':
        for (const each of childrenOf(node)) if (each.name === 'VariableName') place.scope.outer.add(textOf(each));
        return;
      case 'CapturePattern':
        add(place, textOf(node), node, { kind: 'opaque' });
        return;
      case 'CallExpression':
        calls.push(node);
        return visitChildren(node, place);
      case 'ArgList':
        for (const each of childrenOf(node)) if (handable.has(each.name) && !isKeywordName(each)) handedOn.push(each);
        return visitChildren(node, place);
      case 'TupleExpression':
      case 'DictionaryExpression':
        for (const each of childrenOf(node)) if (handable.has(each.name)) handedOn.push(each);
        return visitChildren(node, place);
      case 'Comment':
        comments.push({ start: node.from, end: node.to });
        return;
      case 'String':
        if (node.to - node.from < 40)
          words.add(
            textOf(node)
              .replace(/^[a-z]*['"]+|['"]+$/gi, '')
              .toLowerCase(),
          );
        return;
      default:
        return other(node, place);
    }
  }

  function other(node: SyntaxNode, place: Place): void {
    if (node.name === 'ReturnStatement') {
      const value = node.lastChild;
      const owner = functionOf(place.scope);
      if (owner && value && value.name !== 'return') owner.returns.push(value);
    }
    if (node.name === 'YieldStatement' || node.name === 'YieldExpression') {
      const owner = functionOf(place.scope);
      if (owner) owner.yields = true;
    }
    if (containers.has(node.name)) {
      for (const each of childrenOf(node)) if (handable.has(each.name)) handedOn.push(each);
    }
    if (!scopeNodes.has(node.name)) return visitChildren(node, place);
    const inner = newScope('inner', node, '', place.scope);
    scopes.set(node.from, inner);
    const within = { scope: inner, block: spanOf(node) };
    if (node.name === 'LambdaExpression') {
      parameters(node.getChild('ParamList'), within, undefined);
    } else {
      let binding = false;
      for (const each of childrenOf(node)) {
        if (each.name === 'for') binding = true;
        else if (each.name === 'in') binding = false;
        else if (binding) bindOpaque(each, within);
      }
    }
    visitChildren(node, within);
  }

  /** The suites of a compound statement may be passed or not; its head is. */
  function suites(node: SyntaxNode, place: Place): void {
    for (const child of childrenOf(node)) {
      const suite = child.name === 'Body' || child.name === 'MatchBody';
      visit(child, suite ? { scope: place.scope, block: spanOf(child) } : place);
    }
  }

  /** Whoever reads on behind `try` has passed its suite; the handlers are another matter. */
  function tried(node: SyntaxNode, place: Place): void {
    let first = true;
    for (const child of childrenOf(node)) {
      const apart = child.name === 'Body' && !first;
      if (child.name === 'Body') first = false;
      visit(child, apart ? { scope: place.scope, block: spanOf(child) } : place);
    }
  }

  function define(node: SyntaxNode, place: Place, kind: 'function' | 'class'): void {
    const nameNode = node.getChild('VariableName');
    const name = nameNode ? textOf(nameNode) : '';
    const scope = newScope(kind, node, name, place.scope, node.getChild('TypeDef')?.lastChild ?? undefined);
    scopes.set(node.from, scope);
    if (nameNode) add(place, name, node, { kind, scope });
    const within = { scope, block: spanOf(node) };
    if (kind === 'function') {
      const decorated = node.parent?.name === 'DecoratedStatement' ? textOf(node.parent).split('def ')[0] : '';
      const method = place.scope.kind === 'class' && !/@(staticmethod|classmethod)\b/.test(decorated ?? '');
      parameters(node.getChild('ParamList'), within, method ? place.scope : undefined);
    }
    for (const child of childrenOf(node)) visit(child, child.name === 'Body' ? within : place);
  }

  function parameters(list: SyntaxNode | null, place: Place, ownClass: Scope | undefined): void {
    let first = true;
    for (let each = list?.firstChild ?? null; each; each = each.nextSibling) {
      const before = each.prevSibling;
      if (each.name !== 'VariableName' || before?.name === 'AssignOp') continue;
      const annotation = each.nextSibling?.name === 'TypeDef' ? each.nextSibling.lastChild : null;
      const starred = before?.name === '*' || before?.name === '**';
      const source: Source =
        first && ownClass && !starred
          ? { kind: 'self', scope: ownClass }
          : annotation && !starred
            ? { kind: 'annotation', node: annotation }
            : { kind: 'opaque' };
      add(place, textOf(each), each, source);
      first = false;
    }
  }

  function assign(node: SyntaxNode, place: Place): void {
    const groups: SyntaxNode[][] = [[]];
    let annotation: SyntaxNode | null = null;
    for (const child of childrenOf(node)) {
      if (child.name === 'AssignOp') groups.push([]);
      else if (child.name === 'TypeDef') annotation = child.lastChild;
      else if (child.name !== ',') groups.at(-1)?.push(child);
    }
    const values = groups.length > 1 ? (groups.pop() ?? []) : [];
    const [value] = values;
    for (const targets of groups) {
      const [target] = targets;
      if (targets.length === 1 && target?.name === 'MemberExpression') {
        assignMember(target, values.length === 1 ? value : undefined, node, place);
        if (value && values.length === 1) memberAssignments.push({ target, value });
        continue;
      }
      for (const { name, path } of bindTargets(targets, textOf)) {
        add(place, name, node, sourceOf(values, path, annotation));
      }
    }
    // Values put into what is no plain name are out of sight.
    if (values.length > 1 || groups.some(([target]) => target && isOutOfSight(target, place))) {
      for (const each of values) if (handable.has(each.name)) handedOn.push(each);
    }
  }

  function isOutOfSight(target: SyntaxNode, { scope }: Place): boolean {
    return target.name === 'MemberExpression' && selfOf(target, scope) === undefined;
  }

  function sourceOf(values: readonly SyntaxNode[], path: readonly number[], annotation: SyntaxNode | null): Source {
    const [value] = values;
    if (!value) return annotation ? { kind: 'annotation', node: annotation } : { kind: 'opaque' };
    if (values.length === 1) return { kind: 'expression', node: value, path };
    const [index, ...rest] = path;
    const part = index === undefined ? undefined : values[index];
    return part ? { kind: 'expression', node: part, path: rest } : { kind: 'opaque' };
  }

  /** The class whose object `self` is in `self.NAME`. */
  function selfOf(target: SyntaxNode, scope: Scope): Scope | undefined {
    const object = target.firstChild;
    if (object?.name !== 'VariableName' || target.lastChild?.name !== 'PropertyName') return undefined;
    const name = textOf(object);
    for (let at: Scope | undefined = scope; at; at = at.parent) {
      const found = at.bindings.get(name);
      if (!found) continue;
      const [only] = found;
      return found.length === 1 && only?.source.kind === 'self' ? only.source.scope : undefined;
    }
    return undefined;
  }

  function assignMember(target: SyntaxNode, value: SyntaxNode | undefined, node: SyntaxNode, place: Place): void {
    const owner = selfOf(target, place.scope);
    const property = target.lastChild;
    if (!owner || !property) return;
    const source: Source = value ? { kind: 'expression', node: value, path: [] } : { kind: 'opaque' };
    const binding = { span: spanOf(node), block: place.block, source };
    const name = textOf(property);
    owner.attributes.set(name, [...(owner.attributes.get(name) ?? []), binding]);
  }

  function withItems(node: SyntaxNode, place: Place): void {
    let value: SyntaxNode | undefined;
    for (const child of childrenOf(node)) {
      if (child.name === 'Body') break;
      if (child.name === 'VariableName' && child.prevSibling?.name === 'as' && value) {
        add(place, textOf(child), child, { kind: 'with', node: value });
      } else if (child.prevSibling?.name === 'as') bindOpaque(child, place);
      else if (!/^(with|async|as|,|⚠)$/.test(child.name)) value = child;
    }
  }

  function caught(node: SyntaxNode, place: Place): void {
    for (const child of childrenOf(node)) {
      if (child.name === 'VariableName' && child.prevSibling?.name === 'as') bindOpaque(child, place);
    }
  }

  function bindUpTo(node: SyntaxNode, keyword: string, place: Place): void {
    for (const child of childrenOf(node)) {
      if (child.name === keyword) return;
      bindOpaque(child, place);
    }
  }

  function bindOpaque(node: SyntaxNode, place: Place): void {
    for (const { name } of bindTargets([node], textOf)) add(place, name, node, { kind: 'opaque' });
  }

  visitChildren(top, { scope: module, block: spanOf(top) });
  return { module, scopes, loops, calls, memberAssignments, handedOn, comments, words };
}

function newScope(
  kind: Scope['kind'],
  node: SyntaxNode,
  name: string,
  parent: Scope | undefined,
  answers?: SyntaxNode,
): Scope {
  const maps = { bindings: new Map(), outer: new Set<string>(), attributes: new Map(), returns: [] };
  return { kind, node, name, parent, yields: false, answers, ...maps };
}

function functionOf(scope: Scope): Scope | undefined {
  let at: Scope | undefined = scope;
  while (at?.kind === 'inner') at = at.parent;
  return at?.kind === 'function' ? at : undefined;
}

/** `name=` of a keyword argument. */
function isKeywordName(node: SyntaxNode): boolean {
  return node.nextSibling?.name === 'AssignOp';
}

export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}

export function spanOf(node: { readonly from: number; readonly to: number }): Span {
  return { start: node.from, end: node.to };
}
