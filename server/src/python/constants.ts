import type { SyntaxNode } from '@lezer/common';
import { spanOf } from './scopes.ts';
import { unknown, type Value } from './values.ts';

/** A literal of Python; unknown for what needs running, such as an f-string. */
export function literal(node: SyntaxNode, text: string): Value {
  const constant = (value: number | string | boolean | null): Value => ({
    kind: 'constant',
    value,
    span: spanOf(node),
  });
  switch (node.name) {
    case 'Number':
      return numberOf(text, constant);
    case 'String':
      return stringOf(text, constant);
    case 'Boolean':
      return constant(text === 'True');
    case 'None':
      return constant(null);
    default:
      return unknown;
  }
}

function numberOf(text: string, constant: (value: number) => Value): Value {
  const plain = text.replaceAll('_', '');
  if (/j$/i.test(plain)) return unknown;
  const value = Number(plain);
  return Number.isFinite(value) ? constant(value) : unknown;
}

function stringOf(text: string, constant: (value: string) => Value): Value {
  const match = /^([rRuU]?)("""|'''|"|')([\s\S]*)\2$/.exec(text);
  if (!match) return unknown;
  const [, prefix = '', , body = ''] = match;
  // Escapes are not worth reading: a host name has none.
  return body.includes('\\') && prefix.toLowerCase() !== 'r' ? unknown : constant(body);
}

/** `a * b` and its like on numbers, and strings put together. */
export function calculated(node: SyntaxNode, operator: string, left: Value, right: Value): Value {
  if (left.kind !== 'constant' || right.kind !== 'constant') return unknown;
  const [a, b] = [left.value, right.value];
  const span = spanOf(node);
  if (typeof a === 'string' && typeof b === 'string' && operator === '+')
    return { kind: 'constant', value: a + b, span };
  if (typeof a !== 'number' || typeof b !== 'number') return unknown;
  const results: Readonly<Record<string, number>> = {
    '+': a + b,
    '-': a - b,
    '*': a * b,
    '/': a / b,
    '//': Math.floor(a / b),
    '**': a ** b,
  };
  const value = Object.hasOwn(results, operator) ? results[operator] : undefined;
  return value !== undefined && Number.isFinite(value) ? { kind: 'constant', value, span } : unknown;
}

/** `-1`, `+1`. */
export function signed(node: SyntaxNode, sign: string, value: Value): Value {
  const number = value.kind === 'constant' && typeof value.value === 'number' ? value.value : undefined;
  if (number === undefined || (sign !== '-' && sign !== '+')) return unknown;
  return { kind: 'constant', value: sign === '-' ? -number : number, span: spanOf(node) };
}
