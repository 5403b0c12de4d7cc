import type { SyntaxNode, Tree } from '@lezer/common';
import { isHarmless, unquoted } from './nodePlaces.ts';

/** What few files need to know of themselves: looked for when it is asked for, in one more walk each. */
export interface WordsOfFile {
  /** A name stands where its dictionary may be changed: anywhere but in `**name`, `connect_kwargs=name`, `name = ...`. */
  readonly isUsedOtherwise: (name: string) => boolean;
  /** The file names an option by which TCP itself probes, or gives up: which socket it sets it on cannot be told. */
  readonly setsTcpOptions: () => boolean;
  /** Short strings, unquoted and in lower case, that could be keys. */
  readonly strings: () => ReadonlySet<string>;
}

export function wordsOfFile(tree: Tree, text: string): WordsOfFile {
  const textOf = (node: { from: number; to: number }) => text.slice(node.from, node.to);
  let names: ReadonlySet<string> | undefined;
  let strings: ReadonlySet<string> | undefined;
  let tcpOptions: boolean | undefined;
  return {
    isUsedOtherwise(name) {
      names ??= collect(tree, 'VariableName', (node) => (isHarmless(node, textOf) ? undefined : textOf(node)));
      return names.has(name);
    },
    setsTcpOptions() {
      tcpOptions ??= namesTcpOption(tree, text);
      return tcpOptions;
    },
    strings() {
      strings ??= collect(tree, 'String', (node) => (node.to - node.from < 40 ? unquoted(textOf(node)) : undefined));
      return strings;
    },
  };
}

const namesOfTcpOptions = ['SO_KEEPALIVE', 'TCP_USER_TIMEOUT'];

function namesTcpOption(tree: Tree, text: string): boolean {
  if (!namesOfTcpOptions.some((name) => text.includes(name))) return false;
  return ['PropertyName', 'VariableName'].some((type) => {
    const found = collect(tree, type, (node) => text.slice(node.from, node.to));
    return namesOfTcpOptions.some((name) => found.has(name));
  });
}

function collect(tree: Tree, type: string, textOf: (node: SyntaxNode) => string | undefined): ReadonlySet<string> {
  const found = new Set<string>();
  const cursor = tree.cursor();
  do {
    const text = cursor.name === type ? textOf(cursor.node) : undefined;
    if (text !== undefined) found.add(text);
  } while (cursor.next());
  return found;
}
