import * as l10n from '@vscode/l10n';
import { formatLibraryVersion, type LibraryVersion, libraryAtLeast } from '../values/libraryVersion.ts';
import { type ClientKind, findClientKind, type OwnLimit } from './clientKinds.ts';
import { duration, sentences } from './format.ts';
import type { Because } from './timer.ts';

/** What a program gives for one limit: seconds, no limit, or something that cannot be followed. */
export type GivenLimit = { readonly seconds: number | 'never'; readonly because: Because } | 'default' | 'unknown';

/** A use of paramiko, by itself or under Fabric. */
export interface ParamikoUse {
  readonly id: 'paramiko' | 'fabric';
  readonly version: LibraryVersion;
  /** connect(timeout), start_client(timeout), or Fabric's connect_timeout. */
  readonly timeout: GivenLimit;
  readonly banner: GivenLimit;
  readonly handshake: GivenLimit;
  readonly auth: GivenLimit;
  readonly channel: GivenLimit;
  readonly keepalive: GivenLimit;
  /** TCP is not paramiko's own: a socket was handed in, or a transport connects by itself. */
  readonly socketGiven: boolean;
}

/** Limits of paramiko by itself, in seconds; `transport.py`, `client.py`. */
export const paramikoDefaults = { banner: 15, handshake: 15, auth: 30, channel: 3600, laterBannerLine: 2 } as const;

/**
 * The releases in which a limit came into being: before, nothing bounded that phase. The seconds of 2.12, 4.0 and 5.1
 * were read in their sources; those between agree with the library's list of changes.
 */
export const paramikoSince = { timeoutBoundsNegotiation: '2.1', auth: '2.2', channelParameter: '3.1' } as const;

/** The client that the model is asked about: paramiko of this release, with what the program sets. */
export function paramikoClient(use: ParamikoUse): ClientKind {
  const base = findClientKind(use.id);
  if (!base) throw new Error(`no client ${use.id}`);
  const keepalive = typeof use.keepalive === 'object' ? use.keepalive : undefined;
  const interval = typeof keepalive?.seconds === 'number' ? keepalive.seconds : 0;
  return {
    ...base,
    name: nameOf(use),
    honours: [],
    values: { ...base.values, serveraliveinterval: String(interval) },
    ...(keepalive ? { reasons: { serveraliveinterval: keepalive.because } } : {}),
    limits: [timeoutLimit(use), bannerLimit(use), handshakeLimit(use), authLimit(use), channelLimit(use)].flat(),
    note:
      use.keepalive === 'unknown'
        ? l10n.t('Whether set_keepalive is called, and with what, cannot be followed.')
        : interval > 0
          ? l10n.t(
              'set_keepalive sends a packet that asks for no answer, {0} after the last one that was sent: it keeps the path and never finds a dead server.',
              duration(interval),
            )
          : l10n.t(
              'Without set_keepalive nothing is sent while the program is silent. The server’s own probes are answered.',
            ),
  };
}

function nameOf({ id, version }: ParamikoUse): string {
  const paramiko = `paramiko ${formatLibraryVersion(version)}`;
  return id === 'fabric' ? `Fabric (${paramiko})` : paramiko;
}

function timeoutLimit(use: ParamikoUse): readonly OwnLimit[] {
  const id = use.id === 'fabric' ? 'connect_timeout' : 'timeout';
  const seconds = secondsOf(use.timeout, 'never');
  const negotiation = libraryAtLeast(use.version, paramikoSince.timeoutBoundsNegotiation);
  const because = becauseOf(use.timeout, use);
  const tcp: OwnLimit = {
    id,
    seconds,
    ends: ['connect-no-answer'],
    startsAt: l10n.t('the TCP connection to an address'),
    note: sentences(
      l10n.t(
        'The first address that times out ends connect(): only one that refuses or cannot be reached leads to the next.',
      ),
      seconds === 'never' &&
        l10n.t('Not given, so the operating system decides; 3600 s is the limit for opening channels.'),
    ),
    says: 'TimeoutError: timed out',
    because,
  };
  const rest: OwnLimit = {
    id: `${id} (negotiation)`,
    seconds,
    ends: ['connect-no-banner', 'connect-stalls-kex'],
    startsAt: l10n.t('the end of the TCP connection'),
    note: l10n.t('The same limit once more, for banner and key exchange together. Login is outside it.'),
    says: 'SSHException: No existing session',
    because,
  };
  return [...(use.socketGiven ? [] : [tcp]), ...(negotiation ? [rest] : [])];
}

function bannerLimit(use: ParamikoUse): OwnLimit {
  return {
    id: 'banner_timeout',
    seconds: secondsOf(use.banner, paramikoDefaults.banner),
    ends: ['connect-no-banner'],
    startsAt: l10n.t('the end of the TCP connection'),
    note: l10n.t(
      'For the first line; each further line before the banner has {0}.',
      duration(paramikoDefaults.laterBannerLine),
    ),
    says: 'SSHException: Error reading SSH protocol banner',
    because: becauseOf(use.banner, use),
  };
}

function handshakeLimit(use: ParamikoUse): OwnLimit {
  return {
    id: 'handshake_timeout',
    seconds: secondsOf(use.handshake, paramikoDefaults.handshake),
    ends: ['connect-stalls-kex'],
    startsAt: l10n.t('the server’s banner'),
    note: l10n.t(
      'An attribute of the transport: connect() has no parameter for it, and banner_timeout does not change it.',
    ),
    says: 'EOFError',
    because: becauseOf(use.handshake, use),
  };
}

function authLimit(use: ParamikoUse): OwnLimit {
  const there = libraryAtLeast(use.version, paramikoSince.auth);
  return {
    id: 'auth_timeout',
    seconds: there ? secondsOf(use.auth, paramikoDefaults.auth) : 'never',
    ends: ['connect-stalls-auth'],
    startsAt: l10n.t('the request of each attempt to log in'),
    note: there
      ? l10n.t('Each key, and the password, has the whole limit anew.')
      : l10n.t('Before paramiko 2.2 nothing bounds the login.'),
    says: 'AuthenticationException: Authentication timeout.',
    because: becauseOf(use.auth, use),
  };
}

function channelLimit(use: ParamikoUse): OwnLimit {
  const settable = libraryAtLeast(use.version, paramikoSince.channelParameter);
  return {
    id: 'channel_timeout',
    seconds: settable ? secondsOf(use.channel, paramikoDefaults.channel) : paramikoDefaults.channel,
    ends: [],
    startsAt: l10n.t('the request for a channel'),
    note: sentences(
      l10n.t('For a channel that the server never confirms; a timeout of exec_command or open_session goes before it.'),
      !settable && l10n.t('Cannot be changed before paramiko 3.1.'),
    ),
    says: 'SSHException: Timeout opening channel.',
    because: becauseOf(settable ? use.channel : 'default', use),
  };
}

function secondsOf(given: GivenLimit, fallback: number | 'never'): OwnLimit['seconds'] {
  if (given === 'unknown') return 'unknown';
  return given === 'default' ? fallback : given.seconds;
}

function becauseOf(given: GivenLimit, use: ParamikoUse): readonly Because[] {
  if (typeof given === 'object') return [given.because];
  return given === 'unknown'
    ? []
    : [{ kind: 'profile', id: use.id, source: `paramiko ${formatLibraryVersion(use.version)}` }];
}
