/**
 * A map that shares most entries with others of its kind: `changes` goes before `base`, and `undefined` in it takes an
 * entry away. Iterates in the order of `names`.
 */
export function layeredMap<Value>(
  base: ReadonlyMap<string, Value>,
  changes: ReadonlyMap<string, Value | undefined>,
  names: ReadonlyMap<string, string>,
): ReadonlyMap<string, Value> {
  return new LayeredMap(base, changes, names);
}

class LayeredMap<Value> implements ReadonlyMap<string, Value> {
  readonly #base: ReadonlyMap<string, Value>;
  readonly #changes: ReadonlyMap<string, Value | undefined>;
  readonly #names: ReadonlyMap<string, string>;

  constructor(
    base: ReadonlyMap<string, Value>,
    changes: ReadonlyMap<string, Value | undefined>,
    names: ReadonlyMap<string, string>,
  ) {
    this.#base = base;
    this.#changes = changes;
    this.#names = names;
  }

  get size(): number {
    let count = 0;
    for (const _ of this.entries()) count += 1;
    return count;
  }

  get(name: string): Value | undefined {
    return this.#changes.has(name) ? this.#changes.get(name) : this.#base.get(name);
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  forEach(action: (value: Value, name: string, map: ReadonlyMap<string, Value>) => void): void {
    for (const [name, value] of this.entries()) action(value, name, this);
  }

  *entries(): MapIterator<[string, Value]> {
    for (const name of this.#names.values()) {
      const value = this.get(name);
      if (value !== undefined) yield [name, value];
    }
  }

  *keys(): MapIterator<string> {
    for (const [name] of this.entries()) yield name;
  }

  *values(): MapIterator<Value> {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): MapIterator<[string, Value]> {
    return this.entries();
  }
}
