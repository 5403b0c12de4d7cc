import type { SyntaxNode } from '@lezer/common';
import type { Callable, Returned } from '../knowledge/clientLibraries.ts';
import { argumentsOf } from './arguments.ts';
import { allBindings, bindingsAt, scopeOfName } from './bindingsAt.ts';
import { calculated, literal, signed } from './constants.ts';
import { attributeOf, classOf, functionOf, libraryModule, memberOfModule, methodOf } from './libraryNames.ts';
import { type Binding, childrenOf, type Scope, type Survey } from './scopes.ts';
import { isNone, joined, type LibraryObject, unknown, type Value } from './values.ts';
import type { WordsOfFile } from './wordsOfFile.ts';

export interface Evaluator {
  readonly valueAt: (node: SyntaxNode) => Value;
  readonly scopeAt: (node: SyntaxNode) => Scope;
}

/** Values of the expressions that start at one place. */
interface KnownValue {
  readonly to: number;
  readonly value: Value;
  readonly next: KnownValue | undefined;
}

/** How far a value is followed from name to name. */
const mostSteps = 24;

/** Follows names, members and calls to what they stand for, as far as that needs no running. */
export function createEvaluator(text: string, survey: Survey, words: WordsOfFile): Evaluator {
  const known = new Map<number, KnownValue>();
  const running: SyntaxNode[] = [];
  let cuts = 0;
  const textOf = (node: { from: number; to: number }) => text.slice(node.from, node.to);
  const ledOut = new Set([...survey.scopes.values()].flatMap(({ outer }) => [...outer]));

  function scopeAt(node: SyntaxNode): Scope {
    let below = node;
    for (let at = node.parent; at; at = at.parent) {
      const scope = survey.scopes.get(at.from);
      const head = scope?.kind === 'function' || scope?.kind === 'class';
      // Defaults, annotations and decorators of a definition are read outside it.
      if (scope && scope.node.to === at.to && (!head || below.name === 'Body')) return scope;
      below = at;
    }
    return survey.module;
  }

  function valueAt(node: SyntaxNode): Value {
    const { from, to } = node;
    for (let each = known.get(from); each; each = each.next) if (each.to === to) return each.value;
    if (running.length >= mostSteps || running.some((each) => each.from === from && each.to === to)) {
      cuts += 1;
      return unknown;
    }
    running.push(node);
    const cutsBefore = cuts;
    const value = evaluate(node);
    running.pop();
    // What was cut off half-way may be known from another start.
    if (cuts === cutsBefore || running.length === 0) known.set(from, { to, value, next: known.get(from) });
    return value;
  }

  function evaluate(node: SyntaxNode): Value {
    switch (node.name) {
      case 'VariableName':
        return valueOfName(textOf(node), node);
      case 'MemberExpression':
        return memberExpression(node);
      case 'CallExpression':
        return call(node);
      case 'AwaitExpression':
      case 'ParenthesizedExpression':
        return inside(node);
      case 'NamedExpression':
        return node.lastChild ? valueAt(node.lastChild) : unknown;
      case 'ConditionalExpression': {
        const [whenTrue, , , , otherwise] = childrenOf(node);
        return whenTrue && otherwise ? joined([valueAt(whenTrue), valueAt(otherwise)]) : unknown;
      }
      case 'BinaryExpression': {
        const [left, operator, right] = childrenOf(node);
        if (!left || !operator || !right) return unknown;
        if (operator.name === 'or') return joined([valueAt(left), valueAt(right)].filter((value) => !isNone(value)));
        return calculated(node, textOf(operator), valueAt(left), valueAt(right));
      }
      case 'UnaryExpression':
        return signed(
          node,
          node.firstChild ? textOf(node.firstChild) : '',
          node.lastChild ? valueAt(node.lastChild) : unknown,
        );
      case 'DictionaryExpression':
        return { kind: 'dict', node };
      case 'TupleExpression':
        return { kind: 'tuple', items: childrenOf(node).filter(isPart).map(valueAt) };
      default:
        return literal(node, textOf(node));
    }
  }

  /** The one expression behind `await` or between parentheses. */
  function inside(node: SyntaxNode): Value {
    const part = childrenOf(node).find((child) => child.name !== 'await' && isPart(child));
    return part ? valueAt(part) : unknown;
  }

  function valueOfName(name: string, node: SyntaxNode): Value {
    const found = scopeOfName(name, scopeAt(node));
    if (!found) return unknown;
    const own = found.scope.bindings.get(name) ?? [];
    const all = ledOut.has(name) ? allBindings(name, found.scope, survey.scopes.values()) : own;
    const candidates = all.length > own.length ? all : bindingsAt(own, node.from, found.own, survey.loops);
    const [first] = candidates;
    const value = candidates.length === 1 && first ? valueOfBinding(first) : joined(candidates.map(valueOfBinding));
    // A dictionary that is used otherwise may hold more by now.
    return value.kind === 'dict' && words.isUsedOtherwise(name) ? unknown : value;
  }

  function valueOfBinding({ source }: Binding): Value {
    switch (source.kind) {
      case 'import': {
        const module = libraryModule(source.module);
        if (module?.kind !== 'module') return unknown;
        return source.name === undefined ? module : memberOfModule(module.name, source.name);
      }
      case 'expression':
        return source.path.reduce<Value>((value, index) => {
          return value.kind === 'tuple' ? (value.items[index] ?? unknown) : unknown;
        }, valueAt(source.node));
      case 'with':
        return valueAt(source.node);
      case 'function':
        return { kind: 'localFunction', scope: source.scope };
      case 'class':
        return localClass(source.scope);
      case 'annotation':
        return annotated(source.node);
      case 'self': {
        const own = localClass(source.scope);
        return own.kind === 'localClass' ? objectOf(own, undefined) : unknown;
      }
      case 'opaque':
        return unknown;
    }
  }

  /** A class of the file; `base` where it derives from one of a library's, directly or not. */
  function localClass(scope: Scope): Value {
    const list = scope.node.getChild('ArgList');
    const bases = list ? childrenOf(list).filter((each) => isPart(each) && each.prevSibling?.name !== 'AssignOp') : [];
    for (const base of bases) {
      const value = valueAt(base);
      if (value.kind === 'libraryClass') return { kind: 'localClass', scope, base: value.name };
      if (value.kind === 'localClass' && value.base) return { kind: 'localClass', scope, base: value.base };
    }
    return { kind: 'localClass', scope };
  }

  function objectOf(own: Extract<Value, { kind: 'localClass' }>, made: number | undefined): Value {
    if (!own.base) return { kind: 'localObject', scope: own.scope };
    const connection = classOf(own.base)?.connection === 'new' ? made : undefined;
    return { kind: 'object', name: own.base, scope: own.scope, connection, made };
  }

  /** An annotation says what something is, not which: `paramiko.SSHClient`, `"SSHClient"`, `SSHClient | None`. */
  function annotated(node: SyntaxNode): Value {
    if (node.name === 'BinaryExpression') {
      const [left, , right] = childrenOf(node);
      return joined([left, right].flatMap((each) => (each ? [annotated(each)] : [])));
    }
    if (node.name === 'None') return { kind: 'constant', value: null, span: { start: node.from, end: node.to } };
    if (node.name === 'MemberExpression' && node.lastChild?.name === ']') {
      const [generic, , argument] = childrenOf(node);
      return generic && argument && /(^|\.)Optional$/.test(textOf(generic)) ? annotated(argument) : unknown;
    }
    const value = valueAt(node);
    if (value.kind === 'libraryClass') return { kind: 'object', name: value.name };
    if (value.kind === 'localClass') return objectOf(value, undefined);
    return unknown;
  }

  function memberExpression(node: SyntaxNode): Value {
    const object = node.firstChild;
    const property = node.lastChild;
    if (object && property?.name === ']') return item(valueAt(object), childrenOf(node).filter(isPart)[1]);
    if (!object || property?.name !== 'PropertyName') return unknown;
    const value = member(valueAt(object), textOf(property));
    return value.kind === 'dict' ? unknown : value;
  }

  /** `pair[0]` */
  function item(value: Value, index: SyntaxNode | undefined): Value {
    const at = index ? valueAt(index) : unknown;
    if (value.kind !== 'tuple' || at.kind !== 'constant' || typeof at.value !== 'number') return unknown;
    return value.items.at(at.value) ?? unknown;
  }

  function member(object: Value, name: string): Value {
    switch (object.kind) {
      case 'module':
        return memberOfModule(object.name, name);
      case 'libraryClass':
        return methodOf(object.name, name)?.ofClass ? { kind: 'classMethod', of: object.name, name } : unknown;
      case 'object': {
        const own = object.scope && localMember(object.scope, name);
        if (own) return own;
        if (methodOf(object.name, name)) return { kind: 'method', of: object, name };
        const attribute = attributeOf(object.name, name);
        if (attribute === undefined || attribute === 'time') return unknown;
        return belongingTo(object, attribute, undefined);
      }
      case 'localObject':
      case 'localClass':
        return localMember(object.scope, name) ?? unknown;
      default:
        return unknown;
    }
  }

  /** What the class, or a class of this file that it derives from, says of an attribute. */
  function localMember(scope: Scope, name: string): Value | undefined {
    const found = [...(scope.bindings.get(name) ?? []), ...(scope.attributes.get(name) ?? [])];
    if (found.length > 0) return joined(found.map(valueOfBinding));
    const list = scope.node.getChild('ArgList');
    for (const base of list ? childrenOf(list) : []) {
      const value = isPart(base) ? valueAt(base) : unknown;
      const inherited = value.kind === 'localClass' ? localMember(value.scope, name) : undefined;
      if (inherited) return inherited;
    }
    return undefined;
  }

  function call(node: SyntaxNode): Value {
    const callee = node.firstChild;
    if (!callee) return unknown;
    const target = valueAt(callee);
    switch (target.kind) {
      case 'libraryClass':
        return constructed(target.name, node);
      case 'localClass':
        return objectOf(target, node.from);
      case 'libraryFunction': {
        const callable = functionOf(target.name);
        return typeof callable?.returns === 'string' && callable.returns !== 'same'
          ? { kind: 'object', name: callable.returns, connection: node.from, made: node.from }
          : unknown;
      }
      case 'method': {
        const callable = methodOf(target.of.name, target.name);
        return callable?.returns ? answer(callable.returns, target.of, node.from) : unknown;
      }
      case 'classMethod':
        return answerOfClass(target.of, target.name, node);
      case 'localFunction':
        return returned(target.scope);
      default:
        return passedThrough(callee, node);
    }
  }

  function constructed(name: LibraryObject['name'], node: SyntaxNode): Value {
    const row = classOf(name);
    const connection = row?.connection === 'new' ? node.from : connectionOfArgument(row?.construct, node);
    return { kind: 'object', name, connection, made: node.from };
  }

  function answerOfClass(name: LibraryObject['name'], method: string, node: SyntaxNode): Value {
    const callable = methodOf(name, method);
    if (typeof callable?.returns !== 'string' || callable.returns === 'same') return unknown;
    return {
      kind: 'object',
      name: callable.returns,
      connection: connectionOfArgument(callable, node),
      made: node.from,
    };
  }

  function connectionOfArgument(callable: Callable | undefined, node: SyntaxNode): number | undefined {
    if (callable?.connectionOf === undefined) return undefined;
    const argument = argumentsOf(node, callable, text, valueAt).get(callable.connectionOf);
    const value = argument.kind === 'given' ? valueAt(argument.node) : unknown;
    return value.kind === 'object' ? value.connection : undefined;
  }

  function answer(returns: Returned, of: LibraryObject, made: number): Value {
    if (returns === 'same') return of;
    if (typeof returns === 'string') return belongingTo(of, returns, made);
    return { kind: 'tuple', items: returns.map((each) => belongingTo(of, each, made)) };
  }

  /** An object that hangs on another. A transport of a client is the same one each time. */
  function belongingTo(of: LibraryObject, name: LibraryObject['name'], made: number | undefined): LibraryObject {
    const channel = of.name === 'paramiko.ChannelFile' || of.name === 'paramiko.Channel';
    const own = name === 'paramiko.Channel' || name === 'paramiko.ChannelFile';
    return { kind: 'object', name, connection: of.connection, made: own && channel ? of.made : made };
  }

  /** A function of the file: by its annotation, else by what it returns. */
  function returned(scope: Scope): Value {
    if (scope.yields) return unknown;
    const annotation = scope.answers && scope.answers.name !== 'None' ? annotated(scope.answers) : unknown;
    const values = scope.returns.map((nodes): Value => {
      const [only] = nodes;
      return only && nodes.length === 1 ? valueAt(only) : { kind: 'tuple', items: nodes.map(valueAt) };
    });
    const found = values.length > 0 ? joined(values) : unknown;
    return found.kind === 'unknown' ? annotation : found;
  }

  /** `closing(x)` and `enter_context(x)` hand out what they are given. */
  function passedThrough(callee: SyntaxNode, node: SyntaxNode): Value {
    const name = textOf(callee.name === 'MemberExpression' && callee.lastChild ? callee.lastChild : callee);
    if (!passing.has(name)) return unknown;
    const list = node.getChild('ArgList');
    const parts = list ? childrenOf(list).filter(isPart) : [];
    const [only] = parts;
    return parts.length === 1 && only ? valueAt(only) : unknown;
  }

  return { valueAt, scopeAt };
}

const passing = new Set(['closing', 'enter_context', 'enter_async_context']);

const notParts = new Set(['(', ')', '[', ']', '{', '}', ',', ':', '⚠', 'Comment']);

function isPart({ name }: SyntaxNode): boolean {
  return !notParts.has(name);
}
