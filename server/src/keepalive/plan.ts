import type { ClientTarget, EffectiveConfig, EffectiveValue, Provenance } from '../resolve/effectiveConfig.ts';
import { atLeast, type OpenSshVersion } from '../values/openSshVersion.ts';
import { hostProblem, type NameProblem } from './names.ts';
import { relayPlaceholder } from './relayPlaceholder.ts';
import { type Jump, single, type WayIn, wayInOf } from './wayIn.ts';

/**
 * `quick`: our own probe every second, for round trips and a sign of life.
 * `observe`: no probes of ours, so that the server's own can be seen and counted.
 * `cut`: the user's own settings, and a path that falls silent, so that one sees which side gives up and when.
 * `idle`: connections left alone for ever longer times, side by side, to find how long the path remembers one. A plan
 * is for one of them; its seconds are the idle time.
 */
export type KeepaliveMode = 'quick' | 'observe' | 'cut' | 'idle';

export const keepaliveModes: readonly KeepaliveMode[] = ['quick', 'observe', 'idle', 'cut'];

/** In `cut`: what is lost from then on. The side that still hears is told when the other one closes. */
export type LostDirection = 'both' | 'to-server' | 'from-server';

export const lostDirections: readonly LostDirection[] = ['both', 'to-server', 'from-server'];

/** Seconds on the live connection where the user names none; for `cut` at least, and after the cut; for `idle` the longest. */
export const defaultSeconds: Readonly<Record<KeepaliveMode, number>> = {
  quick: 20,
  observe: 90,
  cut: 60,
  idle: 300,
};

/** In `cut`: seconds of life before the path falls silent. */
export const secondsBeforeCut = 2;

/** The longest test: a day. */
export const longestSeconds = 86_400;

export interface KeepaliveRequest {
  /** `alias` or `user@alias`, as on ssh's command line. */
  readonly host: string;
  /** Absolute path of the configuration, or `none`; given to ssh with `-F` unless it is the default one. */
  readonly file?: string;
  /** The configuration is what ssh reads by itself: no `-F`, so that the system's file takes part. */
  readonly isDefaultFile: boolean;
  /** What `ssh -V` says; undefined where it is unknown: then only options that every release knows are given. */
  readonly clientVersion?: OpenSshVersion;
  readonly mode: KeepaliveMode;
  /** Seconds to stay on the live connection. */
  readonly seconds?: number;
  /** Only in `cut`; `both` where absent. */
  readonly lost?: LostDirection;
  /** What the configuration says for this host, to choose limits and to compare with. */
  readonly effective?: EffectiveConfig;
  /** The same configuration for a jump host. */
  readonly resolve?: (target: ClientTarget) => EffectiveConfig;
}

/** What the user's own configuration leads one to expect; seconds. */
export interface Expectations {
  /** ServerAliveInterval in effect; 0 where the client sends no probes. */
  readonly interval: number;
  readonly countMax: number;
  readonly intervalFrom?: Provenance;
  readonly countMaxFrom?: Provenance;
  /** After the last byte received: when this client ends a connection whose other end is dead. */
  readonly deadServer: { readonly earliest: number; readonly latest: number } | 'never';
}

/** A test that may be run: what is started, and what it is compared with. */
export interface KeepalivePlan {
  readonly host: string;
  readonly mode: KeepaliveMode;
  readonly seconds: number;
  /** ssh's arguments without the program. The runner puts `-E` and the path of its private pipe in front. */
  readonly argv: readonly string[];
  readonly environment: { readonly set: Readonly<Record<string, string>>; readonly remove: readonly string[] };
  /** Seconds; `connect` is ConnectTimeout for one address, `start` the limit for everything up to the live connection. */
  readonly limits: { readonly connect: number; readonly start: number };
  /** ServerAliveInterval and ServerAliveCountMax of the test itself. */
  readonly probes: { readonly interval: number; readonly countMax: number };
  readonly expectations?: Expectations;
  /** Only in `cut`, which puts a relay around it. */
  readonly wayIn?: WayIn;
  /** Only in `cut`: which packets the relay swallows; absent for both directions. */
  readonly lost?: Exclude<LostDirection, 'both'>;
  /** In the other modes: jump hosts, whose ssh the runner starts with options that ProxyJump would not pass on. */
  readonly jump?: Jump;
  /** This ssh takes a connection for open only when the server's first words are there. */
  readonly connectHoldsBanner?: true;
}

export type PlanProblem =
  | { readonly kind: 'host'; readonly problem: NameProblem }
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'seconds' }
  /** `cut` needs to know the configuration's way to the host, and cannot tell it. */
  | { readonly kind: 'way-in' };

/** The command line and limits of a test, or what stands against it. */
export function planKeepaliveTest(request: KeepaliveRequest): KeepalivePlan | { readonly problem: PlanProblem } {
  const problem = hostProblem(request.host);
  if (problem) return { problem: { kind: 'host', problem } };
  const expectations = request.effective && expectationsOf(request.effective);
  const seconds = request.seconds ?? patience(request.mode, expectations);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > longestSeconds) return { problem: { kind: 'seconds' } };
  const file = request.isDefaultFile ? undefined : request.file;
  // A relative path would depend on where the runner stands; `none` is ssh's word for no configuration at all.
  if (file !== undefined && file !== 'none' && !isAbsolutePath(file)) return { problem: { kind: 'file', file } };

  const { effective, resolve } = request;
  const way = wayInOf({
    ...(effective ? { effective } : {}),
    ...(file === undefined ? {} : { file }),
    ...(resolve ? { resolve } : {}),
  });
  const wayIn = request.mode === 'cut' ? way : undefined;
  if (request.mode === 'cut' && !wayIn) return { problem: { kind: 'way-in' } };
  const connect = connectTimeout(request.effective);
  const probes = probesOf(request.mode, seconds, expectations);
  const options = overrides(request.clientVersion, probes, connect);
  return {
    host: request.host,
    mode: request.mode,
    seconds,
    argv: [
      '-N',
      '-T',
      '-n',
      ...(file === undefined ? [] : ['-F', file]),
      ...(wayIn ? ['-o', relayPlaceholder, '-o', 'ProxyUseFdpass=no'] : []),
      ...options.flatMap((option) => ['-o', option]),
      '--',
      request.host,
    ],
    environment: {
      set: { LC_ALL: 'C', SSH_ASKPASS_REQUIRE: 'never' },
      remove: ['SSH_ASKPASS', 'DISPLAY', 'WAYLAND_DISPLAY'],
    },
    limits: { connect, start: 2 * connect + 30 },
    probes,
    ...(expectations ? { expectations } : {}),
    ...(wayIn && request.lost && request.lost !== 'both' ? { lost: request.lost } : {}),
    ...(wayIn ? { wayIn } : way?.kind === 'jump' ? { jump: way } : {}),
    ...(connectHoldsBanner(request.clientVersion) ? { connectHoldsBanner: true as const } : {}),
  };
}

/** misc.c timeout_connect() of 8.0 and 8.1 waits for something to read; later ones for the socket to be writable. */
function connectHoldsBanner(version: OpenSshVersion | undefined): boolean {
  return version !== undefined && atLeast(version, '8.0') && !atLeast(version, '8.2');
}

/** Long enough for the client's own limit and, as nothing is known of the server, for one of the same size. */
function patience(mode: KeepaliveMode, expectations: Expectations | undefined): number {
  const limit = expectations?.deadServer ?? 'never';
  if (mode !== 'cut' || limit === 'never') return defaultSeconds[mode];
  return Math.max(defaultSeconds.cut, limit.latest + 10);
}

function probesOf(mode: KeepaliveMode, seconds: number, own: Expectations | undefined): KeepalivePlan['probes'] {
  switch (mode) {
    case 'quick':
      // CountMax bounds a silent peer during key exchange and login too: 15 s leave a slow server its time.
      return { interval: 1, countMax: 15 };
    case 'observe':
      return { interval: 0, countMax: 3 };
    case 'idle':
      // The one probe that matters is the first; a login that takes a while must not fail for a short interval.
      return { interval: seconds, countMax: Math.max(1, Math.ceil(15 / seconds)) };
    case 'cut':
      return { interval: own?.interval ?? 0, countMax: own?.countMax ?? 3 };
  }
}

/**
 * Settings that keep the test free of side effects and its log readable, whatever the configuration says.
 * Deliberately absent: IgnoreUnknown (the first one wins, so ours would disable the user's), StrictHostKeyChecking
 * (an unknown key is a result, not something to accept), ProxyCommand and ProxyJump (they are the way in).
 */
function overrides(
  version: OpenSshVersion | undefined,
  probes: { readonly interval: number; readonly countMax: number },
  connect: number,
): readonly string[] {
  const since = (release: string) => version !== undefined && atLeast(version, release);
  return [
    // Never a prompt. Debian's build raises ServerAliveInterval with it, hence the explicit values that follow.
    'BatchMode=yes',
    'NumberOfPasswordPrompts=0',
    `ServerAliveInterval=${probes.interval}`,
    `ServerAliveCountMax=${probes.countMax}`,
    `ConnectTimeout=${connect}`,
    'ConnectionAttempts=1',
    // A connection of its own: over a running master nothing would be measured.
    'ControlPath=none',
    'ControlMaster=no',
    'ControlPersist=no',
    'ClearAllForwardings=yes',
    'ExitOnForwardFailure=no',
    'Tunnel=no',
    'PermitLocalCommand=no',
    'RequestTTY=no',
    ...(since('7.6') ? ['RemoteCommand=none'] : []),
    // `ForkAfterAuthentication yes` would leave an ssh behind that nobody watches.
    ...(since('8.7') ? ['ForkAfterAuthentication=no', 'SessionType=none', 'StdinNull=yes'] : []),
    // Not -vvv: a ProxyJump hop inherits it and floods the same stream.
    'LogLevel=DEBUG3',
    ...(since('8.5') ? ['LogVerbose=none'] : []),
    'VisualHostKey=no',
    'UpdateHostKeys=no',
    'AddKeysToAgent=no',
    'ForwardAgent=no',
    'ForwardX11=no',
  ];
}

/** The user's own limit where it is a sensible one for a test, else 15 s. */
function connectTimeout(effective: EffectiveConfig | undefined): number {
  const own = numberOf(single(effective, 'connecttimeout'));
  return own !== undefined && own >= 1 && own <= 60 ? own : 15;
}

function expectationsOf(effective: EffectiveConfig): Expectations {
  const interval = single(effective, 'serveraliveinterval');
  const countMax = single(effective, 'serveralivecountmax');
  const i = numberOf(interval) ?? 0;
  const c = numberOf(countMax) ?? 3;
  return {
    interval: i,
    countMax: c,
    ...(interval ? { intervalFrom: interval.from } : {}),
    ...(countMax ? { countMaxFrom: countMax.from } : {}),
    // ssh counts whole seconds, so it can be up to one second early.
    deadServer: i <= 0 ? 'never' : { earliest: Math.max(0, i * (c + 1) - 1), latest: i * (c + 1) },
  };
}

function numberOf(value: EffectiveValue | undefined): number | undefined {
  return value && /^\d+$/.test(value.value) ? Number(value.value) : undefined;
}

function isAbsolutePath(file: string): boolean {
  return /^(?:\/|[A-Za-z]:[\\/]|\\\\)/.test(file) && !file.includes('\0');
}
