import type { NodeType, SyntaxNodeRef, Tree } from '@lezer/common';

/** Where a child of a node stands. */
export type ChildPlace<Place> = (child: SyntaxNodeRef) => Place;

/** What is done with a node; the answer is asked for each of its children, which else stand where it does. */
export type NodeHandler<Place> = (at: SyntaxNodeRef, place: Place) => ChildPlace<Place> | undefined;

/** Levels of nesting that are looked into: far more than anybody writes. */
const deepest = 2000;

interface Role<Place> {
  readonly handler: NodeHandler<Place> | undefined;
  readonly told: boolean;
}

interface Level<Place> {
  readonly told: boolean;
  readonly place: Place;
  readonly placeOf: ChildPlace<Place> | undefined;
}

/**
 * Calls the handlers by the names of the nodes, each node before its children. With one cursor, which moves on: to make
 * a node of each token is what costs most. `onChild` is told of the children of nodes whose names are among `parents`.
 */
export function walkTree<Place>(
  tree: Tree,
  start: Place,
  handlers: Readonly<Record<string, NodeHandler<Place>>>,
  parents: ReadonlySet<string>,
  onChild: (child: SyntaxNodeRef) => void,
): void {
  // By the number of the node's type, as names are slow to look up.
  const roles: Role<Place>[] = [];
  const roleOf = ({ id, name }: NodeType) => {
    roles[id] ??= { handler: Object.hasOwn(handlers, name) ? handlers[name] : undefined, told: parents.has(name) };
    return roles[id];
  };
  const cursor = tree.cursor();
  const around: Level<Place>[] = [];
  let level: Level<Place> = { told: parents.has(cursor.name), place: start, placeOf: undefined };
  if (!cursor.firstChild()) return;
  while (true) {
    if (level.told) onChild(cursor);
    const place = level.placeOf ? level.placeOf(cursor) : level.place;
    const { handler, told } = roleOf(cursor.type);
    const placeOf = handler?.(cursor, place);
    if (around.length < deepest && cursor.firstChild()) {
      around.push(level);
      level = { told, place, placeOf };
      continue;
    }
    while (!cursor.nextSibling()) {
      const outer = around.pop();
      if (!outer) return;
      level = outer;
      cursor.parent();
    }
  }
}
