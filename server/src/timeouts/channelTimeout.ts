import * as l10n from '@vscode/l10n';
import { readChannelTimeout } from '../values/channelTimeout.ts';
import { atLeast } from '../values/openSshVersion.ts';
import { matchPattern } from '../values/patternList.ts';
import { isOtherClient } from './clientKinds.ts';
import {
  becauseOf,
  type Context,
  dependsOn,
  type End,
  readClient,
  readServer,
  type SessionKind,
  type Setting,
} from './context.ts';
import { duration, inSeconds, sentences } from './format.ts';
import { exactly, upToOneSecondEarly } from './range.ts';
import type { Because, Fires, Timer } from './timer.ts';

/** The list that runs on one side. */
export interface ChannelTimeouts {
  readonly setting: Setting;
  readonly because: Because;
  /** In order: the first pattern that matches a channel decides. */
  readonly entries: readonly { readonly type: string; readonly seconds: number }[];
  /** The list stands in a Match block of a server before 10.5, which shows it and runs the global one. */
  readonly shadowed: boolean;
  /** `none` in a Match block that applies: every login is cut off with an internal error. */
  readonly fatal: boolean;
}

/** Channels beside the session whose closing a user notices. */
const otherLabels = ['direct-tcpip', 'forwarded-tcpip', 'x11-connection', 'agent-connection'];

export function channelTimeoutsOf(end: End): ChannelTimeouts {
  const server = end.dialect === 'server';
  const setting = server ? readServer(end, 'ChannelTimeout') : readClient(end, 'ChannelTimeout');
  const from = setting.resolved?.from;
  const inMatch = server && from?.kind === 'line' && from.block !== undefined;
  const applied = setting.resolved?.applied;
  const fatal = inMatch && setting.value.toLowerCase() === 'none';
  return {
    setting,
    because: applied && !fatal ? becauseOf('ChannelTimeout', applied.value, applied.from) : setting.because,
    entries: isKnown(end) ? readEntries(applied?.value ?? setting.value, end) : [],
    shadowed: applied !== undefined,
    fatal,
  };
}

function isKnown({ dialect, version }: End): boolean {
  return atLeast(version, dialect === 'server' ? '9.2' : '9.6');
}

function readEntries(value: string, end: End): { type: string; seconds: number }[] {
  if (value.toLowerCase() === 'none') return [];
  return value
    .split(/\s+/)
    .filter((word) => word !== '')
    .flatMap((word) => {
      const entry = readChannelTimeout(word, end.version);
      return entry.ok ? [entry.value] : [];
    });
}

/** The label under which this side looks a session's channel up: the client named it plain `session` before 10.4. */
export function labelOf(end: End, session: Exclude<SessionKind, 'none'>): string {
  return end.dialect === 'server' || atLeast(end.version, '10.4') ? `session:${session}` : 'session';
}

/** Seconds of inactivity that a channel with this label is granted; undefined where none is set. 0 lifts the limit. */
export function limitOf(list: ChannelTimeouts, label: string): number | undefined {
  return list.entries.find((entry) => entry.type !== 'global' && matchPattern(label, entry.type))?.seconds;
}

/** Seconds after which all channels are closed because none of them moved; a word of its own since 9.7. */
export function globalLimitOf(list: ChannelTimeouts, end: End): number | undefined {
  return atLeast(end.version, '9.7') ? list.entries.find((entry) => entry.type === 'global')?.seconds : undefined;
}

/** Seconds that the server's list grants the session's own channel; 0 where it says nothing of it. */
export function ownChannelLimit({ server, session }: Context): number {
  return session === 'none' ? 0 : (limitOf(channelTimeoutsOf(server), labelOf(server, session)) ?? 0);
}

/** An entry that was meant for sessions and, as its side calls their channels, matches none. */
export interface MissedLimit {
  readonly type: string;
  readonly label: string;
  readonly because: Because;
  /** The list as it would reach them. */
  readonly mended: string;
  /** For a reader. */
  readonly text: string;
}

/** Those of both sides. */
export function missedLimits(context: Context): readonly MissedLimit[] {
  const sides = isOtherClient(context.client.kind) ? (['server'] as const) : (['client', 'server'] as const);
  return sides.flatMap((side) => missedLimit(context, side) ?? []);
}

export function missedLimit({ session, ...ends }: Context, side: 'client' | 'server'): MissedLimit | undefined {
  const end = ends[side];
  const list = channelTimeoutsOf(end);
  const missed = list.entries.find(({ type, seconds }) => seconds > 0 && (type === 'session' || type === 'session:*'));
  if (!missed || session === 'none' || globalLimitOf(list, end) !== undefined) return undefined;
  const label = labelOf(end, session);
  if (limitOf(list, label) !== undefined) return undefined;
  const pattern = side === 'server' ? 'session:*' : 'session*';
  const mended = list.entries.map((entry) => `${entry === missed ? pattern : entry.type}=${entry.seconds}`).join(' ');
  const { type } = missed;
  const text =
    side === 'client'
      ? l10n.t(
          'The client’s ChannelTimeout has no effect: “{0}” does not match the session’s channel, {1}.',
          type,
          label,
        )
      : l10n.t(
          'The server’s ChannelTimeout has no effect: “{0}” does not match the session’s channel, {1}.',
          type,
          label,
        );
  return { type, label, because: list.because, mended, text };
}

/** Closes the session's channel after inactivity, which ends the connection of an ordinary ssh. */
export function channelTimeout(context: Context, side: 'client' | 'server'): Timer {
  const end = context[side];
  const list = channelTimeoutsOf(end);
  return {
    id: 'ChannelTimeout',
    side,
    fires: channelTimeoutFires(context, side),
    probeEvery: null,
    closedBy: side,
    startsAt: l10n.t('the last data that the session’s program read or wrote; keepalives do not reset it'),
    because: [list.because],
    note: sentences(note(list, end, context.session), list.entries.length > 0 && outputNote(context)),
    ...dependsOn(list.setting),
  };
}

export function channelTimeoutFires(context: Context, side: 'client' | 'server'): Fires {
  const end = context[side];
  const list = channelTimeoutsOf(end);
  if (list.fatal) return exactly(0);
  if (context.session === 'none') return 'never';
  const limits = [limitOf(list, labelOf(end, context.session)), globalLimitOf(list, end)].filter(
    (seconds): seconds is number => seconds !== undefined && seconds > 0,
  );
  if (limits.length === 0) return 'never';
  const limit = Math.min(...limits);
  const { outputEvery } = context;
  // A clock of whole seconds may see a pause as one second longer than it is.
  if (outputEvery !== undefined && outputEvery < limit) return outputEvery < limit - 1 ? 'never' : 'unknown';
  return upToOneSecondEarly(limit);
}

function outputNote({ outputEvery }: Context): string {
  return outputEvery === undefined
    ? ''
    : l10n.t('Here the program prints every {0}, which sets the clock back.', inSeconds(outputEvery));
}

function note(list: ChannelTimeouts, end: End, session: SessionKind): string {
  const { value } = list.setting;
  if (list.fatal) {
    return l10n.t(
      '“none” in a Match block that applies cuts off every such login with an internal error; write “*=0” (effective from 10.5).',
    );
  }
  if (list.shadowed) {
    return sentences(
      l10n.t('Stands in a Match block, which sshd before 10.5 shows but does not apply: the global list runs.'),
      session !== 'none' && list.entries.length > 0 && labelNote(list, end, session),
    );
  }
  if (!isKnown(end)) return l10n.t('Unknown to this version.');
  if (value.toLowerCase() === 'none' || list.entries.length === 0) return l10n.t('Off.');
  if (session === 'none') return l10n.t('No session channel is open, so there is none to close.');
  return labelNote(list, end, session);
}

function labelNote(list: ChannelTimeouts, end: End, session: Exclude<SessionKind, 'none'>): string {
  const label = labelOf(end, session);
  const own = limitOf(list, label);
  const global = globalLimitOf(list, end);
  const others = otherLabels.filter((other) => (limitOf(list, other) ?? 0) > 0);
  const exact = list.entries.some((entry) => entry.type === 'session' || entry.type === 'session:*');
  return sentences(
    own !== undefined && own > 0
      ? l10n.t(
          'Closes the session after {0} in which its program neither reads nor writes, even where both sides probe.',
          duration(own),
        )
      : own === 0
        ? l10n.t('The first pattern that matches {0} sets 0: no limit.', label)
        : l10n.t('No pattern matches this session: its channel is called {0} here.', label),
    own === undefined && exact && end.dialect === 'server' && l10n.t('Write session:* instead of session.'),
    own === undefined && exact && end.dialect === 'client' && l10n.t('Write session*, which matches in every version.'),
    global !== undefined &&
      global > 0 &&
      l10n.t('All channels are closed once none of them moved for {0}.', duration(global)),
    !atLeast(end.version, '9.7') &&
      list.entries.some((entry) => entry.type === 'global') &&
      l10n.t('“global” is known from 9.7 on; here it matches nothing.'),
    others.length > 0 && l10n.t('Also closes idle channels of type {0}.', others.join(', ')),
  );
}
