import type { SyntaxNode } from '@lezer/common';
import type { LibraryCall } from './calls.ts';
import { isCalledName, isLinkName } from './libraryNames.ts';
import { objectNames } from './objectNames.ts';
import type { Parts } from './openingLimits.ts';
import type { Survey } from './scopes.ts';

/** Connections whose client or transport is returned, passed on or stored where it cannot be followed. */
export function connectionsHandedOn({ survey, text, evaluator, calls }: Parts): ReadonlySet<number> {
  const found = new Set<number>();
  const followed = followedArguments(calls);
  const mayBeObject = objectTest(survey, text);
  for (const node of survey.handedOn) {
    if (!mayBeObject(node) || followed.has(node.from)) continue;
    const value = evaluator.valueAt(node);
    if (value.kind !== 'object' || value.connection === undefined) continue;
    if (/\.(SSHClient|Transport|Connection|SSHClientConnection)$/.test(value.name)) found.add(value.connection);
  }
  return found;
}

/** Arguments of the libraries' own calls: what these do with a transport is known. */
function followedArguments(calls: readonly LibraryCall[]): ReadonlySet<number> {
  const starts = new Set<number>();
  for (const { args } of calls) for (const { node } of args.given.values()) starts.add(node.from);
  return starts;
}

/** A quick look at names alone, which spares most expressions from being followed. */
export function objectTest(survey: Survey, text: string): (node: SyntaxNode) => boolean {
  const names = objectNames(survey);
  const last = (node: SyntaxNode | null) => (node ? text.slice(node.from, node.to) : '');
  return (node) => {
    if (node.name === 'VariableName') return names.has(last(node));
    if (node.name === 'MemberExpression') {
      const property = last(node.lastChild);
      return names.has(property) || isLinkName(property);
    }
    const callee = node.name === 'CallExpression' ? node.firstChild : null;
    if (callee?.name === 'MemberExpression')
      return isCalledName(last(callee.lastChild)) || names.has(last(callee.lastChild));
    return callee?.name !== 'VariableName' || names.has(last(callee));
  };
}
