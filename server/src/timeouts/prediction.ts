import type { EffectiveConfig } from '../resolve/effectiveConfig.ts';
import type { OpenSshVersion } from '../values/openSshVersion.ts';
import type { ClientKind, ClientKindId } from './clientKinds.ts';
import type { Hop, Platform, SessionKind } from './context.ts';
import type { Because, Situation, SituationId, Timer, Verdict } from './timer.ts';

export interface PredictInput {
  /** Effective values as `ssh -G` prints them; where absent the version's defaults hold, and the answer says so. */
  readonly client?: EffectiveConfig | undefined;
  /** Effective values as `sshd -T` prints them; where absent the version's defaults hold, and the answer says so. */
  readonly server?: EffectiveConfig | undefined;
  /** What was measured of a server whose configuration is not at hand: values by keyword in lower case. */
  readonly measuredServer?: MeasuredEnd | undefined;
  readonly clientVersion: OpenSshVersion;
  readonly serverVersion: OpenSshVersion;
  /** A profile's id or idle seconds; undefined: not known. */
  readonly path?: string | number | undefined;
  /** Where the path comes from, such as a setting. */
  readonly pathBecause?: Because | undefined;
  /** `linux` where absent. */
  readonly clientPlatform?: Platform;
  readonly serverPlatform?: Platform;
  /** Where absent: whether the client's configuration names ProxyCommand or ProxyJump. */
  readonly proxied?: boolean;
  /** Where absent: from the client's SessionType and RemoteCommand. */
  readonly session?: SessionKind;
  /** The program that connects; OpenSSH where absent. */
  readonly clientKind?: ClientKindId | ClientKind | undefined;
  /**
   * The program in the session prints something every so many seconds. Where absent: nothing on an idle session, and
   * without a pause in `dead-sending`.
   */
  readonly outputEvery?: number | undefined;
  /** A banner comes in pieces, so many seconds apart. */
  readonly bannerEvery?: number | undefined;
  /** The jump hosts, nearest first, each with the client settings for that host. */
  readonly hops?: readonly Hop[];
  /** The verdict is about this situation. */
  readonly situation?: SituationId | undefined;
  /** What-if values by keyword in lower case, which win over the files. */
  readonly overrides?: {
    readonly client?: Readonly<Record<string, string>>;
    readonly server?: Readonly<Record<string, string>>;
  };
}

/** Values that a live test found, and when. */
export interface MeasuredEnd {
  readonly values: Readonly<Record<string, string>>;
  /** For a reader. */
  readonly date: string;
}

export interface Prediction {
  readonly timers: readonly Timer[];
  readonly situations: readonly Situation[];
  readonly verdict: Verdict;
  /** A paragraph for a reader. */
  readonly explanation: string;
  /** One sentence each. */
  readonly assumptions: readonly string[];
  /** Seconds between packets on a healthy idle connection; null where nothing moves. */
  readonly idlePacketPeriod: number | null;
  /** Idle seconds of the path; undefined: not known. */
  readonly pathSeconds?: number;
  /** Through a program that is no ssh: what it does with a dead connection is not known. */
  readonly throughProxy?: true;
  /** What the lens and the timeline need of the two keepalives. */
  readonly keepalive: { readonly client: KeepaliveSummary; readonly server: KeepaliveSummary };
}

export interface KeepaliveSummary {
  /** As configured; 0 is off. */
  readonly interval: number;
  readonly count: number;
  /** Seconds between probes on the wire; null where none leave. */
  readonly wire: number | null;
  /** The program in the session prints so often that this side never gets to probe. */
  readonly silenced?: true;
  /** The side's configuration was given, rather than its version's defaults taken. */
  readonly configured: boolean;
}
