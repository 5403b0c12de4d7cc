import type { SyntaxNode } from '@lezer/common';

type TextOf = (node: { from: number; to: number }) => string;

/** The plain names among the targets of an assignment or loop, with the way to their part of the value. */
export function bindTargets(
  targets: readonly SyntaxNode[],
  textOf: TextOf,
): readonly { readonly name: string; readonly path: readonly number[] }[] {
  const [only] = targets;
  if (targets.length === 1 && only) return namesIn(only, [], textOf);
  return targets.flatMap((target, index) => namesIn(target, [index], textOf));
}

function namesIn(
  node: SyntaxNode,
  path: readonly number[],
  textOf: TextOf,
): readonly { name: string; path: readonly number[] }[] {
  if (node.name === 'VariableName') return [{ name: textOf(node), path }];
  if (node.name === 'ParenthesizedExpression') return partsOf(node).flatMap((part) => namesIn(part, path, textOf));
  if (node.name !== 'TupleExpression' && node.name !== 'ArrayExpression') return [];
  return partsOf(node).flatMap((part, index) => namesIn(part, [...path, index], textOf));
}

function partsOf(node: SyntaxNode): SyntaxNode[] {
  const parts: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!/^[()[\],]$/.test(child.name)) parts.push(child);
  }
  return parts;
}

/** What an import statement binds: a module, or a member of it. A star has no name and is `*`. */
export function importedNames(
  node: SyntaxNode,
  textOf: TextOf,
): readonly { readonly name: string; readonly module: string; readonly member?: string }[] {
  const tokens: string[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name !== '⚠' && child.name !== 'Comment') tokens.push(textOf(child));
  }
  const from = tokens[0] === 'from';
  const at = tokens.indexOf('import');
  if (at < 0) return [];
  const module = from ? tokens.slice(1, at).join('') : '';
  return itemsOf(tokens.slice(at + 1)).flatMap(({ path, alias }) => {
    const [first = ''] = path;
    if (first === '') return [];
    if (from) return [{ name: alias ?? first, module, member: first }];
    // `import a.b` binds a; `import a.b as c` binds the inner module.
    return alias === undefined ? [{ name: first, module: first }] : [{ name: alias, module: path.join('.') }];
  });
}

function itemsOf(tokens: readonly string[]): readonly { readonly path: readonly string[]; readonly alias?: string }[] {
  const items: { path: string[]; alias?: string }[] = [{ path: [] }];
  for (const [index, token] of tokens.entries()) {
    const item = items.at(-1);
    if (token === ',') items.push({ path: [] });
    else if (token === '.' || token === '(' || token === ')' || token === 'as' || !item) continue;
    else if (tokens[index - 1] === 'as') item.alias = token;
    else item.path.push(token);
  }
  return items;
}
