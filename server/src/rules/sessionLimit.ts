import { reached } from '../knowledge/availability.ts';
import type { EffectiveConfig, LineOrigin } from '../resolve/effectiveConfig.ts';
import { readChannelTimeout } from '../values/channelTimeout.ts';
import { matchPattern } from '../values/patternList.ts';
import { certain } from './connections.ts';

/** How long a server lets a session be quiet. */
export interface SessionLimit {
  readonly seconds: number;
  readonly line?: LineOrigin;
}

/**
 * The limit that a server's ChannelTimeout sets for shells: the first pattern that fits counts, and the word global for
 * all channels together (9.7). Undefined where there is none, or it is not certain. What runs counts, not what is shown.
 */
export function sessionLimit(effective: EffectiveConfig): SessionLimit | undefined {
  const value = certain(effective, 'ChannelTimeout');
  if (value === undefined || !reached(effective.version, '9.2')) return undefined;
  const source = value.applied ?? value;
  if (source.value.toLowerCase() === 'none') return undefined;
  let own: number | undefined;
  let all: number | undefined;
  for (const word of source.value.split(/\s+/)) {
    const limit = readChannelTimeout(word, effective.version);
    if (!limit.ok) continue;
    const { type, seconds } = limit.value;
    if (type === 'global') all ??= reached(effective.version, '9.7') ? seconds : undefined;
    else if (matchPattern('session:shell', type)) own ??= seconds;
  }
  const limits = [own, all].filter((seconds): seconds is number => seconds !== undefined && seconds > 0);
  if (limits.length === 0) return undefined;
  const seconds = Math.min(...limits);
  return source.from.kind === 'line' ? { seconds, line: source.from } : { seconds };
}
