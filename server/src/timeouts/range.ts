import type { Fires, SecondsRange } from './timer.ts';

/** The range of a clock that counts whole seconds: up to one second early. */
export function upToOneSecondEarly(seconds: number): SecondsRange {
  return { earliest: Math.max(0, seconds - 1), latest: seconds };
}

export function exactly(seconds: number): SecondsRange {
  return { earliest: seconds, latest: seconds };
}

export function isRange(fires: Fires): fires is SecondsRange {
  return typeof fires === 'object';
}

/** `fires`, counted from a moment that lies `offset` later. */
export function after(offset: SecondsRange, fires: Fires): Fires {
  return isRange(fires) ? { earliest: offset.earliest + fires.earliest, latest: offset.latest + fires.latest } : fires;
}

/** Whether either may come first. */
export function overlap(a: SecondsRange, b: SecondsRange): boolean {
  if (a.earliest === a.latest || b.earliest === b.latest) return a.earliest <= b.latest && b.earliest <= a.latest;
  return a.earliest < b.latest && b.earliest < a.latest;
}

/** The sooner of two; what is known wins over `unknown`, and anything over `never`. */
export function sooner(a: Fires, b: Fires): Fires {
  if (!isRange(a)) return isRange(b) || a === 'never' ? b : a;
  if (!isRange(b)) return a;
  return { earliest: Math.min(a.earliest, b.earliest), latest: Math.min(a.latest, b.latest) };
}
