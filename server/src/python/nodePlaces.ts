import type { SyntaxNode } from '@lezer/common';

/** Reading a dictionary here leaves it as it is: `**name` and `connect_kwargs=name` of a call, and `name = ...` itself. */
export function isHarmless(node: SyntaxNode, textOf: (node: SyntaxNode) => string): boolean {
  const before = node.prevSibling;
  if (before?.name === '**' && node.parent?.name === 'ArgList') return true;
  if (node.parent?.name === 'AssignStatement' && before === null) return node.nextSibling?.name === 'AssignOp';
  const parameter = before?.name === 'AssignOp' ? before.prevSibling : null;
  return parameter !== null && node.parent?.name === 'ArgList' && textOf(parameter) === 'connect_kwargs';
}

/** A string's text without prefix and quotes, in lower case. */
export function unquoted(text: string): string {
  return text.replace(/^[a-z]*['"]+|['"]+$/gi, '').toLowerCase();
}
