/** One counted thing. */
export interface Row<Key> {
  readonly key: Key;
  readonly hosts: number;
  /** The first machines it was seen on. */
  readonly examples: readonly string[];
}

export interface Counter<Key> {
  /** `badness` weighs where rows are sorted by it. */
  add(key: Key, host: string, badness?: number): void;
  /** Sorted by `order`, then by mean badness, then by frequency, then by name. */
  rows(order?: (a: Key, b: Key) => number): readonly Row<Key>[];
  /** Machines whose value found no place any more. */
  others(): number;
  total(): number;
}

const mostKeys = 2000;
const mostExamples = 5;

/** Counts things by their text. It keeps so many different ones and no more; later ones are only numbered. */
export function createCounter<Key>(textOf: (key: Key) => string = String): Counter<Key> {
  const rows = new Map<string, { readonly key: Key; hosts: number; badness: number; readonly examples: string[] }>();
  let others = 0;
  let total = 0;
  return {
    add(key, host, badness = 0) {
      total += 1;
      const text = textOf(key);
      const row = rows.get(text);
      if (row) {
        row.hosts += 1;
        row.badness += badness;
        if (row.examples.length < mostExamples) row.examples.push(host);
      } else if (rows.size < mostKeys) {
        rows.set(text, { key, hosts: 1, badness, examples: [host] });
      } else {
        others += 1;
      }
    },
    rows: (order = () => 0) =>
      [...rows]
        .sort(
          ([textA, a], [textB, b]) =>
            order(a.key, b.key) ||
            b.badness / b.hosts - a.badness / a.hosts ||
            b.hosts - a.hosts ||
            (textA < textB ? -1 : 1),
        )
        .map(([, { key, hosts, examples }]) => ({ key, hosts, examples })),
    others: () => others,
    total: () => total,
  };
}
