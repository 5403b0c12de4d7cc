/** Lines `oldStart..oldEnd` of the old text gave way to `newStart..newEnd` of the new one; ends not included. */
export interface Run {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** Texts that differ in more lines than this are shown as one change. */
const mostEdits = 2000;

/** Where two lists of lines differ, in order: the shortest script of Myers's "An O(ND) difference algorithm". */
export function changedRuns(old: readonly string[], now: readonly string[]): readonly Run[] {
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < Math.min(old.length, now.length) - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const [oldEnd, newEnd] = [old.length - tail, now.length - tail];
  if (head === oldEnd && head === newEnd) return [];
  const steps = shortestScript(old.slice(head, oldEnd), now.slice(head, newEnd));
  if (!steps) return [{ oldStart: head, oldEnd, newStart: head, newEnd }];
  return runsOf(steps, head);
}

/** Pairs of equal lines, by index, of a longest common subsequence; undefined where it would take too long. */
function shortestScript(
  a: readonly string[],
  b: readonly string[],
): readonly (readonly [number, number])[] | undefined {
  const trace: Map<number, number>[] = [];
  const furthest = new Map<number, number>([[1, 0]]);
  for (let edits = 0; edits <= Math.min(a.length + b.length, mostEdits); edits++) {
    trace.push(new Map(furthest));
    for (let k = -edits; k <= edits; k += 2) {
      let x = comesFromAbove(furthest, k, edits) ? (furthest.get(k + 1) ?? 0) : (furthest.get(k - 1) ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      furthest.set(k, x);
      if (x >= a.length && x - k >= b.length) return [...backtrack(trace, a.length, b.length), [a.length, b.length]];
    }
  }
  return undefined;
}

function comesFromAbove(furthest: ReadonlyMap<number, number>, k: number, edits: number): boolean {
  return k === -edits || (k !== edits && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1));
}

function backtrack(trace: readonly ReadonlyMap<number, number>[], endX: number, endY: number): [number, number][] {
  const equal: [number, number][] = [];
  let [x, y] = [endX, endY];
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const furthest = trace[edits] ?? new Map<number, number>();
    const k = x - y;
    const fromK = comesFromAbove(furthest, k, edits) ? k + 1 : k - 1;
    const fromX = edits === 0 ? 0 : (furthest.get(fromK) ?? 0);
    const fromY = edits === 0 ? 0 : fromX - fromK;
    while (x > fromX && y > fromY) equal.push([--x, --y]);
    [x, y] = [fromX, fromY];
  }
  return equal.reverse();
}

/** What lies between the equal lines; the last pair is the end of both lists. */
function runsOf(equal: readonly (readonly [number, number])[], offset: number): readonly Run[] {
  const runs: Run[] = [];
  let [oldStart, newStart] = [0, 0];
  for (const [x, y] of equal) {
    if (x > oldStart || y > newStart) {
      runs.push({
        oldStart: offset + oldStart,
        oldEnd: offset + x,
        newStart: offset + newStart,
        newEnd: offset + y,
      });
    }
    [oldStart, newStart] = [x + 1, y + 1];
  }
  return runs;
}
