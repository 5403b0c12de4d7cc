import type { Dialect } from '../syntax/configFile.ts';

/** The shape of a directive's arguments. */
export type ValueType =
  | 'yesno'
  | 'enum'
  | 'int'
  | 'int-or-none'
  | 'port'
  | 'time'
  | 'string'
  | 'path'
  | 'pathlist'
  | 'command'
  | 'list'
  | 'pattern-list'
  | 'host-patterns'
  | 'match-criteria'
  | 'include-paths'
  | 'algorithm-list'
  | 'env-list'
  | 'forward-spec'
  | 'permit-spec'
  | 'jump-spec'
  | 'listen-address'
  | 'rekeylimit'
  | 'controlpersist'
  | 'addkeys'
  | 'channel-timeout-list'
  | 'maxstartups'
  | 'netblock'
  | 'penalties'
  | 'qos'
  | 'char'
  | 'tun-device'
  | 'cname-rules'
  | 'mode-octal'
  | 'yesno-or-path'
  | 'yesno-or-pattern-list'
  | 'enum-or-interval'
  | 'enum-list'
  | 'cidr-list'
  | 'auth-method-list'
  | 'subsystem'
  | 'string-rest'
  | 'ignored'
  | 'unknown';

/** What happens when the directive is given again. */
export type Repetition = 'first-value-wins' | 'last-value-wins' | 'accumulates' | 'section' | 'n/a';

export type DirectiveStatus = 'active' | 'deprecated' | 'removed' | 'unsupported' | 'distro-only';

/** Behaviour that the other members cannot express. */
export type Quirk =
  /** Takes effect even inside a Host or Match block that does not apply. */
  | 'applies-in-inactive-blocks'
  /** Takes many arguments and keeps the first. */
  | 'first-argument-only'
  /** A `#` does not start a comment: it belongs to the value. */
  | 'comment-is-data'
  /** `none` sets nothing: the default stays, and a later line can still set a value. */
  | 'none-leaves-unset'
  /** `none` wins over a value that was set before. */
  | 'none-overrules'
  /** ProxyCommand and ProxyJump: whichever comes first wins over both. */
  | 'shares-slot'
  /** The arguments of one line are one value: a second line adds nothing. */
  | 'line-is-one-value'
  /** The first value of each sub-key wins, so several lines add up. */
  | 'subkeys-merge'
  /** The first definition of each name wins, so several lines add up. */
  | 'names-merge'
  /** 0 is read without complaint, and ssh then refuses to start. */
  | 'zero-refused-at-start';

/** Builds whose defaults were read from `ssh -G` and `sshd -T`: Debian 12's 9.2p1 and upstream's 10.5p1. */
export type MeasuredBuild = '9.2-debian' | '10.5';

/** One keyword of one dialect. Releases are written `"9.2"`; `"<5.0"` means older than anything supported here. */
export interface Directive {
  /** As the manual spells it. */
  readonly name: string;
  readonly dialect: Dialect;
  readonly status: DirectiveStatus;
  readonly category: string;
  readonly type: ValueType;
  /** Number of arguments: `1`, `2`, `1..2`, `many`, `rest` (the raw line) ... */
  readonly args: string;
  readonly repetition: Repetition;
  /** Words of an enum or yes/no directive. */
  readonly words?: readonly string[];
  /** Words that are younger than the directive, with their release. Also of sub-keys. */
  readonly wordsSince?: Readonly<Record<string, string>>;
  readonly wordsAreCaseSensitive?: boolean;
  /** Sub-keys of `key:value` arguments. */
  readonly subkeys?: readonly string[];
  /** Words that are printed or read as another: `{"true": ["yes"]}`. */
  readonly synonyms?: Readonly<Record<string, readonly string[]>>;
  readonly min?: number;
  readonly max?: number;
  /** How many values may add up. */
  readonly maxEntries?: number;
  readonly unit?: string;
  /** The newest release's default; undefined where it is unset or not a fixed value. */
  readonly default?: string;
  /** Defaults over time, oldest first: `[release, value]`. */
  readonly defaultHistory?: readonly (readonly [string, string])[];
  /** The default as a build prints it, a string for each line; no line where it prints none. */
  readonly printed?: Readonly<Partial<Record<MeasuredBuild, readonly string[]>>>;
  /** The default of Debian's and Ubuntu's builds, where their patches change it. */
  readonly debianDefault?: string;
  /** What 0 does. */
  readonly zero?: string;
  readonly noneAllowed?: boolean;
  /** Percent tokens that are expanded, such as `%h`. */
  readonly tokens?: readonly string[];
  readonly tokensSince?: string;
  /** Whether `${VARIABLE}` is expanded. */
  readonly expandsEnvironment?: boolean;
  readonly since: string;
  readonly deprecatedIn?: string;
  readonly removedIn?: string;
  /** Releases in between that did not know it. */
  readonly absentIn?: readonly string[];
  /** What the build must contain; others take the line, say that they do not support it, and go on. */
  readonly compiledWith?: string;
  /** Client: allowed under Host and Match. Server: allowed under Match, from `inMatchSince` on. */
  readonly inBlocks: boolean;
  readonly inMatchSince?: string;
  /** Server: releases before this one accept and print the value of a Match block and run the global one. */
  readonly appliedInMatchSince?: string;
  /** Keywords that mean this directive. */
  readonly aliases?: readonly string[];
  /** Where an alias has another age than the directive. */
  readonly aliasSince?: Readonly<Record<string, string>>;
  readonly quirks?: readonly Quirk[];
  /** For an alias kept as a row of its own: the directive it sets. */
  readonly aliasOf?: string;
  /** Distributions whose builds know or change it. */
  readonly distribution?: string;
  /** Part of the product's subject: shown first. */
  readonly aboutTime: boolean;
}
