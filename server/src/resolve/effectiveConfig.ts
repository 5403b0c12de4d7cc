import type { Dialect, Span } from '../syntax/configFile.ts';
import type { OpenSshVersion } from '../values/openSshVersion.ts';

/** A line of a file that sets a value. */
export interface LineOrigin {
  readonly kind: 'line';
  readonly uri: string;
  /** Index in the file's `lines`, from 0. */
  readonly lineIndex: number;
  /** The directive from keyword to last argument, in offsets of the file. */
  readonly span: Span;
  /** The innermost Host or Match line that this line stands under, as written; undefined at top level. */
  readonly block?: { readonly uri: string; readonly lineIndex: number; readonly text: string };
}

/** Where a value comes from. */
export type Provenance =
  | LineOrigin
  /** `-o`, `-l`, `-p` and so on. */
  | { readonly kind: 'option'; readonly text: string }
  /** Compiled into the named OpenSSH version, or derived by it: `note` says from what. */
  | { readonly kind: 'default'; readonly version: OpenSshVersion; readonly note?: string };

export interface EffectiveValue {
  /** Normalised as `ssh -G` or `sshd -T` of that version prints it, without the keyword. */
  readonly value: string;
  /** `depends` where another outcome of a criterion that is never evaluated (Match exec, localnetwork) could change it. */
  readonly certainty: 'certain' | 'depends';
  readonly from: Provenance;
  /** Lines that set the same directive, apply to this target, and lose. In reading order. */
  readonly overruled: readonly LineOrigin[];
  /** For `depends`: the Match lines whose outcome decides, and the values that would follow. */
  readonly alternatives?: readonly {
    readonly value: string;
    readonly from: Provenance;
    readonly decidedBy: LineOrigin;
  }[];
  /**
   * What runs, where this version prints `value` and applies another: sshd took ChannelTimeout and RekeyLimit of a
   * Match block for its dump only before 10.5, and ran the global ones.
   */
  readonly applied?: { readonly value: string; readonly from: Provenance };
}

/** What OpenSSH of this version would report about the input, in our words. */
export interface ConfigError {
  readonly uri: string;
  readonly lineIndex: number;
  /** The words at fault, in offsets of the file. */
  readonly span: Span;
  /** Stable name of the error, such as `unknown-keyword`, `invalid-time`. */
  readonly code: string;
  /** Values for the message: the keyword, the argument, the nearest name ... */
  readonly data: Readonly<Record<string, string>>;
  /** `true`: OpenSSH refuses the file. `false`: it notes it and goes on. */
  readonly refused: boolean;
}

export interface EffectiveConfig {
  readonly dialect: Dialect;
  readonly version: OpenSshVersion;
  /** By keyword in lower case, in the order OpenSSH prints them. Unset directives without a printed default are absent. */
  readonly values: ReadonlyMap<string, readonly EffectiveValue[]>;
  readonly errors: readonly ConfigError[];
  /** Match lines that were taken as "does not match" because only running or looking could tell. */
  readonly undecided: readonly {
    readonly criterion: string;
    readonly line: LineOrigin;
    /** Keywords whose values would change if it matched, also those that are unset now. */
    readonly changes?: readonly string[];
  }[];
  /** Keywords that have no value here, and would have one if an undecided Match line applied. */
  readonly possible?: ReadonlyMap<string, NonNullable<EffectiveValue['alternatives']>>;
  /** Keywords left out because their default in this version has no source. */
  readonly unsourced: readonly string[];
}

/** What the user asks ssh to connect to. */
export interface ClientTarget {
  readonly host: string;
  /** `-l`. */
  readonly user?: string;
  /** `-p`. */
  readonly port?: number;
  /** `-P`. */
  readonly tag?: string;
  /** The remote command; empty or absent for a shell. */
  readonly command?: string;
  /** `-o` settings in order, as `Keyword=value` or `Keyword value`. */
  readonly options?: readonly string[];
}

/** The connection spec of `sshd -T -C`. Absent members do not match. */
export interface ServerPeer {
  readonly user?: string;
  readonly groups?: readonly string[];
  readonly host?: string;
  readonly address?: string;
  readonly localAddress?: string;
  readonly localPort?: number;
  readonly rdomain?: string;
  readonly invalidUser?: boolean;
  readonly options?: readonly string[];
  /**
   * Absent members that are not known, as opposed to not given: blocks that ask for them are taken as "does not match"
   * and named in `undecided`, and values they could change are `depends`.
   */
  readonly unknown?: readonly (
    | 'user'
    | 'host'
    | 'address'
    | 'localAddress'
    | 'localPort'
    | 'rdomain'
    | 'invalidUser'
  )[];
}

/** How to take criteria that are never evaluated. */
export interface Assumptions {
  readonly exec?: boolean;
  readonly localnetwork?: boolean;
}
