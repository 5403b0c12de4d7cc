import { defaultFor } from '../knowledge/defaults.ts';
import {
  type ClientDirectiveName,
  clientDirective,
  type ServerDirectiveName,
  serverDirective,
} from '../knowledge/directives.ts';
import type { EffectiveConfig, EffectiveValue, Provenance } from '../resolve/effectiveConfig.ts';
import type { Dialect } from '../syntax/configFile.ts';
import { formatVersion, type OpenSshVersion } from '../values/openSshVersion.ts';
import { readTimeSpan } from '../values/timeSpan.ts';
import type { ClientKind } from './clientKinds.ts';
import type { MeasuredEnd } from './prediction.ts';
import type { Because } from './timer.ts';

/** The operating system whose TCP keepalive and retransmission limits hold. */
export type Platform = 'linux' | 'macos' | 'windows' | 'freebsd';

/** What the session channel carries, which decides its label; `none`: `ssh -N`, an idle master. */
export type SessionKind = 'shell' | 'command' | `subsystem:${string}` | 'none';

/** The ssh that a ProxyJump starts for one hop, with the settings of that hop's own host. */
export interface Hop {
  readonly host: string;
  readonly client?: EffectiveConfig;
}

/** One end of the connection. Without a configuration its version's defaults hold. */
export interface End {
  readonly dialect: Dialect;
  readonly version: OpenSshVersion;
  readonly platform: Platform;
  readonly config?: EffectiveConfig | undefined;
  /** Values that were measured; they stand in for a configuration that is not known. */
  readonly measured?: MeasuredEnd | undefined;
  /** What-if values by lower-case keyword; they win. */
  readonly overrides: Readonly<Record<string, string>>;
  /** The program, on the client's side; OpenSSH where absent. */
  readonly kind?: ClientKind;
}

/** What lies between the two ends, as far as it is known. */
export interface PathIdle {
  /** Seconds without a packet after which it forgets the connection; undefined: not known. */
  readonly seconds?: number;
  readonly label: string;
  readonly because: readonly Because[];
  /** It counts what the user does; probes do not help. */
  readonly ignoresProbes?: boolean;
  readonly note?: string;
}

/** The normalised input that every mechanism reads. */
export interface Context {
  readonly client: End;
  readonly server: End;
  readonly path: PathIdle;
  /** The client's own TCP connection goes to a proxy process, not to the server. */
  readonly proxied: boolean;
  readonly session: SessionKind;
  /** Seconds between what the server's end sends by itself; undefined: nothing, or without a pause where it sends. */
  readonly outputEvery?: number | undefined;
  /** Seconds between the pieces of a banner; undefined: it comes whole, or not at all. */
  readonly bannerEvery?: number | undefined;
  readonly hops: readonly Hop[];
}

/** The way goes through a program that is no ssh of ours: what that does is its affair. */
export function throughUnknownProxy({ proxied, hops }: Context): boolean {
  return proxied && hops.length === 0;
}

/** The ssh to a jump host: what a program or the user gives the outer ssh on the command line does not reach it. */
export function hopEnd({ client }: Context, hop: Hop): End {
  const { kind, ...end } = { ...client, config: hop.client, overrides: {} };
  return kind === undefined || kind.honours === 'all' ? end : { ...end, kind };
}

/** One effective value, with its reason. */
export interface Setting {
  readonly value: string;
  readonly because: Because;
  /** A line, an option or an override sets it. */
  readonly explicit: boolean;
  readonly depends: boolean;
  /** As resolved; undefined for a default without a configuration and for an override. */
  readonly resolved?: EffectiveValue;
}

export function readClient(end: End, name: ClientDirectiveName): Setting {
  return readOnce(end, name, () => {
    return (
      ofOtherClient(end, name.toLowerCase()) ?? read(end, name, () => defaultFor(clientDirective(name), end.version))
    );
  });
}

const settingsRead = new WeakMap<End, Map<string, Setting>>();

/** The mechanisms ask an end for the same directives many times. */
function readOnce(end: End, name: string, readNow: () => Setting): Setting {
  const settings = settingsRead.get(end) ?? new Map<string, Setting>();
  settingsRead.set(end, settings);
  const known = settings.get(name);
  if (known) return known;
  const setting = readNow();
  settings.set(name, setting);
  return setting;
}

/**
 * What a client other than plain ssh makes of a directive. A program that runs ssh passes options, which beat the file;
 * a library has values of its own, which a line of the file beats where the library reads that directive.
 */
function ofOtherClient({ kind, overrides, config }: End, keyword: string): Setting | undefined {
  if (!kind || overrides[keyword] !== undefined) return undefined;
  const own = kind.values[keyword];
  const because: Because = kind.reasons?.[keyword] ?? { kind: 'profile', id: kind.id, source: kind.source };
  if (kind.honours === 'all') {
    return own === undefined ? undefined : { value: own, because, explicit: true, depends: false };
  }
  const from = config?.values.get(keyword)?.[0]?.from;
  if (kind.honours.includes(keyword) && from !== undefined && from.kind !== 'default') return undefined;
  return { value: own ?? offIn[keyword] ?? 'none', because, explicit: false, depends: false };
}

/** What a client that does not know the directive does; `none` for the rest. */
const offIn: Readonly<Record<string, string>> = {
  serveraliveinterval: '0',
  serveralivecountmax: '3',
  connectionattempts: '1',
  tcpkeepalive: 'unknown',
  controlmaster: 'false',
  controlpersist: 'no',
  forwardx11: 'no',
  rekeylimit: '0 0',
  addkeystoagent: 'false',
};

export function readServer(end: End, name: ServerDirectiveName): Setting {
  return readOnce(end, name, () => read(end, name, () => defaultFor(serverDirective(name), end.version)));
}

function read(end: End, name: string, fallback: () => string | undefined): Setting {
  const keyword = name.toLowerCase();
  const override = end.overrides[keyword];
  if (override !== undefined) {
    return {
      value: override,
      because: { kind: 'option', text: `${name}=${override}` },
      explicit: true,
      depends: false,
    };
  }
  const resolved = end.config?.values.get(keyword)?.[0];
  if (resolved) {
    return {
      value: resolved.value,
      because: becauseOf(name, resolved.value, resolved.from),
      explicit: resolved.from.kind !== 'default',
      depends: resolved.certainty === 'depends',
      resolved,
    };
  }
  const measured = end.config ? undefined : end.measured?.values[keyword];
  if (measured !== undefined) {
    return {
      value: measured,
      because: { kind: 'measured', what: `${name} ${measured}`, date: end.measured?.date ?? '' },
      explicit: true,
      depends: false,
    };
  }
  const value = fallback() ?? 'none';
  return {
    value,
    because: { kind: 'default', directive: name, value, openssh: formatVersion(end.version) },
    explicit: false,
    depends: false,
  };
}

/** The reason behind `name`'s value. */
export function becauseOf(name: string, value: string, from: Provenance): Because {
  if (from.kind === 'line') return { kind: 'line', origin: from };
  if (from.kind === 'option') return { kind: 'option', text: from.text };
  return { kind: 'default', directive: name, value, openssh: formatVersion(from.version) };
}

/** Seconds of a time value; undefined for `none`, `yes`, `no` and what is no time. */
export function secondsOf(setting: Setting, version: OpenSshVersion): number | undefined {
  const span = readTimeSpan(setting.value, version);
  return span.ok ? span.value : undefined;
}

/** ssh counts such waits in milliseconds, in an `int` that it does not let overflow. */
const longestWait = Math.floor((2 ** 31 - 1) / 1000);

/** Seconds of a wait for one answer, as the programs cap it. */
export function waitSeconds(seconds: number): number {
  return Math.min(seconds, longestWait);
}

/** A count such as ServerAliveCountMax; 0 where it cannot be read. */
export function countOf(setting: Setting): number {
  const count = Number(setting.value);
  return Number.isFinite(count) && count > 0 ? count : 0;
}

/** `{depends: true}` where one of the settings hangs on what only running could tell. */
export function dependsOn(...settings: readonly Setting[]): { readonly depends?: true } {
  return settings.some((setting) => setting.depends) ? { depends: true } : {};
}

/** Whether the configuration lets this ssh use a connection that another one opened. */
export function sharesMaster(end: End): boolean {
  const path = readClient(end, 'ControlPath').value;
  return path !== 'none' && path !== '';
}
