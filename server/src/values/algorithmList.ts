import { matchPatternList } from './patternList.ts';

/** How a list relates to the default one: replaces it, is appended (`+`), put in front (`^`), or removes from it (`-`). */
export type ListOperation = 'replace' | 'append' | 'prepend' | 'remove';

export interface AlgorithmList {
  readonly operation: ListOperation;
  /** Names, or patterns where the directive allows them. */
  readonly names: readonly string[];
}

const operations: Readonly<Record<string, ListOperation>> = { '+': 'append', '^': 'prepend', '-': 'remove' };

/** Splits a list into its operation and names. Names after an empty entry do not count for OpenSSH's check. */
export function readAlgorithmList(text: string): AlgorithmList {
  const operation = operations[text.charAt(0)];
  const list = operation ? text.slice(1) : text;
  return { operation: operation ?? 'replace', names: list === '' ? [] : list.split(',') };
}

/**
 * What a list comes to, given the default list and all names that the build supports: patterns are filled in, repeated
 * names dropped. Undefined where nothing is left or a pattern is negated, which OpenSSH refuses.
 */
export function assembleAlgorithms(
  list: AlgorithmList,
  defaults: readonly string[],
  supported: readonly string[],
): readonly string[] | undefined {
  const { operation, names } = list;
  if (operation === 'remove') {
    return defaults.filter((name) => matchPatternList(name, names.join(',')) !== 'matched');
  }
  const wanted =
    operation === 'append' ? [...defaults, ...names] : operation === 'prepend' ? [...names, ...defaults] : names;
  const result = new Set<string>();
  for (const pattern of wanted) {
    if (pattern.startsWith('!')) return undefined;
    for (const name of supported) if (matchPatternList(name, pattern) === 'matched') result.add(name);
  }
  return result.size === 0 ? undefined : [...result];
}
