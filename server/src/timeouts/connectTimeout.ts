import * as l10n from '@vscode/l10n';
import { atLeast } from '../values/openSshVersion.ts';
import type { OwnLimit } from './clientKinds.ts';
import { type Context, countOf, dependsOn, readClient, secondsOf, sharesMaster, waitSeconds } from './context.ts';
import type { Ending } from './ending.ts';
import { duration, sentences } from './format.ts';
import { exactly, isRange, sooner } from './range.ts';
import { tcpConnectSeconds } from './tcp.ts';
import type { Fires, SituationId, Timer } from './timer.ts';

/** The client's limit on reaching the server: TCP connect and the wait for the banner, nothing after it. */
export function connectTimeout(context: Context): Timer {
  const setting = readClient(context.client, 'ConnectTimeout');
  const attempts = readClient(context.client, 'ConnectionAttempts');
  return {
    id: 'ConnectTimeout',
    side: 'client',
    fires: bannerFires(context),
    probeEvery: null,
    closedBy: 'client',
    startsAt: context.proxied
      ? l10n.t('the start of the proxy')
      : l10n.t('the start of the TCP connection, for each address and attempt'),
    because: attempts.explicit ? [setting.because, attempts.because] : [setting.because],
    note: note(context),
    ...dependsOn(setting, attempts),
  };
}

/** The limits that a client other than OpenSSH has by itself. */
export function ownLimits(context: Context): readonly Timer[] {
  const { kind } = context.client;
  return (kind?.limits ?? []).map((limit) => ({
    id: limit.id,
    side: 'client',
    fires: firesOf(limit),
    probeEvery: null,
    closedBy: 'client',
    startsAt: limit.startsAt ?? l10n.t('the phase that it bounds'),
    because: limit.because ?? [{ kind: 'profile', id: kind?.id ?? '', source: kind?.source ?? '' }],
    note: limit.note ?? l10n.t('Default of {0}; its program may set another value.', kind?.name ?? ''),
  }));
}

/** How a client other than OpenSSH ends `situation` by a limit of its own. */
export function ownEndings(context: Context, situation: SituationId): readonly Ending[] {
  const limits = (context.client.kind?.limits ?? []).filter(({ ends }) => ends.includes(situation));
  return limits.map((limit) => ({ id: limit.id, closedBy: 'client', fires: firesOf(limit) }));
}

function firesOf({ seconds }: OwnLimit): Fires {
  return typeof seconds === 'number' ? exactly(seconds) : seconds;
}

/** Seconds of ConnectTimeout; undefined where it sets no limit. */
export function connectSeconds(context: Context): number | undefined {
  const seconds = secondsOf(readClient(context.client, 'ConnectTimeout'), context.client.version);
  return seconds === undefined || seconds === 0 ? undefined : waitSeconds(seconds);
}

/**
 * Until a server that accepts the connection and says nothing is given up. Since 9.5 each wait gets the whole limit
 * (connect, then every byte of the banner), before that there was one budget for both.
 */
export function bannerFires(context: Context): Fires {
  const seconds = connectSeconds(context);
  if (seconds === undefined) return 'never';
  const renewed = atLeast(context.client.version, '9.5');
  // Each piece of a banner that drips starts the wait anew.
  if (renewed && context.bannerEvery !== undefined && context.bannerEvery < seconds) return 'never';
  return { earliest: seconds, latest: renewed && !context.proxied ? 2 * seconds : seconds };
}

/**
 * Until an address that swallows the connection request is given up: each attempt has the limit anew, with a pause of
 * one second between attempts. The operating system's own limit may come first. Undefined limits on both sides: unknown.
 */
export function noAnswerFires(context: Context): { readonly fires: Fires; readonly endedBy: string } {
  const own = connectSeconds(context);
  if (context.proxied) return { fires: own === undefined ? 'never' : exactly(own), endedBy: 'ConnectTimeout' };
  const system = tcpConnectSeconds(context.client.platform);
  const attempt: Fires = sooner(own === undefined ? 'never' : exactly(own), system);
  const endedBy = own !== undefined && !(isRange(system) && system.earliest < own) ? 'ConnectTimeout' : 'tcpConnect';
  if (!isRange(attempt)) return { fires: attempt, endedBy };
  const attempts = Math.max(1, countOf(readClient(context.client, 'ConnectionAttempts')));
  return {
    fires: {
      earliest: attempts * attempt.earliest + attempts - 1,
      latest: attempts * attempt.latest + attempts - 1,
    },
    endedBy,
  };
}

/** Until a port that refuses is given up: no attempt takes time, the pauses between them do. */
export function refusedSeconds(context: Context): number {
  return context.proxied ? 0 : Math.max(1, countOf(readClient(context.client, 'ConnectionAttempts'))) - 1;
}

function note(context: Context): string {
  const attempts = countOf(readClient(context.client, 'ConnectionAttempts'));
  return sentences(
    ...limitNotes(context),
    attempts > 1 &&
      !context.proxied &&
      l10n.t(
        '{0} attempts, with a pause of 1 s between them: a port that refuses is given up after {1}.',
        attempts,
        duration(refusedSeconds(context)),
      ),
    sharesMaster(context.client) &&
      l10n.t(
        'A new session over a shared connection that is dead waits all the same: ConnectTimeout does not cover it.',
      ),
  );
}

function limitNotes(context: Context): readonly (string | false)[] {
  if (connectSeconds(context) === undefined) {
    return [
      context.proxied
        ? l10n.t(
            'No limit of ssh’s own: a proxy that hangs keeps it waiting; ServerAlive does not help before the banner.',
          )
        : l10n.t(
            'No limit of ssh’s own: the operating system bounds the TCP connection, nothing bounds the wait for the banner.',
          ),
    ];
  }
  return [
    context.proxied
      ? l10n.t('Covers the start of the proxy and the wait for the banner.')
      : l10n.t('Covers TCP connect and the wait for the banner.'),
    l10n.t('Name lookup, key exchange and login are outside it, whatever the manual says.'),
    atLeast(context.client.version, '9.5') &&
      l10n.t('Since 9.5 each byte of the banner starts the wait anew: a server that drips is never given up.'),
  ];
}
