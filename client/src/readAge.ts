/** Seconds in `45`, `45 s`, `12 min`, `1h 30m`, `1:30:00`; undefined where it is none of these. */
export function readAge(text: string): number | undefined {
  const clock = /^\s*(?:(\d+):)?(\d{1,2}):(\d{2})\s*$/.exec(text);
  if (clock) return Number(clock[1] ?? 0) * 3_600 + Number(clock[2]) * 60 + Number(clock[3]);
  const parts = [...text.matchAll(/(\d+(?:[.,]\d+)?)\s*(d|h|min|m|s|)(?![a-z])[a-z]*\s*/gi)];
  if (parts.length === 0 || parts.map(([whole]) => whole).join('') !== text.trimStart()) return undefined;
  const units: Readonly<Record<string, number>> = { d: 86_400, h: 3_600, m: 60, min: 60, s: 1, '': 1 };
  return parts.reduce((sum, [, amount = '0', unit = '']) => {
    return sum + Number(amount.replace(',', '.')) * (units[unit.toLowerCase()] ?? 1);
  }, 0);
}
