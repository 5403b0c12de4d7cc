import type { SyntaxNode } from '@lezer/common';
import type { Callable } from '../knowledge/clientLibraries.ts';
import type { Span } from '../syntax/configFile.ts';
import { childrenOf, spanOf } from './scopes.ts';
import type { Value } from './values.ts';

/** What a call says about one parameter. */
export type Argument =
  | {
      readonly kind: 'given';
      readonly node: SyntaxNode;
      /** From the name, where it is given by name, to the end of the value. */
      readonly span: Span;
      readonly nameSpan?: Span;
    }
  | { readonly kind: 'absent' }
  /** Hidden in `*args` or `**kwargs`. */
  | { readonly kind: 'unknown' };

export interface Arguments {
  readonly get: (name: string) => Argument;
  /** Those given, by position or name. */
  readonly given: ReadonlyMap<string, Extract<Argument, { kind: 'given' }>>;
  /** Nothing is hidden: what is not given is absent. */
  readonly complete: boolean;
}

/** Reads a call's arguments by the callee's parameters; a `**` dictionary that is a literal is looked into. */
export function argumentsOf(
  call: SyntaxNode,
  callable: Pick<Callable, 'positional' | 'morePositions'>,
  text: string,
  valueAt: (node: SyntaxNode) => Value,
): Arguments {
  const given = new Map<string, Extract<Argument, { kind: 'given' }>>();
  const list = call.getChild('ArgList');
  let position = 0;
  /** From here on positions cannot be told. */
  let starred = false;
  let complete = list !== null;
  let hidden = false;
  for (const item of list ? itemsOf(list) : []) {
    const { value } = item;
    if (item.mark === '*') {
      starred = true;
      complete = false;
    } else if (item.mark === '**') {
      const entries = dictEntries(valueAt(value), text);
      if (!entries) {
        hidden = true;
        complete = false;
      }
      for (const { key, node, span } of entries ?? []) given.set(key, { kind: 'given', node, span });
    } else if (item.name) {
      const name = text.slice(item.name.from, item.name.to);
      const span = { start: item.name.from, end: value.to };
      given.set(name, { kind: 'given', node: value, span, nameSpan: spanOf(item.name) });
    } else {
      const name = starred ? undefined : callable.positional[position];
      if (name !== undefined) given.set(name, { kind: 'given', node: value, span: spanOf(value) });
      else complete = false;
      position += 1;
    }
  }
  const overflow = position > callable.positional.length;
  return {
    given,
    complete,
    get(name) {
      const found = given.get(name);
      if (found) return found;
      const byPosition = callable.positional.indexOf(name);
      const mayBeStarred = starred && (byPosition < 0 || byPosition >= position || callable.morePositions === true);
      return hidden || overflow || mayBeStarred || !list ? { kind: 'unknown' } : { kind: 'absent' };
    },
  };
}

interface Item {
  readonly mark: '' | '*' | '**';
  readonly name?: SyntaxNode;
  readonly value: SyntaxNode;
}

const notValues = new Set(['(', ')', 'AssignOp', '⚠', 'Comment']);

function itemsOf(list: SyntaxNode): readonly Item[] {
  const items: Item[] = [];
  let mark: Item['mark'] = '';
  let name: SyntaxNode | undefined;
  for (let child = list.firstChild; child; child = child.nextSibling) {
    if (child.name === '*' || child.name === '**') mark = child.name;
    else if (child.name === ',') {
      mark = '';
      name = undefined;
    } else if (child.name === 'VariableName' && child.nextSibling?.name === 'AssignOp') name = child;
    else if (!notValues.has(child.name)) {
      items.push({ mark, value: child, ...(name ? { name } : {}) });
      mark = '';
      name = undefined;
    }
  }
  return items;
}

/** The entries of a dictionary whose keys are all plain strings, or of `dict(a=1)`; undefined for any other. */
export function dictEntries(
  value: Value,
  text: string,
): readonly { readonly key: string; readonly node: SyntaxNode; readonly span: Span }[] | undefined {
  if (value.kind !== 'dict') return undefined;
  const entries: { key: string; node: SyntaxNode; span: Span }[] = [];
  const parts = childrenOf(value.node).filter(({ name }) => !/^([{},]|⚠|Comment)$/.test(name));
  for (let at = 0; at < parts.length; at += 3) {
    const [key, colon, node] = parts.slice(at, at + 3);
    const name = key?.name === 'String' ? /^(["'])([^"'\\]*)\1$/.exec(text.slice(key.from, key.to))?.[2] : undefined;
    if (!key || name === undefined || colon?.name !== ':' || !node) return undefined;
    entries.push({ key: name, node, span: { start: key.from, end: node.to } });
  }
  return entries;
}
