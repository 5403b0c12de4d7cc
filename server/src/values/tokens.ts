import type { Span } from '../syntax/configFile.ts';

export interface TokenUse extends Span {
  readonly kind: 'percent' | 'variable';
  /** The letter after `%`, or the variable's name. */
  readonly name: string;
}

/** Finds the `%x` tokens and `${NAME}` variables of a text, with their places. `%%` is a token too. */
export function findTokens(text: string): TokenUse[] {
  const uses: TokenUse[] = [];
  for (const match of text.matchAll(/%([\s\S])|\$\{([^}]+)\}/gu)) {
    const span = { start: match.index, end: match.index + match[0].length };
    if (match[1] !== undefined) uses.push({ kind: 'percent', name: match[1], ...span });
    else uses.push({ kind: 'variable', name: match[2] ?? '', ...span });
  }
  return uses;
}
