import type { SyntaxNode } from '@lezer/common';
import type { Callable } from '../knowledge/clientLibraries.ts';
import type { Span } from '../syntax/configFile.ts';
import { type Argument, type Arguments, argumentsOf } from './arguments.ts';
import type { Evaluator } from './evaluate.ts';
import { attributeOf, classOf, functionOf, isCalledName, methodOf } from './libraryNames.ts';
import { objectNames } from './objectNames.ts';
import { type Survey, spanOf } from './scopes.ts';
import type { Value } from './values.ts';

/** A call of a library, or of something that is known to be one of its objects. */
export interface LibraryCall {
  /** `paramiko.SSHClient.connect`; a class alone where an object of it is made. */
  readonly callable: string;
  readonly span: Span;
  /** The last name of the callee. */
  readonly nameSpan: Span;
  /** The simple statement that it stands in. */
  readonly statement: () => Span;
  readonly args: Arguments;
  /** The object's expression, `client` in `client.connect()`; undefined for classes and functions. */
  readonly object?: Span;
  /** The connection that it belongs to; undefined: some connection or other. */
  readonly connection: number | undefined;
  /** The channel that it belongs to, by the call that opened it. */
  readonly made: number | undefined;
  /** The function it stands in, else the module; by its offset. */
  readonly scope: () => number;
}

/** An assignment to a limit of a transport, such as `transport.banner_timeout = 60`. */
export interface LimitAssignment {
  /** `paramiko.Transport.banner_timeout`. */
  readonly attribute: string;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly value: TimeValue;
  readonly connection: number | undefined;
}

/** A time in seconds as the program gives it. */
export type TimeValue =
  | { readonly kind: 'seconds'; readonly seconds: number; readonly span: Span }
  | { readonly kind: 'none'; readonly span: Span }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly span?: Span };

/** All calls whose callee could be followed into a library, by position. */
export function libraryCalls(text: string, survey: Survey, evaluator: Evaluator): readonly LibraryCall[] {
  const names = objectNames(survey);
  const calls: LibraryCall[] = [];
  for (const node of survey.calls) {
    const call = libraryCall(node, text, evaluator, names);
    if (call) calls.push(call);
  }
  return calls.sort((a, b) => a.nameSpan.start - b.nameSpan.start);
}

function libraryCall(
  node: SyntaxNode,
  text: string,
  evaluator: Evaluator,
  names: ReadonlySet<string>,
): LibraryCall | undefined {
  const callee = node.firstChild;
  if (!callee || (callee.name !== 'VariableName' && callee.name !== 'MemberExpression')) return undefined;
  const last = callee.name === 'MemberExpression' ? callee.lastChild : callee;
  const name = last ? text.slice(last.from, last.to) : '';
  if (!(callee === last ? names.has(name) : isCalledName(name))) return undefined;
  const found = calledBy(evaluator.valueAt(callee));
  if (!found) return undefined;
  const object = callee.name === 'MemberExpression' && found.method ? callee.firstChild : null;
  const value = evaluator.valueAt(node);
  const own = found.of ?? (value.kind === 'object' ? value : undefined);
  let args: Arguments | undefined;
  return {
    callable: found.name,
    span: spanOf(node),
    nameSpan: spanOf(last ?? callee),
    statement: () => statementOf(node),
    // Where a lens stands needs none of them.
    get args() {
      args ??= argumentsOf(node, found.callable, text, evaluator.valueAt);
      return args;
    },
    ...(object ? { object: spanOf(object) } : {}),
    connection: own?.connection,
    made: own?.made,
    scope: () => evaluator.scopeAt(node).node.from,
  };
}

interface Called {
  readonly name: string;
  readonly callable: Callable;
  readonly method?: true;
  readonly of?: Extract<Value, { kind: 'object' }>;
}

function calledBy(value: Value): Called | undefined {
  switch (value.kind) {
    case 'method': {
      const callable = methodOf(value.of.name, value.name);
      return callable && { name: `${value.of.name}.${value.name}`, callable, method: true, of: value.of };
    }
    case 'classMethod': {
      const callable = methodOf(value.of, value.name);
      return callable && { name: `${value.of}.${value.name}`, callable };
    }
    case 'libraryClass': {
      const row = classOf(value.name);
      return row && { name: value.name, callable: row.construct };
    }
    case 'libraryFunction': {
      const callable = functionOf(value.name);
      return callable && { name: value.name, callable };
    }
    default:
      return undefined;
  }
}

/** The innermost statement around a node, without the suite of a compound one. */
function statementOf(node: SyntaxNode): Span {
  for (let at: SyntaxNode | null = node; at; at = at.parent) {
    if (at.name.endsWith('Statement') || at.name === 'FunctionDefinition' || at.name === 'ClassDefinition')
      return spanOf(at);
  }
  return spanOf(node);
}

export function limitAssignments(survey: Survey, text: string, evaluator: Evaluator): readonly LimitAssignment[] {
  return survey.memberAssignments.flatMap(({ target, value }) => {
    const property = target.lastChild;
    const object = target.firstChild;
    if (property?.name !== 'PropertyName' || !object) return [];
    const name = text.slice(property.from, property.to);
    if (!name.endsWith('timeout')) return [];
    const owner = evaluator.valueAt(object);
    if (owner.kind !== 'object' || owner.scope || attributeOf(owner.name, name) !== 'time') return [];
    return {
      attribute: `${owner.name}.${name}`,
      span: { start: target.from, end: value.to },
      nameSpan: spanOf(property),
      value: timeOfNode(value, evaluator),
      connection: owner.connection,
    };
  });
}

/** The time that a call gives for a parameter. */
export function timeOf(argument: Argument, evaluator: Evaluator): TimeValue {
  if (argument.kind === 'given') return timeOfNode(argument.node, evaluator);
  return { kind: argument.kind };
}

function timeOfNode(node: SyntaxNode, evaluator: Evaluator): TimeValue {
  const value = evaluator.valueAt(node);
  const span = spanOf(node);
  if (value.kind !== 'constant') return { kind: 'unknown', span };
  if (value.value === null) return { kind: 'none', span };
  return typeof value.value === 'number' && value.value >= 0
    ? { kind: 'seconds', seconds: value.value, span }
    : { kind: 'unknown', span };
}
