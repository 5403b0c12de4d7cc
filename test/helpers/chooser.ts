/** Random choices that a seed repeats. */
export interface Chooser {
  /** From 0 to 1, without 1. */
  fraction(): number;
  /** Both ends included. */
  integer(from: number, to: number): number;
  chance(probability: number): boolean;
  of<Item>(items: readonly Item[]): Item;
}

/** A small generator of the mulberry kind: good enough to spread choices, and the same on every machine. */
export function chooser(seed: number): Chooser {
  let state = seed >>> 0;
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const integer = (from: number, to: number) => from + Math.floor(fraction() * (to - from + 1));
  return {
    fraction,
    integer,
    chance: (probability) => fraction() < probability,
    of: (items) => {
      const item = items[integer(0, items.length - 1)];
      if (item === undefined && items.length === 0) throw new Error('nothing to choose from');
      return item as (typeof items)[number];
    },
  };
}
