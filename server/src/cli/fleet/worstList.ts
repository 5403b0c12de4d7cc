/** Keeps the first few of many, by an order. */
export interface WorstList<Item> {
  add(item: Item): void;
  /** In order. */
  list(): readonly Item[];
}

export function createWorstList<Item>(most: number, order: (a: Item, b: Item) => number): WorstList<Item> {
  const kept: Item[] = [];
  return {
    add(item) {
      const last = kept.at(-1);
      if (most === 0 || (kept.length >= most && last !== undefined && order(item, last) >= 0)) return;
      let low = 0;
      let high = kept.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (order(kept[middle] as Item, item) <= 0) low = middle + 1;
        else high = middle;
      }
      kept.splice(low, 0, item);
      if (kept.length > most) kept.pop();
    },
    list: () => kept,
  };
}
