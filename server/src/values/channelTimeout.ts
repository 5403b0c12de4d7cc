import type { OpenSshVersion } from './openSshVersion.ts';
import { fault, type Parsed, parsed } from './parsed.ts';
import { readTimeSpan } from './timeSpan.ts';

export interface ChannelTimeout {
  /** A pattern for channel types, or `global`. */
  readonly type: string;
  readonly seconds: number;
}

/** Reads one `type=interval` of ChannelTimeout. Code: `invalid-channel-timeout`. */
export function readChannelTimeout(text: string, version: OpenSshVersion): Parsed<ChannelTimeout> {
  const equals = text.indexOf('=');
  if (equals < 1) return fault('invalid-channel-timeout');
  const seconds = readTimeSpan(text.slice(equals + 1), version);
  return seconds.ok
    ? parsed({ type: text.slice(0, equals), seconds: seconds.value })
    : fault('invalid-channel-timeout');
}
