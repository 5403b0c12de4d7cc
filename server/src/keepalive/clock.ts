import { performance } from 'node:perf_hooks';

const tick = 250;

/** Milliseconds of the machine's steady clock, which all its processes share. */
export function steadyClock(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** Milliseconds until the clock is `phase` milliseconds into a second. */
export function untilPhase(phase: number, clock: number): number {
  return (((phase - clock) % 1_000) + 1_000) % 1_000;
}

/** Ticks, and tells when the time between two ticks was far too long: the machine slept, or nothing could run. */
export function watchClock(on: { gap(milliseconds: number): void; tick(): void }): NodeJS.Timeout {
  // The steady clock stands still during sleep on some systems, the wall clock never does.
  let last = { steady: performance.now(), wall: Date.now() };
  return setInterval(() => {
    const next = { steady: performance.now(), wall: Date.now() };
    const gap = Math.max(next.steady - last.steady, next.wall - last.wall) - tick;
    last = next;
    if (gap > tick) on.gap(gap);
    on.tick();
  }, tick);
}

/** Tells how long this process may have been kept from looking, when it looks. */
export interface Pulse {
  /** Milliseconds that what is read at this moment may have lain there unread; 0 where the loop was free. */
  late(): number;
  stop(): void;
}

const beat = 5;

/** After a stall timers come first and reading second: what is read so soon after a late beat was held up with it. */
const sameTurn = 2;

export function startPulse(): Pulse {
  let last = performance.now();
  let lateBeat = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    lateBeat = now - last - beat;
    last = now;
  }, beat);
  return {
    late: () => {
      const since = performance.now() - last;
      const late = Math.max(since - beat, since < sameTurn ? lateBeat : 0);
      // A timer is a millisecond late on an idle machine too.
      return late > 1 ? late : 0;
    },
    stop: () => clearInterval(timer),
  };
}
