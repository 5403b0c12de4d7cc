import type { SyntaxNode, SyntaxNodeRef, Tree } from '@lezer/common';
import type { Span } from '../syntax/configFile.ts';
import { isAskingName, isCalledName } from './libraryNames.ts';
import { childrenOf, functionOf, newScope, type Scope, type Source, type Survey, spanOf } from './scopes.ts';
import { bindTargets, importedNames } from './targets.ts';
import { type ChildPlace, type NodeHandler, walkTree } from './treeWalk.ts';

interface Place {
  readonly scope: Scope;
  readonly block: Span;
}

type Handler = NodeHandler<Place>;
type PlaceOfChild = ChildPlace<Place>;

const handable = new Set(['VariableName', 'MemberExpression', 'CallExpression', 'AwaitExpression']);

/** Nodes of a with statement that are no value. */
const wordsOfWith = new Set(['with', 'async', 'as', ',', '⚠', 'Comment']);

const wordsOfReturn = new Set(['return', '*', ',', '⚠', 'Comment']);

/** Nodes whose parts leave the reach of a reader. */
const handing = new Set([
  'ArgList',
  'ArrayExpression',
  'DictionaryExpression',
  'ReturnStatement',
  'SetExpression',
  'TupleExpression',
  'YieldExpression',
  'YieldStatement',
]);

/** Walks the tree once. Nodes of broken syntax are passed like any other. */
export function surveyOf(tree: Tree, text: string): Survey {
  const top = tree.topNode;
  const module = newScope('module', top, '', undefined);
  const scopes = new Map<number, Scope>();
  const loops: Span[] = [];
  const calls: SyntaxNode[] = [];
  const memberAssignments: { target: SyntaxNode; value: SyntaxNode }[] = [];
  const handedOn: SyntaxNode[] = [];
  const iterated: SyntaxNode[] = [];
  const asked: SyntaxNode[] = [];
  const comments: Span[] = [];
  /** Where the call starts that was met last. */
  let calledAt = -1;
  const textOf = (node: { from: number; to: number }) => text.slice(node.from, node.to);
  const add = ({ scope, block }: Place, name: string, node: SyntaxNodeRef, source: Source) => {
    const span = spanOf(node);
    const found = scope.bindings.get(name);
    const binding = { span, block, source };
    if (found) found.push(binding);
    else scope.bindings.set(name, [binding]);
  };

  const handlers: Readonly<Record<string, Handler>> = {
    ImportStatement({ node }, place) {
      for (const { name, module: path, member } of importedNames(node, textOf)) {
        const source: Source = { kind: 'import', module: path, ...(member === undefined ? {} : { name: member }) };
        add(place, name, node, source);
      }
      return undefined;
    },
    AssignStatement({ node }, place) {
      assign(node, place);
      return undefined;
    },
    NamedExpression({ node }, place) {
      const target = node.firstChild;
      const value = node.lastChild;
      if (target && value) add(place, textOf(target), node, { kind: 'expression', node: value, path: [] });
      return undefined;
    },
    UpdateStatement({ node }, place) {
      const target = node.firstChild;
      if (target?.name === 'VariableName') add(place, textOf(target), node, { kind: 'opaque' });
      else if (target?.name === 'MemberExpression') assignMember(target, undefined, node, place);
      return undefined;
    },
    ForStatement({ node }, place) {
      for (let over = bindUpTo(node, 'in', place); over && over.name !== 'Body'; over = over.nextSibling) {
        if (handable.has(over.name)) iterated.push(over);
      }
      loops.push(spanOf(node));
      return suites(place);
    },
    WhileStatement(at, place) {
      loops.push(spanOf(at));
      return suites(place);
    },
    WithStatement({ node }, place) {
      withItems(node, place);
      return undefined;
    },
    TryStatement({ node }, place) {
      caught(node, place);
      return tried(place);
    },
    IfStatement: (_, place) => suites(place),
    MatchStatement: (_, place) => suites(place),
    MatchClause: (_, place) => suites(place),
    FunctionDefinition: ({ node }, place) => define(node, place, 'function'),
    ClassDefinition: ({ node }, place) => define(node, place, 'class'),
    ScopeStatement({ node }, { scope }) {
      for (const each of childrenOf(node)) if (each.name === 'VariableName') scope.outer.add(textOf(each));
      return undefined;
    },
    CapturePattern(at, place) {
      add(place, textOf(at), at, { kind: 'opaque' });
      return undefined;
    },
    CallExpression({ from }) {
      calledAt = from;
      return undefined;
    },
    // The name that a call's callee is or ends with: most calls are of none that matters, and need no node.
    VariableName(at) {
      if (at.from !== calledAt) return undefined;
      const call = at.node.parent;
      if (call?.name === 'CallExpression') calls.push(call);
      return undefined;
    },
    PropertyName(at) {
      const name = textOf(at);
      if (!isCalledName(name)) {
        if (isAskingName(name) && at.node.parent) asked.push(at.node.parent);
        return undefined;
      }
      const callee = at.node.parent;
      const call = callee?.parent;
      if (call?.name === 'CallExpression' && call.from === callee?.from) calls.push(call);
      return undefined;
    },
    ReturnStatement({ node }, place) {
      const values = childrenOf(node).filter(({ name }) => !wordsOfReturn.has(name));
      // `return *rest, last` has its places beyond reach.
      const returned = node.getChild('*') ? [node] : values;
      if (values.length > 0) functionOf(place.scope)?.returns.push(returned);
      return undefined;
    },
    YieldStatement: yields,
    YieldExpression: yields,
    Comment(at) {
      comments.push(spanOf(at));
      return undefined;
    },
    LambdaExpression({ node }, place) {
      const within = innerScope(node, place);
      parameters(node.getChild('ParamList'), within, undefined);
      if (node.lastChild && handable.has(node.lastChild.name)) handedOn.push(node.lastChild);
      return () => within;
    },
    ArrayComprehensionExpression: comprehension,
    ComprehensionExpression: comprehension,
    SetComprehensionExpression: comprehension,
    DictionaryComprehensionExpression: comprehension,
  };

  function innerScope(node: SyntaxNode, place: Place): Place {
    const scope = newScope('inner', node, '', place.scope);
    scopes.set(node.from, scope);
    return { scope, block: spanOf(node) };
  }

  function yields(_: SyntaxNodeRef, place: Place): undefined {
    const owner = functionOf(place.scope);
    if (owner) owner.yields = true;
  }

  function comprehension({ node }: SyntaxNodeRef, place: Place): PlaceOfChild {
    const within = innerScope(node, place);
    let binding = false;
    for (const each of childrenOf(node)) {
      if (each.name === 'for') binding = true;
      else if (each.name === 'in') binding = false;
      else if (binding) bindOpaque(each, within);
      else if (each.prevSibling?.name === 'in' && handable.has(each.name)) iterated.push(each);
    }
    return () => within;
  }

  /** The suites of a compound statement may be passed or not; its head is. */
  function suites(place: Place): PlaceOfChild {
    return (child) => (child.name === 'Body' || child.name === 'MatchBody' ? suite(child, place) : place);
  }

  const suite = (child: SyntaxNodeRef, { scope }: Place): Place => ({ scope, block: spanOf(child) });

  /** Whoever reads on behind `try` has passed its suite; the handlers are another matter. */
  function tried(place: Place): PlaceOfChild {
    let first = true;
    return (child) => {
      if (child.name !== 'Body') return place;
      const apart = !first;
      first = false;
      return apart ? suite(child, place) : place;
    };
  }

  function define(node: SyntaxNode, place: Place, kind: 'function' | 'class'): PlaceOfChild {
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
    return (child) => (child.name === 'Body' ? within : place);
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
    const name = node.firstChild;
    const operator = name?.nextSibling;
    const only = operator?.nextSibling;
    // By far the most are `name = value`.
    if (name?.name === 'VariableName' && operator?.name === 'AssignOp' && only && !only.nextSibling) {
      add(place, textOf(name), node, { kind: 'expression', node: only, path: [] });
      return;
    }
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
      else if (!wordsOfWith.has(child.name)) value = child;
    }
  }

  function caught(node: SyntaxNode, place: Place): void {
    for (const child of childrenOf(node)) {
      if (child.name === 'VariableName' && child.prevSibling?.name === 'as') bindOpaque(child, place);
    }
  }

  /** Binds what stands before a keyword, and answers what stands behind it. */
  function bindUpTo(node: SyntaxNode, keyword: string, place: Place): SyntaxNode | null {
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (child.name === keyword) return child.nextSibling;
      bindOpaque(child, place);
    }
    return null;
  }

  function bindOpaque(node: SyntaxNode, place: Place): void {
    for (const { name } of bindTargets([node], textOf)) add(place, name, node, { kind: 'opaque' });
  }

  /** The child before this one was taken for an argument; an equals sign makes it the name of one. */
  let mayBeKeyword = false;
  walkTree(tree, { scope: module, block: spanOf(top) }, handlers, handing, (child) => {
    const { name } = child;
    if (mayBeKeyword && name === 'AssignOp') handedOn.pop();
    mayBeKeyword = name === 'VariableName';
    if (handable.has(name)) handedOn.push(child.node);
  });
  return { module, scopes, loops, calls, memberAssignments, handedOn, iterated, asked, comments };
}
