import { reached } from '../knowledge/availability.ts';
import type { EffectiveConfig } from '../resolve/effectiveConfig.ts';
import { numberOf } from './connections.ts';

/** What one side's probes come to. */
export interface KeepaliveTime {
  readonly interval: number;
  readonly count: number;
  /** Seconds from the last sign of life until the connection is given up. */
  readonly total: number;
}

/**
 * How long a side waits for a dead peer: interval times (count + 1) on both sides (clientloop.c, serverloop.c), twice
 * that in sshd 9.2 to 9.4. Undefined where it never gives up, does not probe, or it is not certain; a count of 0 has
 * rules of its own.
 */
export function keepaliveTime(effective: EffectiveConfig): KeepaliveTime | undefined {
  const client = effective.dialect === 'client';
  const interval = numberOf(effective, client ? 'ServerAliveInterval' : 'ClientAliveInterval');
  const count = numberOf(effective, client ? 'ServerAliveCountMax' : 'ClientAliveCountMax', 3);
  if (!interval || !count) return undefined;
  const { version } = effective;
  const halfPace = !client && reached(version, '9.2') && !reached(version, '9.5');
  return { interval, count, total: interval * (count + 1) * (halfPace ? 2 : 1) };
}
