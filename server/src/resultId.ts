const resultIds = new WeakMap<object, string>();
let lastResultId = 0;

/** Snapshots with the same content are the same object, so one id stands for all that diagnostics depend on. */
export function resultId(snapshot: object): string {
  const known = resultIds.get(snapshot);
  if (known) return known;
  lastResultId += 1;
  const id = String(lastResultId);
  resultIds.set(snapshot, id);
  return id;
}
