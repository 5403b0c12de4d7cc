import { readInteger } from './integer.ts';
import { atLeast, type OpenSshVersion } from './openSshVersion.ts';
import { fault, type Parsed, parsed } from './parsed.ts';
import { readFractionalSpan } from './timeSpan.ts';

/** Sub-keys with a time, in the order they are printed, with the release that brought each. */
export const penaltyTimes: readonly (readonly [key: string, since: string])[] = [
  ['crash', '9.8'],
  ['authfail', '9.8'],
  ['noauth', '9.8'],
  ['invaliduser', '10.3'],
  ['grace-exceeded', '9.8'],
  ['refuseconnection', '9.9'],
  ['max', '9.8'],
  ['min', '9.8'],
];

/** One argument: the sub-key with its value (seconds, a count, or an overflow mode), or the whole switched on or off. */
export type PerSourcePenalty =
  | { readonly key: 'enabled'; readonly value: 'yes' | 'no' }
  | { readonly key: string; readonly value: string };

/**
 * Reads `authfail:5s`, `max-sources4:1000`, `overflow:deny-all`, `yes` or `no`.
 * Codes: `unknown-penalty`, `invalid-time`, and those of an integer.
 */
export function readPerSourcePenalty(text: string, version: OpenSshVersion): Parsed<PerSourcePenalty> {
  const word = text.toLowerCase();
  if (word === 'yes' || word === 'no') return parsed({ key: 'enabled', value: word });
  const colon = text.indexOf(':');
  const key = text.slice(0, Math.max(colon, 0));
  const argument = text.slice(colon + 1);
  const time = penaltyTimes.find(([name]) => name === key);
  if (time && atLeast(version, time[1])) {
    const seconds = readFractionalSpan(argument, version);
    return seconds.ok ? parsed({ key, value: String(seconds.value) }) : fault('invalid-time');
  }
  if (key === 'max-sources4' || key === 'max-sources6') {
    const count = readInteger(argument);
    return count.ok ? parsed({ key, value: String(count.value) }) : count;
  }
  const isMode = argument === 'deny-all' || argument === 'permissive';
  return (key === 'overflow' || key === 'overflow6') && isMode
    ? parsed({ key, value: argument })
    : fault('unknown-penalty');
}
